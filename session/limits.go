package session

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// paces bound what one key, or one name, may have the house do.
type paces struct {
	profiles *pace // that are written, by key
	asks     *pace // of what people ask for, by key
	visits   *pace // of the screens and verbs that they open, by key
	declares *pace // of the incidents that they open, by key
	shelving *pace // of the bytes of the lists that they put on shelves, by key
	typing   *pace // of the keys that they press at screens, by key
	rejoins  *pace // of coming back to a bridge, by name
}

func newPaces(o Options) paces {
	p := paces{
		profiles: newPace(profileBurst, o.DeskEvery),
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

// A key may ask for so many entries at once, and for one every AskEvery from
// then on: then each waits its time, and none is refused.
const askBurst = 1000

// An entry counts once more against the pace of asks for each plainEntry bytes of it, up
// to mostWeight times: a list has a bound of its own.
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

// VisitBurst is how many screens and verbs a key may open at once, before it opens
// one every VisitEvery: each waits its time, and none is refused.
const VisitBurst = 200

// Visit waits until p may open another screen or verb. The error is that of ctx.
func (h *Hub) Visit(ctx context.Context, p incident.Person) error {
	return h.paces.visits.wait(ctx, paceKey(p))
}

// A key may open so many incidents at once, and one every DeclareEvery from then
// on.
const declareBurst = 50

// A key may put so many bytes of lists on shelves at once, and so many a second
// from then on.
const (
	shelfBurst = 16 << 20
	shelfRate  = 128 << 10
)

// MayShelve refuses a further list of one who has put much on shelves lately.
func (h *Hub) MayShelve(p incident.Person) error {
	if wait := h.paces.shelving.debt(paceKey(p)); wait > 0 {
		return incident.Refusal{Why: fmt.Sprintf("your key has put over %d MiB of lists on shelves in a short time: send this one again in %d s", shelfBurst>>20, int(wait.Seconds())+1)}
	}
	return nil
}

// Shelved counts what p has put on a shelf, in bytes.
func (h *Hub) Shelved(p incident.Person, bytes int) {
	h.paces.shelving.charge(paceKey(p), time.Duration(bytes)*h.paces.shelving.every)
}

// A key may press so many keys at its screens at once, and so many a second from
// then on: far more than fingers do, and less than would keep a processor busy.
const (
	typingBurst = 8192
	typingRate  = 250
)

// Typed counts what p did at a screen, in keys, and waits while that is more than
// fingers do. The error is that of ctx.
func (h *Hub) Typed(ctx context.Context, p incident.Person, keys int) error {
	h.paces.typing.charge(paceKey(p), time.Duration(keys)*h.paces.typing.every)
	return pause(ctx, h.paces.typing.debt(paceKey(p)))
}

// paceKey is what the pace of someone's asks is counted by.
func paceKey(p incident.Person) string { return cmp.Or(p.Key, p.Name) }

// Slowed is how long what p asks for next will wait, because they ask for more
// than others would need.
func (h *Hub) Slowed(p incident.Person) time.Duration { return h.paces.asks.owes(paceKey(p)) }
