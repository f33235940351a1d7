package incident

import "warroom/session/incident/immutable"

// Course is the section of what lies ahead: what the team means to do next, and when it
// expects to have recovered.
type Course struct {
	Actions   immutable.List[*CourseOfAction] // oldest first; the last is the present one
	Estimates immutable.List[*Estimate]       // oldest first; the last is the present one
}

var courseSection = section{
	verbs: []Verb{planVerb, etaVerb},
	kinds: map[string]codec{
		"course-set": {"COA", inTimeline, into[courseSet]},
		"eta-set":    {"ETA", inTimeline, into[estimateSet]},
	},
}
