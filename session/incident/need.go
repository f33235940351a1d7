package incident

import "time"

// NeedToKnow is who may know of the incident, how its people report to each
// other, and the streams in which some of them work apart.
type NeedToKnow struct {
	Scope   Scope
	Acting  map[Role]string   // who acts for a role's absent holder
	Reports map[string]string // to whom someone reports, where that was said
	Labels  map[uint64]TLP    // entries with a label stricter than the bridge's
	Streams []*Stream         // by the time of their opening
}

// Scope is how far the incident is known in the house.
type Scope uint8

// The scopes.
const (
	ScopeOpen         Scope = iota // who may come in sees it
	ScopeRestricted                // members, holders of roles and keys of rank manager
	ScopeConfidential              // members and holders of roles alone
)

// Stream is a workstream: people who work apart and report back.
type Stream struct {
	Name    string
	Lead    string
	Members []string // by name, the lead among them
	Closed  bool     // only its members see what is in it
	At      time.Time
	Seq     uint64
}
