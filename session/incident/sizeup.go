package incident

import (
	"strings"

	"warroom/session/incident/immutable"
)

// SizeUp is the section of severity, impact and hypotheses.
type SizeUp struct {
	Severity     Severity
	Kinds        KindSet // 0: nobody has named any
	Spread       Spread
	PersonalData Touched
	asked        situation                      // what the criteria are asked at: the worst severity so far, and the worst otherwise since the furthest phase began
	Severities   immutable.List[SeverityChange] // oldest first
	Impact       Impact
	Impacts      immutable.List[ImpactChange] // oldest first
	Urgency      Rating
	Hypotheses   immutable.List[*Hypothesis] // H1 at place 0
	judged       immutable.Numbers           // numbers of the hypotheses with a verdict
	tried        immutable.Numbers           // numbers of those whose fix isn't planned any more
}

var sizeUpSection = section{
	verbs: []Verb{severityVerb, impactVerb, kindVerb, spreadVerb, personalVerb, vectorVerb, fixVerb, fallbackVerb},
	kinds: map[string]codec{
		"severity-set":       {"SEV", inTimeline, into[severitySet]},
		"impact-set":         {"CIA", inTimeline, into[impactSet]},
		"kinds-named":        {"kind", inTimeline, into[kindsNamed]},
		"spread-set":         {"sprd", inTimeline, into[spreadSet]},
		"personal-data-set":  {"pers", inTimeline, into[personalDataSet]},
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

// Kinds returns what the incident is of, 0 while nobody has named any.
func (v View) Kinds() KindSet { return v.state.SizeUp.Kinds }

// Spread returns how far the incident reaches.
func (v View) Spread() Spread { return v.state.SizeUp.Spread }

// PersonalData returns whether data about people is touched.
func (v View) PersonalData() Touched { return v.state.SizeUp.PersonalData }

// Reach tells what the incident is of and how far it reaches, as far as somebody stated it:
// "ransom | several systems | personal data yes".
func (v View) Reach() string {
	var told []string
	if v.Kinds() != 0 {
		told = append(told, v.Kinds().String())
	}
	if v.Spread() != SpreadUnknown {
		told = append(told, v.Spread().Meaning())
	}
	if v.PersonalData() != TouchedUnknown {
		told = append(told, "personal data "+v.PersonalData().String())
	}
	return strings.Join(told, " | ")
}

// Impact returns what the incident does to confidentiality, integrity and availability.
func (v View) Impact() Impact { return v.state.SizeUp.Impact }

// Impacts returns the changes of the impact and the urgency, oldest first.
func (v View) Impacts() immutable.List[ImpactChange] { return v.state.SizeUp.Impacts }

// Urgency returns how much haste is needed.
func (v View) Urgency() Rating { return v.state.SizeUp.Urgency }

// ProposedSeverity returns the severity that the playbook proposes for the impact and
// the urgency.
func (v View) ProposedSeverity() ProposedSeverity { return v.state.proposedSeverity() }
