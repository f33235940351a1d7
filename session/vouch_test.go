package session

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// slowHeads is a log whose list of streams comes when it is let go.
type slowHeads struct {
	store.Log
	asked, answer chan struct{}
	slow          atomic.Bool
}

func (l *slowHeads) Heads(ctx context.Context, prefix string) ([]store.Header, error) {
	if l.slow.Load() {
		l.asked <- struct{}{}
		<-l.answer
	}
	return l.Log.Heads(ctx, prefix)
}

// always vouches by f, whatever is asked.
func always(f func(incident.Person) error) Voucher { return Voucher{Acts: f, Reads: f} }

// vouched has a hub's door say of raj what the test has it say.
func vouched(t *testing.T, h *Hub) (says func(error)) {
	t.Helper()
	var word atomic.Pointer[error]
	h.People().Vouch(always(func(p incident.Person) error {
		if err := word.Load(); err != nil && p.Name == raj.Name && *err != nil {
			return *err
		}
		return nil
	}))
	return func(err error) { word.Store(&err) }
}

// TestAWordThatWaitsIsAskedAnewBeforeItIsDecided, by whatever it waits for.
func TestAWordThatWaitsIsAskedAnewBeforeItIsDecided(t *testing.T) {
	gone := incident.Refusal{Why: "your line is gone"}
	for name, wait := range map[string]func(t *testing.T, h *Hub, b *Bridge) (over func()){
		"its turn at the bridge": func(t *testing.T, _ *Hub, b *Bridge) func() {
			if err := b.turn.lock(t.Context()); err != nil {
				t.Fatal(err)
			}
			return b.turn.unlock
		},
		"its key's pace": func(_ *testing.T, h *Hub, _ *Bridge) func() {
			for h.paces.asks.try(raj.Key) {
			}
			return func() { pass(2 * h.opt.AskEvery) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := openHub(t, newTrouble(), Options{})
				says := vouched(t, h)
				id := declare(t, h)
				r := sit(t, h, raj, id)
				over := wait(t, h, r.bridge)
				said := make(chan error, 1)
				go func() {
					_, err := r.Do(t.Context(), nil, incident.Say{Text: "who am I by now?"})
					said <- err
				}()
				synctest.Wait()
				says(gone)
				over()
				var refusal incident.Refusal
				if err := <-said; !errors.As(err, &refusal) || refusal != gone {
					t.Errorf("they are told %v", err)
				}
				if got := lines(look(t, h, id).state, "said"); len(got) > 0 {
					t.Errorf("on record: %q", got)
				}
			})
		})
	}
}

func TestADeclarationThatWaitsIsAskedAnewBeforeItIsDecided(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &slowHeads{Log: newTrouble(), asked: make(chan struct{}), answer: make(chan struct{})}
		h := openHub(t, log, Options{})
		says := vouched(t, h)
		log.slow.Store(true)
		declared := make(chan error, 1)
		go func() {
			_, err := h.Declare(t.Context(), raj, incident.Declare{Title: "db down"})
			declared <- err
		}()
		<-log.asked
		says(incident.Refusal{Why: "your line is gone"})
		log.slow.Store(false)
		close(log.answer)
		if err := <-declared; err == nil || !strings.Contains(err.Error(), "your line is gone") {
			t.Errorf("they are told %v", err)
		}
		if list := h.List(ana, true); len(list) > 0 {
			t.Errorf("on record: %+v", list)
		}
	})
}

// TestWhoHasGoneWritesNothing: a door vouches for nobody who isn't there any more,
// and has nothing against them either.
func TestWhoHasGoneWritesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, newTrouble(), Options{})
		id := declare(t, h)
		r := sit(t, h, raj, id)
		hangUp := func() {}
		h.People().Vouch(always(func(incident.Person) error {
			hangUp() // and their session is none of the door's
			return nil
		}))
		for range 20 {
			var ctx context.Context
			ctx, hangUp = context.WithCancel(t.Context())
			if _, err := r.Do(ctx, nil, incident.Say{Text: "still there?"}); !errors.Is(err, context.Canceled) {
				t.Errorf("they are told %v", err)
			}
		}
		ctx, over := context.WithCancel(t.Context())
		hangUp = over
		if _, err := h.Declare(ctx, raj, incident.Declare{Title: "still there?"}); !errors.Is(err, context.Canceled) {
			t.Errorf("they are told %v", err)
		}
		if got := lines(look(t, h, id).state, "said"); len(got) > 0 || len(h.List(ana, true)) > 1 {
			t.Errorf("on record: %q", got)
		}
	})
}

// TestALeavingIsOnRecordThoughNobodyVouches: who is put out was here until then.
func TestALeavingIsOnRecordThoughNobodyVouches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, newTrouble(), Options{})
		says := vouched(t, h)
		id := declare(t, h)
		r := sit(t, h, raj, id)
		synctest.Wait()
		says(incident.Refusal{Why: "your line is gone"})
		r.Leave()
		pass(time.Second)
		synctest.Wait()
		if got := lines(look(t, h, id).state, "left"); len(got) != 1 {
			t.Errorf("on record: %q", got)
		}
	})
}
