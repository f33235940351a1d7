package incident

import (
	"fmt"
	"strings"
	"testing"
)

// observe is everything that people can tell of a state.
func observe(s *State) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s last %d written %d from %s\n", strings.Join(stateOf(s), "\n"), s.Last, s.Written, s.closedFrom)
	fmt.Fprintf(&b, "%+v\n%+v\n%s\n", s.Declared, s.Severities, strings.Join(peopleOf(s), "\n"))
	for e := range s.Entries(0) {
		fmt.Fprintf(&b, "%+v %q %q %v %v\n", *e.Event, e.Line(), e.Original(), e.Starred, e.Promoted)
	}
	for e := range s.Timeline(s.TimelineEnd()) {
		fmt.Fprintf(&b, "t%d ", e.Seq)
	}
	for e := range s.TimelineFrom(Mark{}) {
		fmt.Fprintf(&b, "T%d ", e.Seq)
	}
	for e := range s.Chat(s.Last + 1) {
		fmt.Fprintf(&b, "c%d ", e.Seq)
	}
	for e := range s.ChatFrom(0) {
		fmt.Fprintf(&b, "C%d ", e.Seq)
	}
	for e := range s.Stars() {
		fmt.Fprintf(&b, "*%d ", e.Seq)
	}
	return b.String()
}

// sameAfterReplay folds the events as a log gives them back and compares with
// the live state.
func sameAfterReplay(t testing.TB, live *State, events []*Event) {
	t.Helper()
	replayed := New(live.ID)
	for _, e := range events {
		payload, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Decode(live.ID, e.Seq, e.RecordedAt, payload)
		if err != nil {
			t.Fatal(err)
		}
		replayed = Fold(replayed, back)
	}
	if got, want := observe(replayed), observe(live); got != want {
		t.Errorf("a replay reads otherwise:\n%s\nlive:\n%s", got, want)
	}
}
