package incident

import (
	"slices"
	"strings"
	"testing"
)

// TestThePlaybooksRosterIsOffered: for its role alone, in its order, before the others, and
// only who can act here; /role ROLE tells all of it, teams too.
func TestThePlaybooksRosterIsOffered(t *testing.T) {
	book := housePlaybook
	book.Roster = []RosterRule{{RoleLegal, []string{"raj", "counsel on duty", "kim", "cy"}}}
	s := goneOn(working(), playbookAdopted{Playbook: book})
	house := func() Directory {
		return Directory{Ranks: map[string]Rank{"kim": RankResponder, "raj": RankResponder, "lee": RankResponder, "cy": RankObserver}}
	}
	ana := Person{Name: "ana", Rank: RankManager}
	for line, want := range map[string][]string{"/role legal ": {"@raj", "@kim"}, "/role legal @k": {"@kim"}, "/role legal l": {"@lee"}} {
		got := s.For(ana).Complete(ana, nil, house, line).Words
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) || slices.Contains(got, "@cy") {
			t.Errorf("%s: %q, want %q first", line, got, want)
		}
		if slices.ContainsFunc(got, func(name string) bool { return strings.Count(strings.Join(got, " "), name) > 1 }) {
			t.Errorf("%s: %q", line, got)
		}
	}
	if got := s.For(ana).Complete(ana, nil, house, "/role scribe ").Words; len(got) > 1 && got[0] == "@raj" && got[1] == "@kim" {
		t.Errorf("another role: %q", got)
	}
	for line, want := range map[string]string{
		"role legal":  "say who: /role legal @PERSON, or /role legal none; the playbook says to ask, in this order: raj, counsel on duty, kim, cy",
		"role scribe": "say who: /role scribe @PERSON, or /role scribe none",
	} {
		if _, err := Decide(s, Ask{By: ana, At: noon, Directory: house}, must(ParseVerb(line))); err == nil || err.Error() != want {
			t.Errorf("%s: %v", line, err)
		}
	}
}
