package incident

import (
	"strings"
	"testing"
)

// closingSteps tell how the incident ended:
//
//	closings       each closing, and whether it still holds
//	other INC-3    the log of an incident that this one is linked to
func closingSteps() map[string]func(r *run, rest string) {
	return map[string]func(r *run, rest string){
		"closings": func(r *run, _ string) { r.tell("closings", closingsOf(seenByAll(r.state))) },
		"other":    func(r *run, id string) { r.tell(id, logOf(r.ask.Others(ID(id)))) },
	}
}

func closingsOf(v View) (lines []string) {
	for _, c := range v.Closings() {
		when := "now: "
		if !c.Reopened.IsZero() {
			when = "before: "
		}
		lines = append(lines, when+c.String()+", by "+c.By)
	}
	return lines
}

// TestAClosingWithoutAVerdictStillFolds: records of before verdicts were asked.
func TestAClosingWithoutAVerdictStillFolds(t *testing.T) {
	e, err := Decode("INC-1", 2, noon, []byte(`{"occurred_at":"2026-03-01T12:00:00Z","by":"ana","key":"SHA256:ana","kind":"closed","body":{"from":"triage","why":"it was nothing"}}`))
	if err != nil {
		t.Fatal(err)
	}
	s := Fold(goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV3}), e)
	c, ok := seenByAll(s).Closed()
	if !ok || c.Verdict != VerdictNone || c.String() != "no verdict: it was nothing" || e.Line() != "closed: it was nothing" {
		t.Errorf("%v %+v, %q", ok, c, e.Line())
	}
}

// TestAnOldLineToCloseWaitsForAVerdict: a decision to close that waited for a second key
// before verdicts were asked isn't carried out; its refusal says what to write.
func TestAnOldLineToCloseWaitsForAVerdict(t *testing.T) {
	s := goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV3},
		decisionMade{N: 1, Kind: decisionAct, Go: true, Act: "close restored", Accountable: "zoe", Keys: 2, Signed: true})
	d := s.Decisions.All.At(0)
	_, err := Decide(s, Ask{By: Person{Name: "noor", Rank: RankManager, Key: "SHA256:noor"}, At: noon}, confirmDecision{N: 1})
	if !d.Closes() || err == nil || !strings.Contains(err.Error(), "/close VERDICT RESULT, with true-positive, benign, false-alarm, undetermined or duplicate INC-N") {
		t.Errorf("closes: %v; %v", d.Closes(), err)
	}
}

func TestAVerdictIsOfferedWhereItFits(t *testing.T) {
	ana := Person{Name: "ana", Rank: RankManager}
	for drill, want := range map[bool]string{false: "true-positive benign false-alarm undetermined duplicate", true: "drill duplicate"} {
		s := goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV3, Drill: drill})
		if got := strings.Join(s.For(ana).Complete(ana, nil, nil, "/close ").Words, " "); got != want {
			t.Errorf("drill %v: %q", drill, got)
		}
		if hint := s.For(ana).Complete(ana, nil, nil, "/close restored and").Hint; strings.Contains(hint, "restored") {
			t.Errorf("a verdict that is none is taken as %q", hint)
		}
	}
}
