package incident

import "testing"

// TestWhichSeverityThePlaybookProposes goes by the worst of the impact and by
// the urgency.
func TestWhichSeverityThePlaybookProposes(t *testing.T) {
	table := []SeverityRule{
		{LevelHigh, LevelHigh, SEV1}, {LevelHigh, LevelLow, SEV2}, {LevelMedium, LevelMedium, SEV3}, {LevelLow, LevelNone, SEV4},
	}
	low, medium, high := Rating{LevelLow, false}, Rating{LevelMedium, true}, Rating{LevelHigh, false}
	for _, c := range []struct {
		name    string
		impact  Impact
		urgency Rating
		want    Severity // 0: none
	}{
		{"nothing is rated", Impact{}, Rating{}, 0},
		{"the worst counts", Impact{low, high, low}, high, SEV1},
		{"an urgency that nobody rated is low", Impact{high, low, low}, Rating{}, SEV2},
		{"an urgency of none is less than low", Impact{high, low, low}, Rating{LevelNone, false}, SEV4},
		{"guesses count", Impact{Integrity: medium}, medium, SEV3},
		{"what is unknown doesn't hide what is known", Impact{Availability: low}, low, SEV4},
		{"no rule fits", Impact{Confidentiality: Rating{LevelNone, false}}, high, 0},
		{"haste alone is no impact", Impact{}, high, 0},
	} {
		s := New("INC-1")
		s.SizeUp.Impact, s.SizeUp.Urgency, s.Plan.Playbook = c.impact, c.urgency, &Playbook{Severities: table}
		if got, ok := s.proposedSeverity(); got != c.want || ok != (c.want != 0) {
			t.Errorf("%s: proposes %d (%v), want %d", c.name, got, ok, c.want)
		}
		s.Plan.Playbook = nil
		if got, ok := s.proposedSeverity(); ok {
			t.Errorf("%s: without a playbook %s is proposed", c.name, got)
		}
	}
}
