package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store/memory"
)

// declareScoped opens an incident that nobody but its members ever sees.
func declareScoped(t *testing.T, h *Hub, by incident.Person, scope incident.Scope) incident.ID {
	t.Helper()
	id, err := h.Declare(t.Context(), by, incident.Declare{Title: "keys sold", Scope: scope})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestAScopedIncidentIsNotThereForOthers goes through all that a hub answers.
func TestAScopedIncidentIsNotThereForOthers(t *testing.T) {
	for scope, outside := range map[incident.Scope][]incident.Person{
		incident.ScopeRestricted:   {kim, cy},
		incident.ScopeConfidential: {kim, cy, ana, noor},
	} {
		h := openHub(t, memory.Open(), Options{})
		id := declareScoped(t, h, raj, scope)
		for _, p := range outside {
			sameAsMissing(t, h, p, id)
		}
		r := sit(t, h, raj, id)
		do(t, r, typed("admit @kim"))
		k := sit(t, h, kim, id)
		say(t, k, "let in")
		do(t, r, typed("role legal @lee"))
		say(t, sit(t, h, lee, id), "by my role")
		do(t, r, typed("role legal none"))
		sameAsMissing(t, h, lee, id)
	}
}

// TestNothingIsReadForWhoMayNotEnter: the answer for a hidden incident takes the
// same way as that for a number which nobody was given.
func TestNothingIsReadForWhoMayNotEnter(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id := declareScoped(t, h, raj, incident.ScopeConfidential)
	var read []string
	log.mu.Lock()
	log.read = func(_ context.Context, stream string, _ uint64) { read = append(read, stream) }
	log.mu.Unlock()
	sameAsMissing(t, h, kim, id)
	if _, err := h.BreakGlass(t.Context(), kim, id, "let me"); !errors.Is(err, ErrNotFound) {
		t.Errorf("kim breaks the glass: %v", err)
	}
	if len(read) > 0 {
		t.Errorf("for kim, the hub read %q", read)
	}
	if b := h.index[id].bridge; b != nil {
		t.Error("for kim, the hub opened the bridge")
	}
}

func TestSettingAScopePutsNobodyInTheRoomOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a, r, c := sit(t, h, ana, id), sit(t, h, raj, id), sit(t, h, cy, id)
		gone := sit(t, h, lee, id)
		gone.Leave()
		silent, err := h.Sit(t.Context(), kim, id, SeatSilent)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		do(t, a, typed("scope confidential an insider"))
		say(t, r, "still here")
		if why := ends(t, silent); why != "INC-1 is now confidential, which is not for you" {
			t.Errorf("kim, who looked from outside, is told %q", why)
		}
		if c.life.err() != nil {
			t.Error("cy, who was in the room, is out")
		}
		for _, p := range []incident.Person{lee, kim, noor} {
			sameAsMissing(t, h, p, id)
		}
	})
}

func TestAGuestIsPutOutWhenTheirTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declareScoped(t, h, ana, incident.ScopeRestricted)
		a := sit(t, h, ana, id)
		do(t, a, admitFor(t, "kim", "1h"))
		k := sit(t, h, kim, id)
		pass(59 * time.Minute)
		say(t, k, "still in time")
		pass(time.Minute + time.Second)
		sameAsMissing(t, h, kim, id) // whether or not the house has looked yet
		if _, err := k.Do(t.Context(), nil, incident.Say{Text: "x"}); err == nil {
			t.Error("kim writes on")
		}
		if why := ends(t, k); why != "your time in INC-1 is over" {
			t.Errorf("kim is told %q", why)
		}
		pass(10 * time.Second)
		if got := lines(a.Scene().state, "guest-expired"); !slices.Equal(got, []string{"warroom: the stay of kim is over"}) {
			t.Errorf("on record is %q", got)
		}
		do(t, a, typed("admit @kim"))
		sit(t, h, kim, id)
	})
}

func TestAGuestIsOutWhileTheRecordIsFrozen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id := declareScoped(t, h, ana, incident.ScopeRestricted)
		a := sit(t, h, ana, id)
		do(t, a, admitFor(t, "kim", "1h"))
		k := sit(t, h, kim, id)
		log.onAppend(fails)
		if _, err := a.Do(t.Context(), nil, incident.Say{Text: "x"}); err == nil {
			t.Fatal("the record is not frozen")
		}
		pass(time.Hour + 10*time.Second)
		if why := ends(t, k); why != "your time in INC-1 is over" {
			t.Errorf("kim is told %q", why)
		}
		log.onAppend(nil)
		pass(10 * time.Second)
		if got := lines(a.Scene().state, "guest-expired"); len(got) != 1 {
			t.Errorf("once it thawed, on record is %q", got)
		}
	})
}

func TestBreakingTheGlassLetsAManagerIn(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id := declareScoped(t, h, raj, incident.ScopeConfidential)
	r := sit(t, h, raj, id)
	for _, p := range []incident.Person{kim, cy} {
		for _, id := range []incident.ID{id, "INC-99", "nonsense"} {
			for _, why := range []string{"", "let me in"} {
				if _, err := h.BreakGlass(t.Context(), p, id, why); !errors.Is(err, ErrNotFound) {
					t.Errorf("%s breaks the glass of %s: %v", p.Name, id, err)
				}
			}
		}
	}
	if _, err := h.BreakGlass(t.Context(), noor, "INC-99", "let me in"); !errors.Is(err, ErrNotFound) {
		t.Errorf("noor breaks glass that is nowhere: %v", err)
	}
	events, err := h.BreakGlass(t.Context(), noor, id, "the regulator calls")
	if err != nil || len(events) != 1 || !events[0].Rings() {
		t.Fatalf("%v, %v", events, err)
	}
	if got := lines(r.Scene().state, "glass-broken"); !slices.Equal(got, []string{"noor: broke the glass to come in: the regulator calls"}) {
		t.Errorf("raj sees %q", got)
	}
	sit(t, h, noor, id)
	for _, p := range []incident.Person{noor, raj} { // the one is in; the other may not anyway
		var refusal incident.Refusal
		if _, err := h.BreakGlass(t.Context(), p, id, "again"); !errors.As(err, &refusal) {
			t.Errorf("%s breaks the glass from inside: %v", p.Name, err)
		}
	}
	do(t, sit(t, h, noor, id), typed("tlp RED"))
	if _, err := h.BreakGlass(t.Context(), ana, id, "and I"); err != nil {
		t.Errorf("a label keeps ana from breaking the glass: %v", err)
	}
}

// TestWhoWasPutOutBreaksNoGlass: what the bridge decided about a person stands.
func TestWhoWasPutOutBreaksNoGlass(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id := declare(t, h)
	do(t, sit(t, h, ana, id), typed("remove @noor may know the suspect"))
	if _, err := h.BreakGlass(t.Context(), noor, id, "I must"); !errors.Is(err, ErrNotFound) {
		t.Errorf("noor breaks the glass: %v", err)
	}
}

// TestTheLobbyOfOthersStaysAsItWas: a hidden incident changes nothing that
// their lobby tells, but that numbers are used up.
func TestTheLobbyOfOthersStaysAsItWas(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	declare(t, h)
	before := fmt.Sprint(h.List(kim, true))
	id := declareScoped(t, h, raj, incident.ScopeConfidential)
	say(t, sit(t, h, raj, id), "secret")
	if after := fmt.Sprint(h.List(kim, true)); after != before || !strings.Contains(before, "INC-1") {
		t.Errorf("kim's lobby told %s, and now %s", before, after)
	}
}

// admitFor is the command that lets someone in for so long.
func admitFor(t *testing.T, who, stay string) incident.Command {
	t.Helper()
	c, err := incident.ParseVerb("admit @" + who + " " + stay)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
