package incident

import (
	"time"
)

// State is one incident, computed from its log. Nobody changes a State, its maps or its
// slices once it is shared.
type State struct {
	ID       ID
	Last     uint64 // number of the last entry; 0 before the declaration
	Written  uint64 // how many entries people read: of the timeline and the chat
	Drill    bool
	Declared Declaration

	Status    Status
	SizeUp    SizeUp
	Course    Course
	Hunts     Hunts
	Metrics   Metrics
	Plan      Plan
	Decisions Decisions
	Access    Access
	Team      Team
	Comms     Comms
	Affected  Affected
	entries   entries
}

// Declaration says who opened the incident, and when.
type Declaration struct {
	At time.Time
	By string
}

// New returns the state of an incident before its declaration.
func New(id ID) *State { return &State{ID: id} }

// Outline returns the state without its assets, and with those entries alone that Waiting
// and Late ask for. It is small enough to be kept for every incident.
func (s *State) Outline() *State {
	o := *s
	o.entries = s.entries.outline(s)
	o.Plan = s.Plan.outline(s)
	o.Affected = s.Affected.withoutAssets()
	return &o
}
