package incident

import (
	"time"
	"warroom/session/incident/immutable"
)

// Status is the section of the title, the phase and the state of the affected
// system.
type Status struct {
	Title      string
	Phase      Phase
	System     SystemState
	ShutDown   time.Time                      // time of the last shutdown; zero while the system isn't shut down
	History    immutable.List[StandingChange] // of the phase, the system's state and the TLP label, oldest first
	closedFrom Phase                          // the phase before the incident was closed
	gated      bool                           // something happened that the recovery gate must be answered for
}

var statusSection = section{
	verbs: []Verb{titleVerb, phaseVerb, systemStateVerb, closeVerb, reopenVerb},
	kinds: map[string]codec{
		"declared":         {"DECL", inTimeline, into[Declared]},
		"title-set":        {"titl", inTimeline, into[TitleSet]},
		"phase-set":        {"phas", inTimeline, into[PhaseSet]},
		"system-state-set": {"sys", inTimeline, into[SystemStateSet]},
		"closed":           {"CLOS", inTimeline, into[ClosedUp]},
		"reopened":         {"OPEN", inTimeline, into[Reopened]},
	},
}

// begin sets the title of an incident that was just declared.
func (st *Status) begin(title string) { st.Title = title }
