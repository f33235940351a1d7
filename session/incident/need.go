package incident

import "time"

// Access is the section of who may know of the incident.
type Access struct {
	TLP     TLP
	Scope   Scope
	Members map[string]Membership // by name
	Authors map[string]bool       // by name: wrote an entry that has, or had, a label of its own
}

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

// Stream is a workstream: people who work apart and report back.
type Stream struct {
	Name    string
	Lead    string   // "" when nobody is left in it
	Members []string // by name, the lead among them
	Closed  bool     // only its members, and who holds the manager's role, see what is in it
	At      time.Time
	Seq     uint64
	opener  string
}
