package incident

import (
	"slices"
	"time"
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

// example returns what stands behind the verb in an answer, as a person types it.
func (q gateQuestion) example() string {
	if q == gateRestorePoint {
		return "restore-point 2026-03-01 03:00Z #112"
	}
	return q.String() + " #112"
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
func (v View) GateApplies() bool { return v.state.Status.gatedBy > 0 }

// GateAnswer is a question of the recovery gate with its answer.
type GateAnswer struct {
	Key      string // "restore-point"
	Question string // in full
	Tick     Tick   // zero where it was never answered
	Answered bool   // or not needed; and what is cited still shows it
	Do       string // the line that answers it
}

// Gate returns the questions of the recovery gate in their order, each with its answer,
// and how many must still be answered before the incident is closed.
func (v View) Gate(now time.Time) (all []GateAnswer, open int) {
	left := unanswered(v.state, now)
	for _, q := range gateQuestions() {
		all = append(all, GateAnswer{q.String(), q.Question(), v.state.Plan.Gate[q], !slices.Contains(left, q), q.line()})
	}
	return all, len(v.state.gateOpen(now))
}

func (s *State) gateOpen(now time.Time) []gateQuestion {
	if s.Status.gatedBy == 0 {
		return nil
	}
	return unanswered(s, now)
}

// unanswered returns the questions without an answer that counts, whether or not the gate
// applies.
func unanswered(s *State, now time.Time) []gateQuestion {
	return slices.DeleteFunc(gateQuestions(), func(q gateQuestion) bool {
		_, answered := s.Plan.Gate[q]
		return answered && s.gateLapsed(q, now) == ""
	})
}

// gateLapsed says why an answer that was given counts no more, "" if it counts or there is
// none: what it cites has ended or turned out to be older than what it shows, the compromise
// to be older than the restore point; or a target is breached.
func (s *State) gateLapsed(q gateQuestion, now time.Time) string {
	tick, answered := s.Plan.Gate[q]
	if !answered {
		return ""
	}
	rule := proofRules[q]
	old := func(r Ref) bool { return rule.later && rule.checkLater(s, r) != nil }
	switch why := s.lapsed(tick.Refs, now); {
	case why != "":
		return why
	case q == gateTargetsHold && len(s.whole().Breaches(now)) > 0:
		return "a target is breached"
	case tick.NotNeeded:
		return ""
	case q == gateRestorePoint && !s.restoresFromBefore():
		return "the compromise began before the restore point"
	case slices.ContainsFunc(tick.Refs, old):
		return "what it cites is from before"
	}
	return ""
}

// restoresFromBefore reports whether the restore point is from before the compromise began,
// as far as somebody said when that was.
func (s *State) restoresFromBefore() bool {
	began, said := s.Metrics.Milestones[MilestoneOccurred]
	return said && s.Plan.Restore.Before(began.At)
}

// gateKeys returns the names of open questions, as they are listed beside the
// keys of exit criteria.
func gateKeys(open []gateQuestion) []string {
	var keys []string
	for _, q := range open {
		keys = append(keys, gatePrefix+q.String())
	}
	return keys
}
