package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

func TestClosingTheHubTellsEveryoneAndNotesThatTheyLeft(t *testing.T) {
	// The bubble fails the test if a goroutine is left.
	synctest.Test(t, func(t *testing.T) {
		log := memory.Open()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		seats := []*Seat{sit(t, h, ana, id), sit(t, h, raj, id)}
		lobby := h.Lobby(cy)
		if err := h.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, s := range seats {
			if why := ends(t, s); why != whyStopping {
				t.Errorf("%s is told %q", s.person.Name, why)
			}
		}
		if _, err := lobby.Next(t.Context()); !errors.As(err, &Ended{}) {
			t.Errorf("the lobby: %v", err)
		}
		if _, err := h.Sit(t.Context(), raj, id, SeatScreen); !errors.As(err, &Ended{}) {
			t.Errorf("sitting down after the close: %v", err)
		}
		if _, err := h.Declare(t.Context(), ana, incident.Declare{Title: "x"}); !errors.As(err, &Ended{}) {
			t.Errorf("declaring after the close: %v", err)
		}
		state, _, err := replay(t.Context(), log, id, store.Header{})
		if err != nil || len(lines(state, "left")) != 2 {
			t.Errorf("on record: %q, %v", lines(state, "left"), err)
		}
	})
}

func TestClosingTheHubWaitsNoLongerThanItMay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		sit(t, h, ana, id)
		log.onAppend(hangs)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := h.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a store that hangs: %v", err)
		}
	})
}

func TestClosingAFrozenHubEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		log.onAppend(fails)
		_, _ = a.Do(t.Context(), nil, incident.Say{Text: "x"})
		if err := h.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestAPanicInAChoreStopsNeitherItNorTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		turns := 0
		h.every(time.Second, "break", func(context.Context) bool {
			if turns++; turns == 1 {
				panic("once")
			}
			return true
		})
		pass(3 * time.Second)
		synctest.Wait()
		if turns != 2 {
			t.Errorf("%d turns", turns)
		}
	})
}

func TestAServerStartedAnewKnowsItsIncidents(t *testing.T) {
	log := memory.Open()
	h := openHub(t, log, Options{})
	id := declare(t, h)
	a := sit(t, h, ana, id)
	say(t, a, "before")
	do(t, a, typed("close benign over"))
	if err := h.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := openHub(t, log, Options{})
	if got := again.List(ana, false); len(got) != 0 {
		t.Errorf("open: %+v", got)
	}
	if got := again.List(ana, true); len(got) != 1 || got[0].Title != "db down" || got[0].Phase != incident.PhaseClosed {
		t.Errorf("all: %+v", got)
	}
	if next := declare(t, again); next != "INC-2" {
		t.Errorf("the next is %s", next)
	}
}

func TestWhoComesInWhileTheHubClosesIsSentAway(t *testing.T) {
	for range 20 {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		var people sync.WaitGroup
		for i := range 8 {
			p := incident.Person{Name: fmt.Sprint("p", i), Rank: incident.RankResponder}
			people.Go(func() {
				s, err := h.Sit(t.Context(), p, id, SeatScreen)
				for err == nil {
					_, err = s.Next(t.Context())
				}
				if !errors.As(err, &Ended{}) {
					t.Errorf("%s: %v", p.Name, err)
				}
			})
		}
		if err := h.Close(t.Context()); err != nil {
			t.Error(err)
		}
		people.Wait()
	}
}
