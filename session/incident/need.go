package incident

import "time"

// NeedToKnow is who may know of the incident, how its people report to each
// other, and the streams in which some of them work apart.
type NeedToKnow struct {
	TLP     TLP
	Members map[string]Membership
	Roles   map[Role]string // who holds it; a role that nobody holds is absent
	Offers  map[Role]string // to whom it is offered
	Scope   Scope
	Acting  map[Role]string   // who acts for a role's absent holder
	Reports map[string]string // to whom someone reports, where that was said
	Authors map[string]bool   // who wrote an entry that has, or had, a label of its own
	Streams []*Stream         // by the time of their opening
	offered map[Role]offer    // by whom a role that is on offer was offered
	helped  map[Role]bool     // the roles that nobody who had the right gave their holder
	given   map[Role]bool     // the roles that somebody else who had the right gave their holder
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
