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
		{"an urgency that nobody rated is medium", Impact{high, low, low}, Rating{}, SEV2},
		{"a medium urgency needs no rating", Impact{medium, low, low}, Rating{}, SEV3},
		{"an urgency of none is less than low", Impact{high, low, low}, Rating{LevelNone, false}, SEV4},
		{"guesses count", Impact{Integrity: medium}, medium, SEV3},
		{"what is unknown doesn't hide what is known", Impact{Availability: low}, low, SEV4},
		{"no rule fits", Impact{Confidentiality: Rating{LevelNone, false}}, high, 0},
		{"haste alone is no impact", Impact{}, high, 0},
	} {
		s := New("INC-1")
		s.SizeUp.Impact, s.SizeUp.Urgency, s.Plan.Playbook = c.impact, c.urgency, &Playbook{Severities: table}
		got := s.proposedSeverity()
		if got.Severity != c.want {
			t.Errorf("%s: proposes %v, want %d", c.name, got, c.want)
		}
		if assumed := c.want != 0 && c.urgency.Level == LevelUnknown; assumed != (got.Why != "") {
			t.Errorf("%s: because %q", c.name, got.Why)
		}
		s.Plan.Playbook = nil
		if got := s.proposedSeverity(); got.Severity != 0 {
			t.Errorf("%s: without a playbook %s is proposed", c.name, got.Severity)
		}
	}
}

// TestASuspectedBreachProposesSEV2 as long as nobody rated confidentiality.
func TestASuspectedBreachProposesSEV2(t *testing.T) {
	low := Rating{Level: LevelLow}
	for _, c := range []struct {
		name  string
		kinds KindSet
		is    Severity
		rated Impact
		want  Severity // 0: none
	}{
		{"a breach of which nothing is rated", KindSecurity, SEV3, Impact{}, SEV2},
		{"by one of our own", KindInsider, SEV5, Impact{}, SEV2},
		{"what else is rated is milder", KindData, SEV4, Impact{Availability: low}, SEV2},
		{"it is rated", KindSecurity, SEV3, Impact{Confidentiality: low}, SEV4},
		{"it is as bad already", KindSecurity, SEV2, Impact{}, 0},
		{"it is worse already", KindSecurity, SEV1, Impact{}, 0},
		{"an outage", KindOutage, SEV3, Impact{}, 0},
		{"nobody has named a kind", 0, SEV3, Impact{}, 0},
	} {
		s := New("INC-1")
		s.SizeUp.Kinds, s.SizeUp.Severity, s.SizeUp.Impact = c.kinds, c.is, c.rated
		s.Plan.Playbook = &Playbook{Severities: []SeverityRule{{LevelLow, LevelNone, SEV4}}}
		if got := s.proposedSeverity(); got.Severity != c.want || c.want == SEV2 != (got.Why == "a breach is suspected, and nobody rated confidentiality") {
			t.Errorf("%s: proposes %v, want %s", c.name, got, c.want)
		}
	}
}
