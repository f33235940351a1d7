package incident

// ProposedSeverity is the severity that the playbook proposes, and why beside what is rated.
type ProposedSeverity struct {
	Severity Severity // 0: none
	Why      string   // "" for what is rated alone
}

// breachKinds are the kinds of incident in which somebody may have read what they must not.
const breachKinds = KindSecurity | KindData | KindInsider | KindSupplier | KindRansom

// proposedSeverity returns the severity of the first rule in the playbook's table that
// matches both the worst impact and the urgency. Guesses count as stated; an urgency that
// nobody rated counts as medium. Where a breach is suspected and nobody rated the effect on
// confidentiality, it is SEV2 at least. It is none if nothing is rated, there is no playbook,
// or no rule matches.
func (s *State) proposedSeverity() (p ProposedSeverity) {
	if s.Plan.Playbook == nil {
		return p
	}
	worst, urgency := s.SizeUp.Impact.Worst(), s.SizeUp.Urgency.Level
	if urgency == LevelUnknown && worst != LevelUnknown {
		urgency, p.Why = LevelMedium, "nobody rated the urgency, which counts as medium"
	}
	for _, rule := range s.Plan.Playbook.Severities {
		if worst != LevelUnknown && worst >= rule.Impact && urgency >= rule.Urgency {
			p.Severity = rule.Severity
			break
		}
	}
	unread := s.SizeUp.Impact.Confidentiality.Level == LevelUnknown && s.SizeUp.Kinds&breachKinds != 0
	if unread && s.SizeUp.Severity > SEV2 && (p.Severity == 0 || p.Severity > SEV2) {
		return ProposedSeverity{SEV2, "a breach is suspected, and nobody rated confidentiality"}
	}
	if p.Severity == 0 {
		p.Why = ""
	}
	return p
}
