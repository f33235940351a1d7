package sshd

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// hall is a table of arrivals with a clock, told in short words.
type hall struct {
	pendingConns
	now  time.Time
	all  map[string]*pendingConn
	away []string // who was turned away, in order
}

func newHall(most, perSource int) *hall {
	return &hall{
		pendingConns: pendingConns{most: most, perSource: perSource, grace: 3 * time.Second},
		now:          time.Unix(0, 0), all: map[string]*pendingConn{},
	}
}

// come has someone connect and send their identification; their address is
// what stands before the dash.
func (h *hall) come(name string) {
	source, _, _ := strings.Cut(name, "-")
	g := &pendingConn{source: source, placed: make(chan struct{}), turnAway: func(string) { h.away = append(h.away, name) }}
	h.all[name] = g
	if h.add(g, h.now) {
		h.markIdentified(g, h.now)
	}
}

func (h *hall) at(s stage, names ...string) {
	for _, name := range names {
		h.come(name)
		h.advance(h.all[name], s, h.now)
	}
}

func (h *hall) pass(d time.Duration) {
	h.now = h.now.Add(d)
	h.placeWaiting(h.now)
}

func (h *hall) has(name string) bool { return slices.Contains(h.placed, h.all[name]) }

func TestWhoGivesWayWhenThePlacesAreTaken(t *testing.T) {
	const later = 10 * time.Second
	for _, c := range []struct {
		name            string
		most, perSource int
		inside          func(*hall)
		comes, away     string
	}{
		{"the oldest of those who sent nothing", 9, 3, func(h *hall) {
			h.at(stageEncrypted, "a-1")
			h.at(stageSilent, "a-2")
			h.pass(time.Second)
			h.at(stageSilent, "a-3")
		}, "a-4", "a-2"},
		{"who may open a session and doesn't, before a stranger", 9, 3, func(h *hall) {
			h.at(stageIdentified, "a-1")
			h.at(stageAuthenticated, "a-2", "a-3")
		}, "a-4", "a-2"},
		{"who came the least far", 9, 4, func(h *hall) {
			h.at(stageKeyOffered, "a-1")
			h.at(stageEncrypted, "a-2")
			h.at(stageIdentified, "a-3", "a-4")
		}, "a-5", "a-3"},
		{"nobody who types a code, as long as a stranger can go", 9, 2, func(h *hall) { h.at(stageInviteCode, "a-1"); h.at(stageKeyOffered, "a-2") }, "a-3", "a-2"},
		{"who types a code, when all do", 9, 2, func(h *hall) { h.at(stageInviteCode, "a-1", "a-2") }, "a-3", "a-1"},
		{"one of the address that has the most", 4, 3, func(h *hall) { h.at(stageIdentified, "b-1"); h.at(stageEncrypted, "a-1", "a-2", "a-3") }, "c-1", "a-1"},
		{"whoever sends nothing, wherever from", 4, 3, func(h *hall) { h.at(stageSilent, "b-1"); h.at(stageEncrypted, "a-1", "a-2", "a-3") }, "a-4", "a-1"},
		{"nobody to an address that has as many", 4, 3, func(h *hall) { h.at(stageEncrypted, "a-1", "a-2", "b-1", "b-2") }, "a-3", "a-1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHall(c.most, c.perSource)
			c.inside(h)
			h.pass(later)
			h.come(c.comes)
			if !slices.Equal(h.away, []string{c.away}) || !h.has(c.comes) {
				t.Errorf("%v went for %s, not %s; it is in: %v", h.away, c.comes, c.away, h.has(c.comes))
			}
		})
	}
}

func TestWhoGoesOnIsSparedAndWhoComesWaits(t *testing.T) {
	h := newHall(2, 2)
	h.at(stageEncrypted, "a-1", "a-2")
	h.come("a-3")
	if len(h.away) > 0 || h.has("a-3") {
		t.Fatalf("%v went at once", h.away)
	}
	h.pass(2 * time.Second)
	h.advance(h.all["a-1"], stageKeyOffered, h.now)
	h.pass(1500 * time.Millisecond)
	if !h.has("a-3") || !slices.Equal(h.away, []string{"a-2"}) {
		t.Errorf("%v went, a-3 is in: %v", h.away, h.has("a-3"))
	}
}

func TestAFreePlaceGoesToTheAddressThatHasFewestThenToWhoWaitsLongest(t *testing.T) {
	h := newHall(3, 3)
	h.at(stageEncrypted, "a-1", "a-2", "a-3")
	for _, name := range []string{"a-4", "a-5", "b-1"} {
		h.come(name)
	}
	for i, next := range []string{"b-1", "a-4", "a-5"} {
		h.remove(h.all[fmt.Sprintf("a-%d", i+1)], h.now)
		if !h.has(next) {
			t.Fatalf("place %d doesn't go to %s", i+1, next)
		}
	}
}

func TestTooManyWhoWaitAreTurnedAwayTheirAddressWithTheMostFirst(t *testing.T) {
	h := newHall(3, 3)
	h.at(stageEncrypted, "a-1", "a-2", "a-3")
	for _, name := range []string{"b-1", "a-4", "a-5", "a-6", "c-1"} {
		h.come(name)
	}
	// b-1 waits for the room that a spared connection leaves, and the others
	// outnumber it.
	if !slices.Equal(h.away, []string{"a-6", "a-5"}) {
		t.Errorf("%v were turned away", h.away)
	}
	if inside, waiting := h.count(); inside != 3 || waiting != 3 {
		t.Errorf("%d inside, %d waiting", inside, waiting)
	}
}

func TestWhoWaitsInVainHoldsUpNobodyOfAnotherAddress(t *testing.T) {
	h := newHall(4, 3)
	h.at(stageEncrypted, "a-1", "a-2", "b-1", "b-2")
	h.pass(10 * time.Second)
	h.advance(h.all["a-1"], stageKeyOffered, h.now)
	h.advance(h.all["a-2"], stageKeyOffered, h.now)
	h.come("a-3")
	h.come("b-3")
	if h.has("a-3") || !h.has("b-3") || !slices.Equal(h.away, []string{"b-1"}) {
		t.Errorf("%v went, a-3 is in: %v, b-3 is in: %v", h.away, h.has("a-3"), h.has("b-3"))
	}
}

// BenchmarkOnePassOverThoseThatWait measures a look whether those that wait can
// have a place, with 200 of 20 addresses waiting and as many places taken as
// there are.
func BenchmarkOnePassOverThoseThatWait(b *testing.B) {
	const most, addresses, waiting = 100, 20, 200
	for name, s := range map[string]stage{"all inside are spared": stageEncrypted, "nobody inside gives way to a stranger": stageKeyOffered} {
		b.Run(name, func(b *testing.B) {
			h := newHall(most, 10)
			for i := range most {
				h.at(s, fmt.Sprintf("%d-%d", i%addresses, i))
			}
			if s == stageKeyOffered {
				h.pass(time.Minute)
				for _, g := range h.placed[:addresses] { // strangers are there, and none can go
					h.advance(g, stageEncrypted, h.now)
				}
			}
			for i := range waiting {
				h.waiting = append(h.waiting, &pendingConn{source: fmt.Sprint(i % addresses), identified: true, placed: make(chan struct{})})
			}
			for b.Loop() {
				h.placeWaiting(h.now)
			}
			if len(h.waiting) != waiting || len(h.away) > 0 {
				b.Fatalf("%d wait, %v were turned away", len(h.waiting), h.away)
			}
		})
	}
}
