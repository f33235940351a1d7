package incident

// proposedSeverity returns the severity that the playbook's table gives: that of the first
// rule that both the worst of the impact and the urgency meet. Guesses count
// as stated, and an urgency that nobody rated as low: haste must be claimed.
// It is false where nothing is rated, and where there is no playbook or no
// rule fits.
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
