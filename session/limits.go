package session

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// paces bound what one key, or one person, can make the server do.
type paces struct {
	profiles *pace // records of profiles, by key
	asks     *pace // commands, by key
	visits   *pace // screens and verbs opened, by key
	declares *pace // incidents declared, by key
	shelving *pace // bytes of lists put on shelves, by key
	typing   *pace // keys pressed at screens, by key
	rejoins  *pace // returns to a bridge, by person
}

func newPaces(o Options) paces {
	p := paces{
		profiles: newPace(profileBurst, o.ProfileEvery),
		asks:     newPace(askBurst, o.AskEvery),
		visits:   newPace(VisitBurst, o.VisitEvery),
		declares: newPace(declareBurst, o.DeclareEvery),
		shelving: newPace(shelfBurst, time.Second/shelfRate),
		typing:   newPace(typingBurst, time.Second/typingRate),
		rejoins:  newPace(rejoinBurst, o.RejoinPause),
	}
	p.shelving.longest, p.typing.longest = time.Minute, time.Minute
	return p
}

// askBurst is how many commands a key may send at once, before it sends one every
// AskEvery. Then each waits, and none is refused.
const askBurst = 1000

// An entry counts once more against the pace of commands for each plainEntry bytes of
// it, up to maxWeight times: lists have a bound of their own.
const (
	plainEntry = 512
	maxWeight  = 16
)

// chargeRecords charges p for the length of the entries that p wrote.
func (h *Hub) chargeRecords(p incident.Person, records []store.Record) {
	weight := 0
	for _, r := range records {
		weight += min(len(r.Payload)/plainEntry, maxWeight)
	}
	if weight > 0 {
		h.paces.asks.charge(paceKey(p), time.Duration(weight)*h.paces.asks.every)
	}
}

// VisitBurst is how many screens and verbs a key may open at once, before it opens one
// every VisitEvery. Then each waits, and none is refused.
const VisitBurst = 200

// Visit waits until p may open another screen or verb. The error is that of ctx.
func (h *Hub) Visit(ctx context.Context, p incident.Person) error {
	return h.paces.visits.wait(ctx, paceKey(p))
}

// declareBurst is how many incidents a key may declare at once, before it declares one
// every DeclareEvery.
const declareBurst = 50

// A key may put shelfBurst bytes of lists on shelves at once, and shelfRate bytes a
// second from then on.
const (
	shelfBurst = 16 << 20
	shelfRate  = 128 << 10
)

// CheckShelve returns why p may not put a further list on a shelf now, nil where they
// may.
func (h *Hub) CheckShelve(p incident.Person) error {
	if wait := h.paces.shelving.debt(paceKey(p)); wait > 0 {
		return incident.Refusal{Why: fmt.Sprintf("your key has put over %d MiB of lists on shelves in a short time: send this one again in %d s", shelfBurst>>20, int(wait.Seconds())+1)}
	}
	return nil
}

// Shelved charges p for a list of so many bytes on a shelf.
func (h *Hub) Shelved(p incident.Person, bytes int) {
	h.paces.shelving.charge(paceKey(p), time.Duration(bytes)*h.paces.shelving.every)
}

// A person may press typingBurst keys at once, and typingRate a second from then on: far
// more than fingers can, and less than would keep a processor busy.
const (
	typingBurst = 8192
	typingRate  = 250
)

// Typed charges p for keys pressed at a screen, and waits while that is more than
// fingers can press. The error is that of ctx.
func (h *Hub) Typed(ctx context.Context, p incident.Person, keys int) error {
	h.paces.typing.charge(paceKey(p), time.Duration(keys)*h.paces.typing.every)
	return pause(ctx, h.paces.typing.debt(paceKey(p)))
}

// paceKey returns the name under which the paces count p.
func paceKey(p incident.Person) string { return cmp.Or(p.Key, p.Name) }

// Slowed returns how long p's next command will wait because p sends too many.
func (h *Hub) Slowed(p incident.Person) time.Duration { return h.paces.asks.owes(paceKey(p)) }
