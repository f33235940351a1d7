package incident

import (
	"testing"
	"time"
)

func TestABriefTellsALatecomerWhatWasEntered(t *testing.T) {
	s, now := New("INC-7"), time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	ana := Person{Name: "ana", Rank: RankManager}
	for _, c := range []Command{
		Declare{Title: "db down"},
		addNote{Text: "between us"},
		addFinding{Text: "one"}, addFinding{Text: "two"}, addFinding{Text: "three"}, addFinding{Text: "four"},
		Star{Seq: 2}, Star{Seq: 3},
		setImpact{To: map[aspect]Rating{aspectConfidentiality: {LevelHigh, false}, aspectUrgency: {LevelLow, true}}},
		holdHypothesis{attackVector{Text: "token"}}, holdHypothesis{attackVector{Text: "insider"}},
		judgeHypothesis{N: 2, To: HypothesisRuledOut, Because: []Ref{{RefEntry, 3}}},
		setSeverity{To: SEV1, Why: "secrets read"},
	} {
		now = now.Add(time.Minute)
		events, err := Decide(s, Ask{By: ana, At: now}, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			s = Fold(s, e)
		}
	}
	b := s.For(ana).Brief()
	if b.Title != "db down" || b.Severity != SEV1 || b.Why != "secrets read" || !b.Since.Equal(now) {
		t.Errorf("%+v", b)
	}
	if len(b.Holders) != 1 || b.Holders[0] != (Holder{Role: RoleManager, Name: "ana"}) || len(b.Severities) != 2 {
		t.Errorf("%+v", b)
	}
	if len(b.Findings) != 3 || b.Findings[0].Line() != "two" || b.Findings[2].Line() != "four" {
		t.Errorf("%+v", b.Findings)
	}
	if len(b.Starred) != 2 {
		t.Errorf("%+v", b.Starred)
	}
	if b.Impact.Confidentiality.Level != LevelHigh || !b.Urgency.Guess {
		t.Errorf("%+v, urgency %s", b.Impact, b.Urgency)
	}
	if len(b.Hypotheses) != 1 || b.Hypotheses[0].Text != "token" {
		t.Errorf("%+v", b.Hypotheses)
	}
	if b := (View{state: s}).Brief(); len(b.Starred) != 1 || b.Starred[0].Seq != 3 {
		t.Errorf("an observer's brief: %+v", b.Starred)
	}
}
