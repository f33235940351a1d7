package incident

// Team is the section of how the people of the incident are organised.
type Team struct {
	Roles   map[Role]string   // the holder; a role without one is absent
	Offers  map[Role]string   // the person that a role is offered to
	Acting  map[Role]string   // the person who acts for the absent holder
	Reports map[string]string // by name: the superior, where one was set
	Streams []*Stream         // workstreams, by the time of their opening
	offered map[Role]offer    // the person who offered a role that is on offer
	helped  map[Role]bool     // roles that no authorised person gave to their holder
	given   map[Role]bool     // roles that an authorised person other than the holder gave
}
