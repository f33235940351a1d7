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
	ShutDown   time.Time                    // time of the last shutdown; zero while the system isn't shut down
	History    immutable.List[StatusChange] // of the phase, the system's state and the TLP label, oldest first
	closedFrom Phase                        // the phase before the incident was closed
	gated      bool                         // something happened that the recovery gate must be answered for
}

var statusSection = section{
	verbs: []Verb{titleVerb, phaseVerb, systemStateVerb, closeVerb, reopenVerb},
	kinds: map[string]codec{
		"declared":         {"DECL", inTimeline, into[Declared]},
		"title-set":        {"titl", inTimeline, into[TitleSet]},
		"phase-set":        {"phas", inTimeline, into[PhaseSet]},
		"system-state-set": {"sys", inTimeline, into[SystemStateSet]},
		"closed":           {"CLOS", inTimeline, into[ClosedIncident]},
		"reopened":         {"OPEN", inTimeline, into[Reopened]},
	},
}

// begin sets the title of an incident that was just declared.
func (st *Status) begin(title string) { st.Title = title }

// Title returns what the incident is called.
func (v View) Title() string { return v.state.Status.Title }

// Phase returns how far the response has come.
func (v View) Phase() Phase { return v.state.Status.Phase }

// SystemState returns the state of the system that the incident is about.
func (v View) SystemState() SystemState { return v.state.Status.System }

// ShutDown returns the time of the last shutdown, zero while the system isn't shut down.
func (v View) ShutDown() time.Time { return v.state.Status.ShutDown }

// History returns the changes of the phase, the system's state and the TLP label,
// oldest first.
func (v View) History() immutable.List[StatusChange] { return v.state.Status.History }
