package incident

import (
	"testing"
	"time"
)

// TestAFixIsLateByItsOwnTimeOrThePlaybooks: whichever passes first.
func TestAFixIsLateByItsOwnTimeOrThePlaybooks(t *testing.T) {
	book := Playbook{Name: "house", FixWithin: []FixRule{{Severity: SEV1, Within: Duration(time.Hour)}, {Severity: SEV3, Within: Duration(4 * time.Hour)}}}
	base := goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV3}, playbookAdopted{Playbook: book}, hypothesisHeld{N: 1, attackVector: attackVector{Text: "stolen token"}})
	named := goneOn(base, fixSet{N: 1, To: "revoke it"})
	declared := base.Declared.At
	for name, c := range map[string]struct {
		s    *State
		due  time.Duration // after the declaration, 0 for none
		told string        // five hours later
	}{
		"none is wanted of what is only possible": {base, 0, ""},
		"of what is confirmed, one is":            {goneOn(base, hypothesisJudged{N: 1, To: HypothesisConfirmed}), 4 * time.Hour, "none named, LATE since 16:00Z"},
		"the playbook's":                          {named, 4 * time.Hour, "planned, LATE since 16:00Z"},
		"at a worse severity":                     {goneOn(named, severitySet{From: SEV3, To: SEV1}), time.Hour, "planned, LATE since 13:00Z"},
		"its own":                                 {goneOn(named, fixSet{N: 1, From: "revoke it", To: "revoke it", Owner: "kim", Due: declared.Add(2 * time.Hour)}), 2 * time.Hour, "planned, kim, LATE since 14:00Z"},
		"promised for after the playbook's":       {goneOn(named, fixSet{N: 1, From: "revoke it", To: "revoke it", Due: declared.Add(9 * time.Hour)}), 4 * time.Hour, "planned, LATE since 16:00Z"},
		"once it worked":                          {goneOn(named, fixMoved{N: 1, To: FixWorked, Because: []Ref{{RefEntry, 4}}}), 0, "worked by #4"},
		"once it failed, the incident's":          {goneOn(named, fixSet{N: 1, From: "revoke it", To: "revoke it", Due: declared.Add(time.Hour)}, fixMoved{N: 1, To: FixFailed}), 4 * time.Hour, "FAILED, LATE since 16:00Z"},
		"of what is ruled out":                    {goneOn(named, hypothesisJudged{N: 1, To: HypothesisRuledOut}), 0, ""},
	} {
		v := seenByAll(c.s)
		h := itemN(c.s.SizeUp.Hypotheses, 1)
		due := v.FixDue(h)
		if want := declared.Add(c.due); c.due == 0 != due.IsZero() || c.due != 0 && !due.Equal(want) {
			t.Errorf("%s: due at %s, want %s after the declaration", name, due, c.due)
		}
		if v.FixLate(h, declared.Add(c.due-time.Second)) || c.due != 0 && !v.FixLate(h, declared.Add(c.due)) {
			t.Errorf("%s: it isn't late from %s on", name, c.due)
		}
		if got := v.FixStanding(h, declared.Add(5*time.Hour), func(at time.Time) string { return at.Format("15:04Z") }); got != c.told {
			t.Errorf("%s: %q, want %q", name, got, c.told)
		}
	}
}

// TestAFixThatIsDueStandsAmongWhatIsDue, and counts as late in a list once its time has passed.
func TestAFixThatIsDueStandsAmongWhatIsDue(t *testing.T) {
	s, now := script(t, "ana /vector a stolen token", "ana /fix H1 @ana until 15:00 rotate it", "ana /vector one of us")
	if got, want := briefOf(s, "kim", Reader{Now: now}).told("due next"), "2026-03-04 15:00Z fix H1: ana, rotate it"; got != want {
		t.Errorf("due are %s, want %s", got, want)
	}
	kim := Person{Name: "kim", Rank: RankResponder}
	for late, at := range map[int]time.Time{0: now, 1: now.Add(time.Hour)} {
		for _, v := range []View{s.For(kim), s.Outline().For(kim)} {
			if _, clocks := v.Late(at); clocks != late {
				t.Errorf("%d are late, want %d", clocks, late)
			}
		}
	}
}
