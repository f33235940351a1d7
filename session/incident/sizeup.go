package incident

// SizeUp is how bad it is and how it may have come about.
type SizeUp struct {
	Severity   Severity
	Impact     Impact
	Urgency    Rating
	Impacts    List[ImpactChange]     // oldest first
	Severities List[SeverityChange]   // oldest first
	Standings  List[StandingChange]   // of the phase, the system's state and the TLP label, oldest first
	Hypotheses List[*Hypothesis]      // H1 at place 0
	Moments    map[Milestone]Occasion // those that were entered
	Derived    map[Milestone]Occasion // what the log tells of those that nobody entered
	Pauses     List[Pause]            // oldest first; the last may be open
}
