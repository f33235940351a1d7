package incident

// proposedSeverity returns the severity of the first rule in the playbook's table that
// matches both the worst impact and the urgency. Guesses count as stated; an unrated
// urgency counts as low. It returns false if nothing is rated, there is no playbook, or
// no rule matches.
func (s *State) proposedSeverity() (Severity, bool) {
	worst, urgency := s.SizeUp.Impact.Worst(), s.SizeUp.Urgency.Level
	if s.Plan.Playbook == nil || worst == LevelUnknown && urgency == LevelUnknown {
		return 0, false
	}
	if urgency == LevelUnknown {
		urgency = LevelLow
	}
	for _, rule := range s.Plan.Playbook.Severities {
		if worst >= rule.Impact && urgency >= rule.Urgency {
			return rule.Severity, true
		}
	}
	return 0, false
}
