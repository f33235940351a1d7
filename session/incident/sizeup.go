package incident

// SizeUp is the section of how bad it is, and of how it may have begun.
type SizeUp struct {
	Severity   Severity
	Severities List[SeverityChange] // oldest first
	Impact     Impact
	Impacts    List[ImpactChange] // oldest first
	Urgency    Rating
	Hypotheses List[*Hypothesis] // H1 at place 0
}
