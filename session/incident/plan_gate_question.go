package incident

import (
	"slices"
)

var gateWords = []string{"restore-point", "vulnerability-closed", "failover-tried", "targets-hold", "privacy-kept"}

// GateQuestions returns the questions of the recovery gate, in their order.
func GateQuestions() []GateQuestion {
	return []GateQuestion{GateRestorePoint, GateVulnerabilityClosed, GateFailoverTried, GateTargetsHold, GatePrivacyKept}
}

func (q GateQuestion) String() string { return word(q, gateWords...) }

// Question returns the whole question.
func (q GateQuestion) Question() string {
	return word(q,
		"is the restore point from before the compromise began?",
		"is the vulnerability closed?",
		"were failover and failback tried?",
		"do the reliability targets hold, or were they readjusted by decision?",
		"is privacy kept?")
}

// line returns the command that answers it.
func (q GateQuestion) line() string {
	if q == GateRestorePoint {
		return "/gate restore-point TIME REF"
	}
	return "/gate " + q.String() + " REF"
}

// MarshalText writes the question's word.
func (q GateQuestion) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText parses the question's whole word.
func (q *GateQuestion) UnmarshalText(b []byte) error { return whole(q, b, gateWords) }

// ParseGateQuestion parses a question's word or an unambiguous beginning of it.
func ParseGateQuestion(s string) (GateQuestion, error) {
	i, err := pick(s, "question of the gate", gateWords)
	return GateQuestion(i), err
}

// GateApplies reports whether the recovery gate must be answered before the
// incident is closed: the response has passed triage, or the system has been
// quarantined or shut down.
func (v View) GateApplies() bool { return v.state.Status.gated }

// GateOpen returns the questions that must be answered and aren't.
func (v View) GateOpen() []GateQuestion { return v.state.gateOpen() }

// GateAnswer returns the answer to a question of the recovery gate; false for none.
func (v View) GateAnswer(q GateQuestion) (Tick, bool) {
	tick, ok := v.state.Plan.Gate[q]
	return tick, ok
}

func (s *State) gateOpen() []GateQuestion {
	if !s.Status.gated {
		return nil
	}
	return unanswered(s)
}

// unanswered returns the questions without an answer, whether or not the gate
// applies. An answer about the restore point no longer counts if the compromise
// turns out to be older.
func unanswered(s *State) []GateQuestion {
	return slices.DeleteFunc(GateQuestions(), func(q GateQuestion) bool {
		_, answered := s.Plan.Gate[q]
		began, said := s.Metrics.Milestones[MilestoneOccurred]
		return answered && (q != GateRestorePoint || said && s.Plan.Restore.Before(began.At))
	})
}

// gateKeys returns the names of open questions, as they are listed beside the
// keys of exit criteria.
func gateKeys(open []GateQuestion) []string {
	var keys []string
	for _, q := range open {
		keys = append(keys, "gate "+q.String())
	}
	return keys
}
