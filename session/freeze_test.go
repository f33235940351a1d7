package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

type appendFunc = func(context.Context, string, func() ([]store.Record, error)) ([]store.Record, error)

// fails is a disk that is full.
func fails(_ context.Context, stream string, _ func() ([]store.Record, error)) ([]store.Record, error) {
	return nil, fmt.Errorf("append to %s: begin: %w", stream, errors.New("disk is full"))
}

// hangs is a disk that doesn't answer; nothing is stored.
func hangs(ctx context.Context, stream string, _ func() ([]store.Record, error)) ([]store.Record, error) {
	<-ctx.Done()
	return nil, fmt.Errorf("append to %s: %w", stream, ctx.Err())
}

// storesLate is a disk that answers too late: everything is stored, nobody
// hears of it.
func storesLate(ctx context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error) {
	if _, err := do(); err != nil {
		return nil, err
	}
	<-ctx.Done()
	return nil, fmt.Errorf("append to %s: %w: %w", stream, ctx.Err(), store.ErrUncertain)
}

func TestAFailingStoreFreezesEveryBridgeAndThawsByItself(t *testing.T) {
	for name, how := range map[string]appendFunc{"fails": fails, "hangs": hangs} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log := newTrouble()
				h := openHub(t, log, Options{})
				one, two := declare(t, h), declare(t, h)
				a, r := sit(t, h, ana, one), sit(t, h, raj, two)
				log.onAppend(how)

				_, err := a.Do(t.Context(), nil, incident.Say{Text: "is this kept?"})
				var refusal incident.Refusal
				if !errors.As(err, &refusal) || strings.Contains(refusal.Why, "INC") {
					t.Errorf("the asker is told %v", err)
				}
				for _, s := range []*Seat{a, r} {
					scene := await(t, s, "the banner", func(s *Scene) bool { return s.Frozen != "" })
					if strings.Contains(scene.Frozen, "INC") {
						t.Errorf("the banner names a stream: %s", scene.Frozen)
					}
				}
				began := time.Now()
				if _, err := r.Do(t.Context(), nil, incident.Say{Text: "and this?"}); !errors.As(err, &refusal) {
					t.Errorf("while it is frozen: %v", err)
				}
				if err := h.SaveProfile(t.Context(), "SHA256:x", Profile{}); !errors.As(err, &refusal) {
					t.Errorf("a profile while it is frozen: %v", err)
				}
				if _, err := h.Declare(t.Context(), ana, incident.Declare{Title: "x"}); !errors.As(err, &refusal) {
					t.Errorf("declaring while it is frozen: %v", err)
				}
				if time.Since(began) != 0 {
					t.Error("a frozen hub lets people wait")
				}

				log.onAppend(nil)
				for _, s := range []*Seat{a, r} {
					await(t, s, "the thaw", func(s *Scene) bool { return s.Frozen == "" })
				}
				say(t, a, "it goes on")
				if got := lines(a.Scene().state, "said"); len(got) != 1 {
					t.Errorf("the chat holds %q", got)
				}
			})
		})
	}
}

func TestWhatWasStoredUnheardAppearsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		a, r := sit(t, h, ana, id), sit(t, h, raj, id)
		log.onAppend(storesLate)
		if _, err := a.Do(t.Context(), nil, incident.Say{Text: "heard?"}); err == nil {
			t.Fatal("an append that gave up was acknowledged")
		}
		if h.Frozen() == "" || len(lines(r.Scene().state, "said")) != 0 {
			t.Fatal("it was shown before it was known to be stored")
		}
		log.onAppend(nil)
		scene := await(t, r, "the thaw", func(s *Scene) bool { return s.Frozen == "" })
		if got := lines(scene.state, "said"); len(got) != 1 {
			t.Errorf("after the thaw, with nobody typing, the chat holds %q", got)
		}
		say(t, a, "on we go")
		if got := lines(a.Scene().state, "said"); len(got) != 2 {
			t.Errorf("the chat holds %q", got)
		}
	})
}

func TestAnAnswerThatAThawHasOvertakenFreezesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{AppendLimit: time.Hour})
		a := sit(t, h, ana, declare(t, h))
		asked, late := make(chan struct{}, 1), make(chan struct{})
		log.onAppend(func(ctx context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error) {
			asked <- struct{}{}
			<-late
			return fails(ctx, stream, do)
		})
		<-asked // the hub asks whether it can write, and hears nothing yet
		log.onAppend(fails)
		if _, err := a.Do(t.Context(), nil, incident.Say{Text: "is this kept?"}); err == nil {
			t.Fatal("a full disk took a line")
		}
		log.onAppend(nil)
		await(t, a, "the thaw", func(s *Scene) bool { return s.Frozen == "" })
		close(late)
		synctest.Wait()
		if why := h.Frozen(); why != "" {
			t.Errorf("after the thaw it is frozen again: %s", why)
		}
		say(t, a, "on we go")
	})
}

func TestAnIncidentDeclaredUnheardIsListedOnceTheStoreIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		log.onAppend(storesLate)
		if _, err := h.Declare(t.Context(), ana, incident.Declare{Title: "db down"}); err == nil {
			t.Fatal("an append that gave up was acknowledged")
		}
		log.onAppend(nil)
		pass(2 * time.Second)
		if list := h.List(ana, false); len(list) != 1 || list[0].Title != "db down" {
			t.Errorf("the lobby lists %+v", list)
		}
	})
}

func TestAnEjectionStoredUnheardIsCarriedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id, other := declare(t, h), declare(t, h)
		a, r, elsewhere := sit(t, h, ana, id), sit(t, h, raj, id), sit(t, h, raj, other)
		log.onAppend(storesLate)
		if _, err := a.Do(t.Context(), nil, typed("eject @raj")); err == nil {
			t.Fatal("an append that gave up was acknowledged")
		}
		log.onAppend(nil)
		ends(t, r)
		ends(t, elsewhere)
		synctest.Wait()
		if !h.People().Revoked("raj", raj.Key) {
			t.Error("raj's keys still open the door")
		}
	})
}

func TestAFrozenStoreKeepsNobodyFromSittingAndReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id, cold := declare(t, h), declare(t, h)
		a := sit(t, h, ana, id)
		log.onAppend(fails)
		_, _ = a.Do(t.Context(), nil, incident.Say{Text: "x"})
		r := sit(t, h, raj, id)
		k := sit(t, h, kim, id)
		scene := await(t, r, "the roster", func(s *Scene) bool { return len(s.Present) == 3 })
		if scene.Frozen == "" || scene.state.Status.Title != "db down" {
			t.Errorf("raj sees %q, frozen %q", scene.state.Status.Title, scene.Frozen)
		}
		if look(t, h, cold).Frozen == "" {
			t.Error("a bridge that was not in memory lacks the banner")
		}
		k.Leave()
		log.onAppend(nil)
		await(t, r, "the thaw", func(s *Scene) bool { return s.Frozen == "" })
		synctest.Wait()
		if got := strings.Join(lines(a.Scene().state, "joined"), ", "); got != "ana: joined as manager, raj: joined as responder" {
			t.Errorf("on record after the thaw: %s", got)
		}
	})
}

func TestOneWhoJoinedUnheardJoinedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		log.onAppend(storesLate)
		r := sit(t, h, raj, id)
		log.onAppend(nil)
		await(t, r, "the thaw", func(s *Scene) bool { return s.Frozen == "" })
		r.Leave()
		synctest.Wait()
		state := look(t, h, id).state
		if in, out := lines(state, "joined"), lines(state, "left"); len(in) != 1 || len(out) != 1 {
			t.Errorf("on record: %q, %q", in, out)
		}
	})
}
