package session

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

func TestARemovedPersonIsOutOfThisIncidentAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id, other := declare(t, h), declare(t, h)
		a, r, elsewhere := sit(t, h, ana, id), sit(t, h, raj, id), sit(t, h, raj, other)
		do(t, a, typed("remove @raj wrong room"))
		if why := ends(t, r); why != "ana removed you from INC-1: wrong room" {
			t.Errorf("raj is told %q", why)
		}
		if _, err := r.Do(t.Context(), nil, incident.Say{Text: "x"}); !errors.As(err, &Ended{}) {
			t.Errorf("raj writes on: %v", err)
		}
		say(t, elsewhere, "still here")
		sameAsMissing(t, h, raj, id)
		do(t, a, typed("admit @raj"))
		sit(t, h, raj, id)
	})
}

func TestAnEjectedPersonIsOutOfTheHouseAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id, other := declare(t, h), declare(t, h)
		a, r, second, elsewhere := sit(t, h, ana, id), sit(t, h, raj, id), sit(t, h, raj, id), sit(t, h, raj, other)
		lobby := h.Lobby(raj)
		defer lobby.Close()
		do(t, a, typed("eject @raj stolen laptop"))
		for _, s := range []*Seat{r, second, elsewhere} {
			if why := ends(t, s); why != "ana ejected you: stolen laptop" {
				t.Errorf("raj is told %q", why)
			}
		}
		if _, err := lobby.Next(t.Context()); !errors.As(err, &Ended{}) {
			t.Errorf("raj's lobby: %v", err)
		}
		if !h.People().Revoked("raj", raj.Key) {
			t.Error("raj's keys still open the door")
		}
		if _, err := h.Sit(t.Context(), raj, other, SeatScreen); !errors.As(err, &Ended{}) {
			t.Errorf("raj sits down again: %v", err)
		}
		if _, err := h.Do(t.Context(), raj, other, nil, incident.Say{Text: "x"}); !errors.As(err, &Ended{}) {
			t.Errorf("raj writes on: %v", err)
		}
		synctest.Wait()
		if got := lines(look(t, h, other).state, "left"); len(got) != 1 {
			t.Errorf("the other bridge has on record %q", got)
		}
	})
}

// TestOfTwoWhoEjectEachOtherOneStays: each does it from an incident of their own,
// and the disk is slow.
func TestOfTwoWhoEjectEachOtherOneStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		ids := []incident.ID{declare(t, h), declare(t, h)}
		noor := incident.Person{Name: "noor", Rank: incident.RankManager, Key: "SHA256:noor"}
		log.onAppend(func(_ context.Context, _ string, do func() ([]store.Record, error)) ([]store.Record, error) {
			pass(time.Second)
			return do()
		})
		said := make(chan error, 2)
		for n, c := range []struct{ by, out incident.Person }{{ana, noor}, {noor, ana}} {
			go func() {
				_, err := h.Do(t.Context(), c.by, ids[n], nil, typed("eject", "@"+c.out.Name, "stolen laptop"))
				said <- err
			}()
		}
		first, second := <-said, <-said
		if (first == nil) == (second == nil) {
			t.Errorf("one is told %v, the other %v", first, second)
		}
		if h.People().Revoked("ana", ana.Key) == h.People().Revoked("noor", noor.Key) {
			t.Error("it isn't one of the two who is out")
		}
	})
}

func TestAnEjectedPersonIsOutEvenIfTheirKeysCantBeRevoked(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id, other := declare(t, h), declare(t, h)
	a, r, elsewhere := sit(t, h, ana, id), sit(t, h, raj, id), sit(t, h, raj, other)
	log.onAppend(func(ctx context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error) {
		if stream == peopleStream {
			return fails(ctx, stream, do)
		}
		return do()
	})
	if _, err := a.Do(t.Context(), nil, typed("eject @raj")); err == nil {
		t.Error("nobody is told that the keys still work")
	}
	ends(t, r)
	ends(t, elsewhere)
}

func TestTLPRedPutsOutWhoMayNotSee(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a, r, c := sit(t, h, ana, id), sit(t, h, raj, id), sit(t, h, cy, id)
		do(t, a, typed("tlp RED"))
		if why := ends(t, c); why != "INC-1 is now TLP:RED, which is not for you" {
			t.Errorf("cy is told %q", why)
		}
		say(t, r, "in the room, so still here")
		sameAsMissing(t, h, kim, id)
		sameAsMissing(t, h, cy, id)
		if got := roster(a.Scene()); got != "ana here, raj here" {
			t.Errorf("the roster says %q", got)
		}
	})
}

func TestAGuestOfOneIncidentSeesThatAlone(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, other := declare(t, h), declare(t, h)
	guest := incident.Person{Name: "guest", Rank: incident.RankResponder, Only: other}
	sit(t, h, guest, other)
	sameAsMissing(t, h, guest, id)
	var refusal incident.Refusal
	if _, err := h.Declare(t.Context(), guest, incident.Declare{Title: "x"}); !errors.As(err, &refusal) {
		t.Errorf("a guest declares: %v", err)
	}
	if list := h.List(guest, true); len(list) != 1 || list[0].ID != other {
		t.Errorf("a guest's lobby: %+v", list)
	}
}

// sameAsMissing checks that p can't tell the incident from one that isn't.
func sameAsMissing(t *testing.T, h *Hub, p incident.Person, id incident.ID) {
	t.Helper()
	for _, id := range []incident.ID{id, "INC-99", "nonsense", ""} {
		if _, err := h.Sit(t.Context(), p, id, SeatScreen); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s sits at %s: %v", p.Name, id, err)
		}
		if _, err := h.Scene(t.Context(), p, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s looks at %s: %v", p.Name, id, err)
		}
		if _, err := h.Do(t.Context(), p, id, nil, incident.Say{Text: "x"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s writes to %s: %v", p.Name, id, err)
		}
	}
	for _, s := range h.List(p, true) {
		if s.ID == id {
			t.Errorf("%s's lobby lists %s", p.Name, id)
		}
	}
}

func TestNobodySlipsInWhileBeingPutOut(t *testing.T) {
	var meanwhile func()
	h := openHub(t, memory.Open(), Options{Now: func() time.Time {
		if f := meanwhile; f != nil {
			meanwhile = nil
			f()
		}
		return time.Now()
	}})
	id := declare(t, h)
	a := sit(t, h, ana, id)
	do(t, a, typed("admit @raj"))
	meanwhile = func() { // the clock is read to let raj through, and again before he sits
		meanwhile = func() { do(t, a, typed("remove @raj")) }
	}
	if _, err := h.Sit(t.Context(), raj, id, SeatScreen); !errors.Is(err, ErrNotFound) {
		t.Errorf("raj sits down: %v", err)
	}
	if got := roster(a.Scene()); got != "ana here" {
		t.Errorf("the roster says %q", got)
	}
}

func TestTheLobbyTellsOfWhatHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		lobby := h.Lobby(cy)
		defer lobby.Close()
		next := func() string {
			list, err := lobby.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, s := range list {
				text += fmt.Sprintf("%s %s %s %v %d/%d; ", s.ID, s.Severity, s.Manager, s.Present, s.Written, s.Last)
			}
			return text
		}
		expect := func(want string) {
			t.Helper()
			synctest.Wait()
			if got := next(); got != want {
				t.Errorf("the lobby says %q, want %q", got, want)
			}
		}
		expect("")
		id := declare(t, h)
		expect("INC-1 SEV3 ana [] 1/1; ")
		a := sit(t, h, ana, id)
		expect("INC-1 SEV3 ana [ana] 1/2; ")
		do(t, a, typed("sev 1"))
		expect("INC-1 SEV1 ana [ana] 2/3; ")
		a.Leave()
		expect("INC-1 SEV1 ana [] 2/4; ")
		second := declare(t, h)
		if list := h.List(cy, false); len(list) != 2 || list[0].ID != second {
			t.Errorf("the newest doesn't stand first: %+v", list)
		}
	})
}
