package incident

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// standings are how ana may stand to an incident, each as what happened to her.
var standings = []struct {
	name  string
	facts []Fact
}{
	{"stranger", nil},
	{"seen", []Fact{personJoined{Rank: RankObserver}, personLeft{}}}, // the rank of a key may rise
	{"member", []Fact{personAdmitted{Who: "ana"}}},
	{"guest whose time is over", []Fact{personAdmitted{Who: "ana", Until: noon.Add(time.Minute)}}},
	{"out", []Fact{personRemoved{Who: "ana"}}},
}

// bounds are how far an incident may be known.
var bounds = []struct {
	name  string
	facts []Fact
}{
	{"open", nil},
	{"AMBER+STRICT", []Fact{tLPSet{To: TLPAmberStrict}}},
	{"RED", []Fact{tLPSet{To: TLPRed}}},
	{"restricted", []Fact{scopeSet{To: ScopeRestricted}}},
	{"confidential", []Fact{scopeSet{To: ScopeConfidential}}},
}

// TestWhoMayDoWhatFromWhere keeps the second table of powers: who may do what
// by rank, role and standing, under each label and scope. Verbs that are all
// answered alike stand in one row: y yes, n no for another reason than power, -
// power is lacking, . the incident is not theirs to know of.
func TestWhoMayDoWhatFromWhere(t *testing.T) {
	var out strings.Builder
	for i, s := range standings {
		fmt.Fprintf(&out, "%d %s\n", i+1, s.name)
	}
	names, commands := askings(t)
	names = slices.DeleteFunc(names, func(name string) bool { return name == "(declare)" })
	for _, a := range actors() {
		fmt.Fprintf(&out, "\n%-14s", a.name)
		for _, b := range bounds {
			fmt.Fprintf(&out, "%-14s", b.name)
		}
		fmt.Fprintf(&out, "\n%-14s%s\n", "", strings.Repeat("12345         ", len(bounds)))
		rows, verbs := []string{}, map[string][]string{}
		for _, name := range names {
			row := answers(t, a, commands[name])
			if verbs[row] == nil {
				rows = append(rows, row)
			}
			verbs[row] = append(verbs[row], name)
		}
		for _, row := range rows {
			fmt.Fprintf(&out, "%-14s%s%s\n", "", row, strings.Join(verbs[row], " "))
		}
	}
	compareGolden(t, "testdata/scopes.golden", out.String())
}

// answers are what one actor is told under all bounds, however they stand.
func answers(t *testing.T, a actor, c Command) string {
	var row strings.Builder
	for _, b := range bounds {
		for _, st := range standings {
			s := roomFor(a, false)
			for _, f := range slices.Concat(b.facts, st.facts) {
				by := "zoe"
				switch f.(type) {
				case personJoined, personLeft:
					by = "ana"
				}
				s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: by, Fact: f, OccurredAt: noon, RecordedAt: noon})
			}
			row.WriteString(map[string]string{"yes": "y", "no": "n", "-": "-", "blind": "."}[verdictIn(t, s, a, c, false)])
		}
		row.WriteString(strings.Repeat(" ", 9))
	}
	return row.String()
}
