package incident

import (
	"strings"
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
	b := s.For(ana).Brief(Reader{Name: "ana", Now: now})
	for label, want := range map[string]string{
		"incident": "INC-7 db down",
		"severity": "SEV1 critical, since 2026-03-04 14:13Z by ana: secrets read",
		"roles":    "manager ana | nobody holds security-officer, decider",
		"impact":   "confidentiality high, integrity unknown, availability unknown; urgency low?",
		"vectors":  "H1 token",
		"starred":  "#2 2026-03-04 14:02Z ana: between us | #3 2026-03-04 14:03Z ana: one",
		"findings": "#6 2026-03-04 14:06Z ana: four | #5 2026-03-04 14:05Z ana: three | #4 2026-03-04 14:04Z ana: two",
		"was":      "#1 2026-03-04 14:01Z SEV3 by ana: declared",
	} {
		if got := b.told(label); got != want {
			t.Errorf("%s tells %q, want %q", label, got, want)
		}
	}
	if got := (View{state: s}).Brief(Reader{Now: now}).told("starred"); got != "#3 2026-03-04 14:03Z ana: one" {
		t.Errorf("an observer's brief has starred %q", got)
	}
}

// told returns the rows of a part that a screen shows at once.
func (b Brief) told(label string) string {
	var rows []string
	once := Once{}
	for _, p := range b {
		drawn := 0
		for row := range once.Left(p.Now()) {
			if drawn++; drawn > p.Most {
				break
			}
			if once.Tell(row); p.Label == label {
				rows = append(rows, row.Text())
			}
		}
	}
	return strings.Join(rows, " | ")
}

// TestEveryPartIsInPlace has each part with a label that its column holds, and each key of
// JSON once.
func TestEveryPartIsInPlace(t *testing.T) {
	keys := map[string]bool{}
	for _, p := range (View{state: New("INC-1")}).Brief(Reader{}) {
		if p.Label == "" || len(p.Label) > 10 || p.Heading == "" {
			t.Errorf("a part has the label %q and the heading %q", p.Label, p.Heading)
		}
		named := append([]Field{}, p.Fields...)
		if p.Key != "" {
			named = append(named, Field{Key: p.Key})
		}
		for _, f := range named {
			if keys[f.Key] {
				t.Errorf("two parts have the key %s", f.Key)
			}
			keys[f.Key] = true
		}
	}
	for _, key := range strings.Fields("id title severity phase system_state impact tlp drill declared_at by roles present clocks tasks decisions last_seq") {
		if !keys[key] {
			t.Errorf("no part has the key %s, which is promised to scripts", key)
		}
	}
}
