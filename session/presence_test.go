package session

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

// roster is the scene's people in one line.
func roster(s *Scene) string {
	words := make([]string, len(s.Present))
	for i, p := range s.Present {
		words[i] = p.Name + " " + p.Status.String()
	}
	return strings.Join(words, ", ")
}

func TestWhoPressesNoKeyForFiveMinutesIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		r, a := sit(t, h, raj, id), sit(t, h, ana, id)
		expect := func(want string) {
			t.Helper()
			synctest.Wait()
			if got := roster(a.Scene()); got != want {
				t.Errorf("the roster says %q, want %q", got, want)
			}
		}
		expect("ana here, raj here")
		for range 4 {
			pass(time.Minute)
			a.KeyPressed()
		}
		pass(50 * time.Second)
		expect("ana here, raj here")
		pass(15 * time.Second)
		expect("ana here, raj away")
		r.KeyPressed()
		expect("ana here, raj here")
		r.Link(false)
		expect("ana here, raj away")
		r.Link(true)
		expect("ana here, raj here")
		r.Link(false)
		r.KeyPressed()
		expect("ana here, raj here")
		r.Leave()
		expect("ana here")
	})
}

func TestManyWhoComeAtOnceChangeTheRosterAFewTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{RosterPause: 250 * time.Millisecond})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		before := a.Scene().Version - a.Scene().state.Last
		const many = 100
		for i := range many {
			sit(t, h, incident.Person{Name: fmt.Sprintf("p%02d", i), Rank: incident.RankObserver, Key: fmt.Sprint("SHA256:", i)}, id)
		}
		if look, err := h.Scene(t.Context(), ana, id); err != nil || len(look.Present) != many+1 {
			t.Errorf("a look from outside sees %d people, %v; want %d at once", len(look.Present), err, many+1)
		}
		pass(time.Second)
		scene := a.Scene()
		if len(scene.Present) != many+1 {
			t.Errorf("the roster has %d people, want %d", len(scene.Present), many+1)
		}
		if changes := scene.Version - scene.state.Last - before; changes > 3 {
			t.Errorf("the roster changed %d times beside the entries, want 3 at most", changes)
		}
	})
}

func TestOnePersonWithTwoScreensIsOnePerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		one := sit(t, h, raj, id)
		came := time.Now()
		pass(time.Second)
		asObserver := raj
		asObserver.Rank = incident.RankObserver
		two := sit(t, h, asObserver, id)
		one.Link(false)
		want := []Presence{{"raj", incident.RankResponder, StatusHere, came}}
		for range 20 {
			two.bridge.refresh()
			if got := two.Scene().Present; !slices.Equal(got, want) {
				t.Fatalf("present: %+v, want %+v", got, want)
			}
		}
		one.Leave()
		one.Leave()
		synctest.Wait()
		if got := lines(two.Scene().state, "left"); len(got) != 0 {
			t.Errorf("on record, with a screen still open: %q", got)
		}
		two.Leave()
		synctest.Wait()
		state := look(t, h, id).state
		if in, out := lines(state, "joined"), lines(state, "left"); len(in) != 1 || len(out) != 1 {
			t.Errorf("on record: %q, %q", in, out)
		}
	})
}

func TestOneWhoOnlyLooksIsNotPresent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		s, err := h.Sit(t.Context(), raj, id, SeatSilent)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Scene(); len(got.Present) != 0 || got.state.Last != 1 {
			t.Errorf("present: %+v, entries: %d", got.Present, got.state.Last)
		}
		s.Leave()
		synctest.Wait()
		if got := look(t, h, id).state.Last; got != 1 {
			t.Errorf("%d entries on record", got)
		}
	})
}

func TestTheRosterIsSortedByName(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id := declare(t, h)
	var s *Seat
	for i := range 20 {
		s = sit(t, h, incident.Person{Name: fmt.Sprintf("p%02d", i*7%20), Rank: incident.RankObserver}, id)
	}
	if got := s.Scene().Present; len(got) != 20 || !slices.IsSortedFunc(got, func(a, b Presence) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("the roster: %+v", got)
	}
}

func TestComingAndGoingInAHurryLeavesPairs(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id := declare(t, h)
	for range 50 {
		sit(t, h, raj, id).Leave()
	}
	if err := h.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	state, _, err := replay(t.Context(), h.log, id, store.Header{})
	if err != nil {
		t.Fatal(err)
	}
	in := false
	for e := range state.Entries(1) {
		if joined := e.Kind() == "joined"; joined == in {
			t.Fatalf("entry %d says %q twice in a row", e.Seq, e.Kind())
		}
		in = !in
	}
	if in {
		t.Error("raj is still in, by the record")
	}
}

// TestWhoeverWasHereWhenTheServerDiedIsNotedAsGone checks that it is noted as soon
// as the incident is opened again: others may act for them then.
func TestWhoeverWasHereWhenTheServerDiedIsNotedAsGone(t *testing.T) {
	log := memory.Open()
	died := openHub(t, log, Options{})
	id := declare(t, died)
	say(t, sit(t, died, kim, id), "here") // and its end is never written
	h := openHub(t, log, Options{})
	s := sit(t, h, raj, id)
	scene := await(t, s, "kim to be noted as gone", func(scene *Scene) bool {
		return len(lines(scene.state, "left")) > 0
	})
	if got := lines(scene.state, "left"); len(got) != 1 || got[0] != "kim: left" || scene.state.Access.Members["kim"].Here() {
		t.Errorf("%q, kim %+v", got, scene.state.Access.Members["kim"])
	}
	if !scene.state.Access.Members["raj"].Here() {
		t.Error("raj, who is here, is noted as gone")
	}
}

// TestWhoComesAndGoesInALoopFillsNoRecord checks that who stays is on record before
// long.
func TestWhoComesAndGoesInALoopFillsNoRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		come := func() *Seat {
			s := sit(t, h, cy, id)
			synctest.Wait()
			return s
		}
		for range 10 {
			come().Leave()
			synctest.Wait()
		}
		s := come()
		if in := lines(s.Scene().state, "joined"); len(in) != 1 {
			t.Errorf("ten comings in one moment are %d on record", len(in))
		}
		pass(time.Minute)
		synctest.Wait()
		if in := lines(s.Scene().state, "joined"); len(in) != 2 || !s.Scene().state.Access.Members["cy"].Here() {
			t.Errorf("who stays a minute is on record as %q", in)
		}
	})
}

func TestWhoGoesRoundIncidentsThatLeftMemoryFillsNoRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{IdleAfter: time.Second, Sweep: time.Second, RejoinPause: time.Hour})
		id := declare(t, h)
		const rounds = 2 * rejoinBurst
		for range rounds {
			s := sit(t, h, cy, id)
			synctest.Wait()
			s.Leave()
			pass(time.Minute)
			synctest.Wait()
			if open := h.loaded(); len(open) > 0 {
				t.Fatalf("%d bridges are in memory", len(open))
			}
		}
		if in := lines(look(t, h, id).state, "joined"); len(in) > rejoinBurst+2 {
			t.Errorf("%d comings are %d on record", rounds, len(in))
		}
	})
}
