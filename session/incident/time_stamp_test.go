package incident

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

// saidAt has ana say something while the clock stands there, and reads it back
// from its payload as a log does.
func saidAt(t *testing.T, s *State, at time.Time, c Command) (*State, *Event) {
	t.Helper()
	events, err := Decide(s, Ask{By: Person{Name: "ana", Rank: RankManager}, At: at}, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		payload, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		read, err := Decode(s.ID, e.Seq, e.RecordedAt, payload)
		if err != nil {
			t.Fatal(err)
		}
		if !read.Clock.Equal(e.Clock) || !read.OccurredAt.Equal(e.OccurredAt) || read.Line() != e.Line() {
			t.Errorf("#%d reads back with the clock at %v, occurred %v: %q", e.Seq, read.Clock, read.OccurredAt, read.Line())
		}
		s = Fold(s, read)
	}
	return s, events[len(events)-1]
}

var midday = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestAClockThatStepsLeavesTheEntriesInOrder(t *testing.T) {
	s, _ := saidAt(t, New("INC-1"), midday, Declare{Title: "db down"})
	clock := []time.Time{
		midday, midday, // it stands still
		midday.Add(-time.Millisecond),                                               // it is set right
		midday.Add(-2 * time.Hour), midday.Add(-time.Hour), midday.AddDate(1, 0, 0), // it is astray
		midday.Add(time.Minute), midday.Add(time.Minute + time.Second), // and right again
	}
	for _, at := range clock {
		last := s.Entry(s.Last).RecordedAt
		var e *Event
		s, e = saidAt(t, s, at, addFact{Text: "seen"})
		if !e.RecordedAt.After(last) {
			t.Errorf("#%d is recorded at %v, after an entry of %v", e.Seq, e.RecordedAt, last)
		}
		if off := e.OccurredAt.Sub(at).Abs(); off >= astray || e.Written().Sub(at).Abs() >= astray {
			t.Errorf("#%d happened at %v and was written at %v, where the clock said %v", e.Seq, e.OccurredAt, e.Written(), at)
		}
		if e.BackDated() {
			t.Errorf("#%d is said to have happened before it was written", e.Seq)
		}
	}
	var order []uint64
	for e := range s.TimelineFrom(Mark{}) {
		order = append(order, e.Seq)
	}
	if !slices.IsSorted(order) {
		t.Errorf("the timeline has them as %v", order)
	}
}

func TestATimeThatIsGivenCountsByTheClockNotByTheStamp(t *testing.T) {
	s, _ := saidAt(t, New("INC-1"), midday, Declare{Title: "db down"})
	s, _ = saidAt(t, s, midday.AddDate(1, 0, 0), Say{Text: "from the year to come"})
	now := midday.Add(time.Hour)
	s, fact := saidAt(t, s, now, addFact{When: whenAgo(15 * time.Minute), Text: "seen"})
	if !fact.OccurredAt.Equal(now.Add(-15*time.Minute)) || !fact.BackDated() || !fact.Written().Equal(now) {
		t.Errorf("it happened at %v and was written at %v", fact.OccurredAt, fact.Written())
	}
	if _, err := Decide(s, Ask{By: Person{Name: "ana", Rank: RankManager}, At: now}, addFact{When: whenAt(now.Add(time.Minute)), Text: "x"}); err == nil {
		t.Error("a time between the clock and the stamp is taken, and it is still to come")
	}
	s, _ = saidAt(t, s, now, giveTask{To: personTo("ana"), Text: "look", Within: Duration(time.Hour)})
	if due := s.openTasks()[0].Due; !due.Equal(now.Add(time.Hour)) {
		t.Errorf("the task is due at %v", due)
	}
	if ahead := s.Ahead(now); ahead < 364*24*time.Hour || s.Ahead(midday.AddDate(2, 0, 0)) != 0 {
		t.Errorf("the stamps are %v ahead", ahead)
	}
}

func TestWhoLeftWhileTheClockWasAstrayCanBeActedForInTime(t *testing.T) {
	s, _ := saidAt(t, New("INC-1"), midday, Declare{Title: "db down"})
	s, _ = saidAt(t, s, midday, Join{})
	s, _ = saidAt(t, s, midday.AddDate(1, 0, 0), Say{Text: "from the year to come"})
	s, _ = saidAt(t, s, midday.Add(time.Hour), Leave{})
	if gone := s.Access.Members["ana"].Gone; !gone.Equal(midday.Add(time.Hour)) {
		t.Errorf("she is gone since %v", gone)
	}
	if at := reached(s, MilestoneAcknowledged).At; at.After(midday.Add(time.Hour)) {
		t.Errorf("acknowledged at %v", at)
	}
}

func TestThePublicFormTellsTheClockOnlyWhereItDiffers(t *testing.T) {
	s, first := saidAt(t, New("INC-1"), midday, Declare{Title: "db down"})
	_, second := saidAt(t, s, midday.Add(-time.Hour), Say{Text: "x"})
	plain, err := json.Marshal(first)
	if err != nil || strings.Contains(string(plain), "clock") {
		t.Errorf("%s, %v", plain, err)
	}
	told, err := json.Marshal(second)
	if err != nil || !strings.HasSuffix(string(told), `,"clock":"2026-03-01T11:00:00Z"}`) {
		t.Errorf("%s, %v", told, err)
	}
}
