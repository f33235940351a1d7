package incident

import "warroom/session/incident/immutable"

// SizeUp is the section of severity, impact and hypotheses.
type SizeUp struct {
	Severity   Severity
	Severities immutable.List[SeverityChange] // oldest first
	Impact     Impact
	Impacts    immutable.List[ImpactChange] // oldest first
	Urgency    Rating
	Hypotheses immutable.List[*Hypothesis] // H1 at place 0
}

var sizeUpSection = section{
	verbs: []Verb{severityVerb, impactVerb, vectorVerb, fixVerb, fallbackVerb},
	kinds: map[string]codec{
		"severity-set":       {"SEV", inTimeline, into[SeveritySet]},
		"impact-set":         {"CIA", inTimeline, into[ImpactSet]},
		"hypothesis-held":    {"hyp", inTimeline, into[HypothesisHeld]},
		"hypothesis-changed": {"hyp", inTimeline, into[HypothesisChanged]},
		"hypothesis-judged":  {"HYP", inTimeline, into[HypothesisJudged]},
		"fix-set":            {"fix", inTimeline, into[FixSet]},
		"fallback-set":       {"fix", inTimeline, into[FallbackSet]},
	},
}
