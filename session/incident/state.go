package incident

import (
	"time"
)

// State is one incident as its log tells it. It is a value: once shared,
// nobody changes it, its maps or its slices.
type State struct {
	ID       ID
	Last     uint64 // number of the last entry; 0 before the declaration
	Written  uint64 // how many entries people read: of the timeline and the chat
	Drill    bool
	Declared Declaration

	Status    Status
	SizeUp    SizeUp
	Metrics   Metrics
	Plan      Plan
	Decisions Decisions
	Access    Access
	Team      Team
	Comms     Comms
	Affected  Affected
	entries   entries
}

// Declaration is who opened the incident, and when.
type Declaration struct {
	At time.Time
	By string
}

// New is the state of an incident before its declaration.
func New(id ID) *State { return &State{ID: id} }

// Outline is the state without its entries: small enough to keep of every
// incident.
func (s *State) Outline() *State {
	o := *s
	o.entries = entries{}
	o.Affected = s.Affected.withoutAssets()
	return &o
}
