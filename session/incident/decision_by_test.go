package incident

import (
	"slices"
	"testing"
)

// TestAnObserverConfirmsWhatTheyAreAskedByName: if the playbook lists them, that decision
// and nothing else.
func TestAnObserverConfirmsWhatTheyAreAskedByName(t *testing.T) {
	eve, cy := Person{Name: "eve", Rank: RankObserver, Key: "SHA256:eve"}, Person{Name: "cy", Rank: RankObserver, Key: "SHA256:cy"}
	ana := Person{Name: "ana", Rank: RankManager, Key: "SHA256:ana"}
	house := func() Directory {
		return Directory{Ranks: map[string]Rank{"eve": RankObserver, "cy": RankObserver, "ana": RankManager}}
	}
	s := goneOn(roomFor(actor{}, false), playbookAdopted{Playbook: Playbook{Name: "house", Accountable: []string{"eve"}}})
	ask := func(p Person, line string) string {
		events, err := Decide(s, Ask{By: p, At: noon, Directory: house, Rules: &Rules{TwoKeys: map[string]bool{"close": true}}}, must(ParseVerb(line)))
		if err != nil {
			return err.Error()
		}
		for _, e := range events {
			s = Fold(s, e)
		}
		return ""
	}
	offered := func(p Person) bool {
		return slices.Contains(s.For(p).Complete(p, nil, nil, "/co").Words, "/confirm")
	}
	if offered(eve) {
		t.Error("eve is offered /confirm though nothing waits for her")
	}
	for _, c := range []struct {
		by         Person
		line, want string
	}{
		{ana, "tradeoff RTO db: 1h -> 6h --by cy", "cy is an observer and can't be accountable for a decision"},
		{ana, "task @eve look", "eve is an observer and can't be given a task"},
		{ana, "tradeoff RTO db: 1h -> 6h --by eve", ""}, // D2
		{ana, "tradeoff RPO db: 1h -> 6h --by ana", ""}, // D3
		{cy, "confirm D2", "observers can read, not write"},
		{eve, "confirm D1", "observers can read, not write"},
		{eve, "withdraw D2 no", "observers can read, not write"},
		{eve, "say hello", "observers can read, not write"},
	} {
		if got := ask(c.by, c.line); got != c.want {
			t.Errorf("%s: %s: %q, want %q", c.by.Name, c.line, got, c.want)
		}
	}
	if !offered(eve) || offered(cy) || len(s.For(eve).AwaitsKey(eve)) != 1 {
		t.Errorf("eve isn't asked: %v", s.For(eve).AwaitsKey(eve))
	}
	if got := ask(eve, "confirm D2 so be it"); got != "" || s.Decisions.All.At(1).State != decisionHolds {
		t.Errorf("eve's confirmation: %q", got)
	}
	if got := ask(eve, "confirm D2"); got != "observers can read, not write" || offered(eve) {
		t.Errorf("once more: %q", got)
	}
	s = goneOn(s, tLPSet{To: TLPAmberStrict})
	if got, want := ask(ana, "decide go on --by eve"), "eve may not enter this incident: /admit @eve first"; got != want {
		t.Errorf("of what she can't see: %q, want %q", got, want)
	}
}
