package incident

import (
	"slices"
)

var gateWords = []string{"restore-point", "vulnerability-closed", "failover-tried", "targets-hold", "privacy-kept"}

// gateQuestions returns the questions of the recovery gate, in their order.
func gateQuestions() []gateQuestion {
	return []gateQuestion{gateRestorePoint, gateVulnerabilityClosed, gateFailoverTried, gateTargetsHold, gatePrivacyKept}
}

func (q gateQuestion) String() string { return enumName(q, gateWords...) }

// Question returns the whole question.
func (q gateQuestion) Question() string {
	return enumName(q,
		"is the restore point from before the compromise began?",
		"is the vulnerability closed?",
		"were failover and failback tried?",
		"do the reliability targets hold, or were they readjusted by decision?",
		"is privacy kept?")
}

// line returns the command that answers it.
func (q gateQuestion) line() string {
	if q == gateRestorePoint {
		return "/gate restore-point TIME REF"
	}
	return "/gate " + q.String() + " REF"
}

// MarshalText writes the question's word.
func (q gateQuestion) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText parses the question's whole word.
func (q *gateQuestion) UnmarshalText(b []byte) error { return parseExact(q, b, gateWords) }

// parseGateQuestion parses a question's word or an unambiguous beginning of it.
func parseGateQuestion(s string) (gateQuestion, error) {
	i, err := matchPrefix(s, "question of the gate", gateWords)
	return gateQuestion(i), err
}

// GateApplies reports whether the recovery gate must be answered before the
// incident is closed: the response has passed triage, or the system has been
// quarantined or shut down.
func (v View) GateApplies() bool { return v.state.Status.gated }

// GateAnswer is a question of the recovery gate with its answer.
type GateAnswer struct {
	Key      string // "restore-point"
	Question string // in full
	Tick     Tick   // zero where it isn't answered
	Answered bool
}

// Gate returns the questions of the recovery gate in their order, each with its answer,
// and how many must still be answered before the incident is closed.
func (v View) Gate() (all []GateAnswer, open int) {
	for _, q := range gateQuestions() {
		tick, answered := v.state.Plan.Gate[q]
		all = append(all, GateAnswer{q.String(), q.Question(), tick, answered})
	}
	return all, len(v.state.gateOpen())
}

func (s *State) gateOpen() []gateQuestion {
	if !s.Status.gated {
		return nil
	}
	return unanswered(s)
}

// unanswered returns the questions without an answer, whether or not the gate
// applies. An answer about the restore point no longer counts if the compromise
// turns out to be older.
func unanswered(s *State) []gateQuestion {
	return slices.DeleteFunc(gateQuestions(), func(q gateQuestion) bool {
		_, answered := s.Plan.Gate[q]
		began, said := s.Metrics.Milestones[MilestoneOccurred]
		return answered && (q != gateRestorePoint || said && s.Plan.Restore.Before(began.At))
	})
}

// gateKeys returns the names of open questions, as they are listed beside the
// keys of exit criteria.
func gateKeys(open []gateQuestion) []string {
	var keys []string
	for _, q := range open {
		keys = append(keys, "gate "+q.String())
	}
	return keys
}
