package incident

import "warroom/session/incident/immutable"

// SizeUp is the section of severity, impact and hypotheses.
type SizeUp struct {
	Severity   Severity
	askedAt    Severity                       // the severity that the phase's criteria are asked at: the worst since it began
	Severities immutable.List[SeverityChange] // oldest first
	Impact     Impact
	Impacts    immutable.List[ImpactChange] // oldest first
	Urgency    Rating
	Hypotheses immutable.List[*Hypothesis] // H1 at place 0
	judged     immutable.Numbers           // numbers of the hypotheses with a verdict
	ended      immutable.Numbers           // numbers of those whose fix worked or failed
}

var sizeUpSection = section{
	verbs: []Verb{severityVerb, impactVerb, vectorVerb, fixVerb, fallbackVerb},
	kinds: map[string]codec{
		"severity-set":       {"SEV", inTimeline, into[severitySet]},
		"impact-set":         {"CIA", inTimeline, into[impactSet]},
		"hypothesis-held":    {"hyp", inTimeline, into[hypothesisHeld]},
		"hypothesis-changed": {"hyp", inTimeline, into[hypothesisChanged]},
		"hypothesis-judged":  {"HYP", inTimeline, into[hypothesisJudged]},
		"fix-set":            {"fix", inTimeline, into[fixSet]},
		"effect-set":         {"CIA", inTimeline, into[effectSet]},
		"fix-moved":          {"fix", inTimeline, into[fixMoved]},
		"fallback-set":       {"fix", inTimeline, into[fallbackSet]},
	},
}

// Severity returns how bad the incident is.
func (v View) Severity() Severity { return v.state.SizeUp.Severity }

// Severities returns the changes of the severity, oldest first.
func (v View) Severities() immutable.List[SeverityChange] { return v.state.SizeUp.Severities }

// Impact returns what the incident does to confidentiality, integrity and availability.
func (v View) Impact() Impact { return v.state.SizeUp.Impact }

// Impacts returns the changes of the impact and the urgency, oldest first.
func (v View) Impacts() immutable.List[ImpactChange] { return v.state.SizeUp.Impacts }

// Urgency returns how much haste is needed.
func (v View) Urgency() Rating { return v.state.SizeUp.Urgency }

// ProposedSeverity returns the severity that the playbook proposes for the impact and
// the urgency; false for none.
func (v View) ProposedSeverity() (Severity, bool) { return v.state.proposedSeverity() }
