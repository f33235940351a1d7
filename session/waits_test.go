package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store/memory"
)

func TestTheListPutsFirstWhatNeedsSomeone(t *testing.T) {
	summary := func(n uint64, change func(*Summary)) Summary {
		s := Summary{ID: incident.NewID(n), Severity: incident.SEV3}
		change(&s)
		return s
	}
	waits := func(w incident.Waiting) func(*Summary) { return func(s *Summary) { s.Waits = Waits{w} } }
	want := []Summary{ // in the order of need
		summary(1, func(s *Summary) { s.Severity = incident.SEV1 }),
		summary(2, func(s *Summary) { s.Late.Tasks = 2 }),
		summary(3, func(s *Summary) { s.Late.Tasks, s.Late.Clocks = 1, 9 }),
		summary(4, waits(incident.Waiting{Keys: []uint64{1}})),
		summary(5, func(s *Summary) { s.Late.Clocks = 1 }),
		summary(6, func(s *Summary) { s.Unread = 3 }),
		summary(8, func(*Summary) {}),
		summary(7, func(*Summary) {}),
		summary(9, func(s *Summary) { s.Severity = incident.SEV4 }),
		summary(10, func(s *Summary) { s.Severity, s.Drill = incident.SEV1, true }),
		summary(11, func(s *Summary) { s.Severity, s.Phase = incident.SEV1, incident.PhaseClosed }),
	}
	for _, c := range []struct {
		order Order
		first incident.ID
	}{{OrderNeed, "INC-1"}, {OrderYours, "INC-4"}, {OrderUnread, "INC-6"}, {OrderNewest, "INC-10"}} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, c.order.Compare)
		if got[0].ID != c.first || got[len(got)-1].ID != "INC-11" {
			t.Errorf("by %s, %s is first and %s last", c.order, got[0].ID, got[len(got)-1].ID)
		}
		if c.order == OrderNeed && !reflect.DeepEqual(got, want) {
			t.Errorf("by need the order is %v", got)
		}
	}
}

// TestTheListSaysWhatWaitsForWhoReadsIt, the same once the bridge has left memory.
func TestTheListSaysWhatWaitsForWhoReadsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		do(t, a, typed("task @kim 5m look at it"))
		do(t, a, typed("task @kim list the accounts"))
		seq := say(t, a, "@kim are you there?")
		do(t, a, typed("note nothing for kim"))
		pass(6 * time.Minute)
		check := func(when string) {
			t.Helper()
			s := h.List(kim, false)[0]
			if got, want := s.Waits.Count(), (WaitCount{Late: 1, Tasks: 2, Said: 1}); got != want || s.Late.Tasks != 1 {
				t.Errorf("%s, for kim %+v waits and %+v is late", when, got, s.Late)
			}
			if got := s.ReadTo(ReadMark{Seq: seq, Written: s.written - 1}); len(got.Waits.Said) != 0 || got.Unread != 1 {
				t.Errorf("%s, once kim has read it, %d mentions and %d entries are new", when, len(got.Waits.Said), got.Unread)
			}
			if got := s.Late.String() + "; " + (Late{Clocks: 2}).String() + "; " + (Late{}).String(); got != "1 task; 2 clocks; " {
				t.Errorf("late are %s", got)
			}
			if got := h.List(lee, false)[0].Waits.Count(); got != (WaitCount{}) {
				t.Errorf("%s, for lee %+v waits", when, got)
			}
		}
		check("with people there")
		a.Leave()
		pass(30 * time.Minute)
		if len(h.loaded()) != 0 {
			t.Fatal("the bridge is still in memory")
		}
		check("with nobody there")
	})
}

// BenchmarkList lists a thousand incidents, each with tasks and mentions.
func BenchmarkList(b *testing.B) {
	h := openHub(b, memory.Open(), Options{AskEvery: 1, DeclareEvery: 1, IdleAfter: 1, Sweep: time.Hour})
	for range 1000 {
		id := declare(b, h)
		for i := range 10 {
			for _, c := range []incident.Command{typed("task @kim 5m look"), incident.Say{Text: fmt.Sprintf("@kim line %d", i)}} {
				if _, err := h.Do(b.Context(), ana, id, nil, c); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	h.sweep(b.Context())
	for b.Loop() {
		all := Profile{}.ListRead(h.List(kim, true))
		slices.SortFunc(all, OrderNeed.Compare)
	}
}

// TestUnreadLeavesOutWhatTheReaderMayNotSee, with the bridge in memory and without.
func TestUnreadLeavesOutWhatTheReaderMayNotSee(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		mark := ReadMark{Seq: say(t, a, "all have read so far"), Written: 0}
		mark.Written = h.List(ana, false)[0].written
		for _, line := range []string{"note for who works here", "note another", "fact TLP:RED who it was", "fact for all", "fact to be hidden"} {
			do(t, a, typed(line))
		}
		do(t, a, typed(fmt.Sprintf("tlp #%d red", mark.Seq+5)))
		check := func(when string) {
			t.Helper()
			for _, c := range []struct {
				by   incident.Person
				want uint64
			}{{ana, 5}, {kim, 3}, {incident.Person{Name: "cy", Rank: incident.RankObserver, Key: "SHA256:cy"}, 1}} {
				if got := h.List(c.by, false)[0].ReadTo(mark).Unread; got != c.want {
					t.Errorf("%s, %d are unread for %s, want %d", when, got, c.by.Name, c.want)
				}
			}
		}
		check("with people there")
		a.Leave()
		pass(30 * time.Minute)
		if len(h.loaded()) != 0 {
			t.Fatal("the bridge is still in memory")
		}
		check("with nobody there")
	})
}

// TestTheListCountsNothingThatIsHidden: to who may not see the last entries, the list is as it
// was before them, with the bridge in memory and without.
func TestTheListCountsNothingThatIsHidden(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		say(t, a, "for all")
		listed := func() string {
			s := h.List(cy, false)[0]
			s.Present = nil
			raw, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			return string(raw)
		}
		before := listed()
		pass(time.Minute)
		do(t, a, typed("note for who works here"))
		do(t, a, typed("fact TLP:RED who it was"))
		if after := listed(); after != before {
			t.Errorf("cy reads\n%s\nand, with more that is hidden,\n%s", before, after)
		}
		if s := h.List(ana, false)[0]; s.Last < 4 || s.Written < 4 {
			t.Errorf("ana is told of %d entries up to #%d", s.Written, s.Last)
		}
		a.Leave()
		pass(30 * time.Minute)
		if len(h.loaded()) != 0 {
			t.Fatal("the bridge is still in memory")
		}
		var then, now map[string]any
		if err := errors.Join(json.Unmarshal([]byte(before), &then), json.Unmarshal([]byte(listed()), &now)); err != nil {
			t.Fatal(err)
		}
		if now["written"] != then["written"] {
			t.Errorf("with nobody there, cy reads %v, was %v", now, then)
		}
	})
}
