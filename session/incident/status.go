package incident

import (
	"time"
	"warroom/session/incident/immutable"
)

// Status is the section of the title, the phase and the state of what the incident is
// about as a whole.
type Status struct {
	Title      string
	Phase      Phase
	since      time.Time                    // when it began
	furthest   Phase                        // the last that was begun, before closing: going back doesn't change it
	whole      SystemStatus                 // of what the incident is about as a whole; see Affected for each system's
	shutBy     uint64                       // the entry that shut a system down last, 0 for none
	History    immutable.List[StatusChange] // of the phase, the systems' states and the TLP label, oldest first
	Closings   immutable.List[Closing]      // oldest first
	closedFrom Phase                        // the phase before the incident was closed
	gatedBy    uint64                       // the entry since which the recovery gate must be answered; 0 for none
}

var statusSection = section{
	verbs: []Verb{titleVerb, phaseVerb, systemStateVerb, closeVerb, reopenVerb},
	kinds: map[string]codec{
		"declared":         {"DECL", inTimeline, into[incidentDeclared]},
		"title-set":        {"titl", inTimeline, into[titleSet]},
		"phase-set":        {"phas", inTimeline, into[phaseSet]},
		"system-state-set": {"sys", inTimeline, into[systemStateSet]},
		"closed":           {"CLOS", inTimeline, into[incidentClosed]},
		"reopened":         {"OPEN", inTimeline, into[incidentReopened]},
	},
}

// begin sets the title of an incident that was just declared, and the time.
func (st *Status) begin(title string, at time.Time) { st.Title, st.since = title, at }

// gate has the recovery gate asked from an entry on.
func (st *Status) gate(e *Event) {
	if st.gatedBy == 0 {
		st.gatedBy = e.Seq
	}
}

// turn is a fact that changes where the incident stands.
type turn interface{ isTurn() }

// IsTurn reports whether the event changed where the incident stands: its severity, its
// phase, the state of the system, or whether it is open.
func (e *Event) IsTurn() bool {
	_, ok := e.Fact.(turn)
	return ok
}

// Title returns what the incident is called.
func (v View) Title() string { return v.state.Status.Title }

// Phase returns how far the response has come.
func (v View) Phase() Phase { return v.state.Status.Phase }

// History returns the changes of the phase, the systems' states and the TLP label,
// oldest first.
func (v View) History() immutable.List[StatusChange] { return v.state.Status.History }
