package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

// tell is all that an incident's state says, in text.
func tell(s *incident.State) string {
	var b strings.Builder
	o := *s.Outline()
	fmt.Fprintf(&b, "%s %d %d %q %v %v %v %v %v %v %v %v %v %v\n", o.ID, o.Last, o.Written, o.Status.Title, o.SizeUp.Severity,
		maps.Collect(o.SizeUp.Severities.All()), o.Status.Phase, o.SystemState(), o.Access.TLP, o.Drill, o.Declared, o.Team.Roles, o.Team.Offers, o.Access.Members)
	for e := range s.Entries(0) {
		event, err := json.Marshal(e.Event)
		fmt.Fprintf(&b, "%s %v %v %v %q\n", event, err, e.Starred, e.Promoted, e.Line())
	}
	for e := range s.Timeline(s.TimelineEnd()) {
		fmt.Fprintf(&b, "%d ", e.Seq)
	}
	b.WriteByte('\n')
	for e := range s.ChatFrom(0) {
		fmt.Fprintf(&b, "%d ", e.Seq)
	}
	return b.String()
}

// anything is a command that might be asked, not always with success.
func anything(r *rand.Rand) incident.Command {
	seq := uint64(r.IntN(60) + 1)
	switch r.IntN(12) {
	case 0:
		return typed("sev", 1+r.IntN(5), "so it seems")
	case 1:
		return typed("phase", incident.Phase(r.IntN(5)), "on we go")
	case 2:
		return typed("fact fact", seq)
	case 3:
		return typed("note between us")
	case 4:
		return incident.Star{Seq: seq}
	case 5:
		return typed("correct", seq, "rather this")
	case 6:
		return typed("tlp", incident.TLP(r.IntN(5)))
	case 7:
		return typed("title title", seq)
	case 8:
		return typed("admit @lee")
	case 9:
		return typed("remove @lee wrong room")
	}
	return incident.Say{Text: fmt.Sprint("line ", seq)}
}

func TestReplayingTheLogGivesTheLiveState(t *testing.T) {
	for seed := range uint64(20) {
		log := memory.Open()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		r := rand.New(rand.NewPCG(seed, 1))
		seats := []*Seat{sit(t, h, ana, id), sit(t, h, noor, id), sit(t, h, raj, id)}
		for range 100 {
			s := seats[r.IntN(len(seats))]
			_, err := s.Do(t.Context(), nil, anything(r))
			if err != nil && !errors.As(err, &incident.Refusal{}) && !errors.As(err, &Ended{}) {
				t.Fatal(err)
			}
		}
		live := look(t, h, id)
		state, head, err := replay(t.Context(), log, id, store.Header{})
		if err != nil {
			t.Fatal(err)
		}
		if tell(state) != tell(live.state) || short(head) != live.Head {
			t.Fatalf("seed %d: live\n%s\nreplayed\n%s", seed, tell(live.state), tell(state))
		}
	}
}

func TestAnIdleBridgeLeavesMemoryAndComesBackTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		for range 600 {
			say(t, a, "line")
		}
		do(t, a, typed("sev 1"))
		pass(20 * time.Minute)
		if len(h.loaded()) != 1 {
			t.Fatal("a bridge left memory under someone who sat there")
		}
		a.Leave()
		pass(9 * time.Minute)
		if len(h.loaded()) != 1 {
			t.Fatal("the bridge left memory at once")
		}
		before, list := tell(look(t, h, id).state), fmt.Sprint(h.List(ana, true))
		pass(11 * time.Minute)
		if len(h.loaded()) != 0 {
			t.Fatal("the bridge stayed in memory")
		}
		if got := fmt.Sprint(h.List(ana, true)); got != list {
			t.Errorf("the lobby said %s, now %s", list, got)
		}
		if got := tell(look(t, h, id).state); got != before {
			t.Errorf("it was\n%s\nand came back as\n%s", before, got)
		}
		say(t, sit(t, h, raj, id), "as if nothing had been")
	})
}

func TestABridgeThatLeavesMemoryTakesNobodyAlong(t *testing.T) {
	h := openHub(t, memory.Open(), Options{IdleAfter: 1, Sweep: 20 * time.Microsecond})
	id := declare(t, h)
	var people sync.WaitGroup
	for i := range 4 {
		p := incident.Person{Name: fmt.Sprint("p", i), Rank: incident.RankResponder}
		people.Go(func() {
			for n := range 100 {
				s := sit(t, h, p, id)
				if _, err := s.Do(t.Context(), nil, incident.Say{Text: fmt.Sprint(n)}); err != nil {
					t.Error(err)
				}
				h.mu.Lock()
				if h.index[id].bridge != s.bridge {
					t.Error("someone sits at a bridge that the hub doesn't know")
				}
				h.mu.Unlock()
				s.Leave()
			}
		})
	}
	people.Wait()
	if got := len(lines(look(t, h, id).state, "said")); got != 400 {
		t.Errorf("%d of 400 lines", got)
	}
}

func TestABridgeStaysInMemoryUnderACommandThatIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{AppendLimit: time.Hour})
		id := declare(t, h)
		look(t, h, id)
		log.onAppend(func(_ context.Context, _ string, do func() ([]store.Record, error)) ([]store.Record, error) {
			pass(30 * time.Minute)
			return do()
		})
		if _, err := h.Do(t.Context(), raj, id, nil, incident.Say{Text: "at last"}); err != nil {
			t.Fatal(err)
		}
		if open := h.loaded(); len(open) != 1 || len(lines(open[0].scene.Load().state, "said")) != 1 {
			t.Error("the bridge left memory under someone who was writing")
		}
	})
}

func TestABridgeThatManyOpenAtOnceIsReadOnce(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id := declare(t, h)
	var reads atomic.Int32
	log.read = func(_ context.Context, stream string, _ uint64) {
		if stream == string(id) {
			reads.Add(1)
		}
	}
	var opening sync.WaitGroup
	for range 20 {
		opening.Go(func() { look(t, h, id) })
	}
	opening.Wait()
	if reads.Load() != 1 {
		t.Errorf("the log was read %d times", reads.Load())
	}
}

func TestOneWhoGivesUpOpeningABridgeSpoilsItForNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		stalled := true
		log.read = func(ctx context.Context, stream string, _ uint64) {
			if stream == string(id) && stalled {
				<-ctx.Done()
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		failed := make(chan error, 2)
		go func() { _, err := h.Scene(ctx, raj, id); failed <- err }()
		synctest.Wait()
		impatient, leave := context.WithCancel(t.Context())
		go func() { _, err := h.Scene(impatient, kim, id); failed <- err }()
		synctest.Wait()
		leave()
		if err := <-failed; !errors.Is(err, context.Canceled) {
			t.Errorf("kim, who waits in line: %v", err)
		}
		stalled = false
		cancel()
		if err := <-failed; !errors.Is(err, context.Canceled) {
			t.Errorf("raj, who opens it: %v", err)
		}
		look(t, h, id)
	})
}

func TestATamperedLogIsNotOpened(t *testing.T) {
	log := memory.Open()
	id := declare(t, openHub(t, log, Options{}))
	_, err := Open(t.Context(), tampered{log}, Options{})
	var broken *store.Broken
	if !errors.As(err, &broken) || broken.Stream != string(id) {
		t.Errorf("opening it: %v", err)
	}
}

// tampered is a log whose payloads were changed.
type tampered struct{ store.Log }

func (l tampered) Read(ctx context.Context, stream string, after uint64, limit int) ([]store.Record, error) {
	records, err := l.Log.Read(ctx, stream, after, limit)
	for i := range records {
		records[i].Payload = append(records[i].Payload, ' ')
	}
	return records, err
}
