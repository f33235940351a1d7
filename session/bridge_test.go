package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

func TestThreePeopleSeeOneAnothersLinesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		seats := []*Seat{sit(t, h, ana, id), sit(t, h, raj, id), sit(t, h, cy, id)}
		for i, by := range []*Seat{seats[0], seats[1], seats[0]} {
			seq := say(t, by, fmt.Sprint("line ", i))
			var states []*incident.State
			for _, s := range seats {
				// No time passes in the bubble: the first Next has it.
				scene, err := s.Next(t.Context())
				if err != nil || scene.state.Last != seq {
					t.Fatalf("%s sees up to %d (%v), want %d", s.person.Name, scene.state.Last, err, seq)
				}
				states = append(states, scene.state)
			}
			if states[0] != states[1] || states[1] != states[2] {
				t.Error("the seats don't share one state")
			}
		}
	})
}

func TestNextWaitsUntilThereIsSomethingNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a, r := sit(t, h, ana, id), sit(t, h, raj, id)
		if _, err := r.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := make(chan *Scene, 1)
		go func() {
			scene, _ := r.Next(t.Context())
			got <- scene
		}()
		synctest.Wait()
		if len(got) != 0 {
			t.Fatal("Next returned with nothing new")
		}
		seq := say(t, a, "now")
		if scene := <-got; scene.state.Last != seq {
			t.Errorf("Next gave entry %d, want %d", scene.state.Last, seq)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := r.Next(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("Next with a context that has ended: %v", err)
		}
	})
}

func TestNothingIsLostWhen32PeopleWriteAtOnce(t *testing.T) {
	const authors, each = 32, 20
	h := openHub(t, memory.Open(), Options{})
	id := declare(t, h)
	watcher := sit(t, h, cy, id)
	sit(t, h, noor, id) // never asks for anything
	var writers sync.WaitGroup
	for a := range authors {
		p := incident.Person{Name: fmt.Sprint("p", a), Rank: incident.RankResponder}
		s := sit(t, h, p, id)
		writers.Go(func() {
			for i := range each {
				if _, err := s.Do(t.Context(), nil, incident.Say{Text: fmt.Sprint(i)}); err != nil {
					t.Error(err)
				}
			}
		})
		writers.Go(func() {
			for last := uint64(0); ; {
				scene, err := s.Next(t.Context())
				if err != nil || scene.state.Last < last {
					t.Errorf("%s went from %d back to %d, %v", p.Name, last, scene.state.Last, err)
					return
				}
				if last = scene.state.Last; scene.state.Written == 1+authors*each {
					return
				}
			}
		})
	}
	final := await(t, watcher, "all lines", func(s *Scene) bool { return s.state.Written == 1+authors*each }).state
	writers.Wait()
	next := map[string]int{}
	seq := uint64(0)
	for e := range final.Entries(0) {
		if seq++; e.Seq != seq {
			t.Fatalf("entry %d stands at %d", e.Seq, seq)
		}
		if e.InChat() {
			if e.Line() != fmt.Sprint(next[e.By]) {
				t.Fatalf("%s wrote %d, and %s stands there", e.By, next[e.By], e.Line())
			}
			next[e.By]++
		}
	}
}

func TestWhatASceneShowsIsOnDisk(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id := declare(t, h)
	a := sit(t, h, ana, id)
	log.onAppend(func(_ context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error) {
		before := a.Scene()
		records, err := do()
		if a.Scene().state != before.state {
			t.Error("a scene showed an entry before the log had it")
		}
		return records, err
	})
	for i := range 50 {
		seq := say(t, a, fmt.Sprint(i))
		records, err := log.Read(t.Context(), string(id), seq-1, 0)
		if err != nil || len(records) != 1 || a.Scene().state.Last != seq {
			t.Fatalf("entry %d: %d records, %v", seq, len(records), err)
		}
	}
}

func TestTwoServersOnOneLogAgree(t *testing.T) {
	log := memory.Open()
	one := openHub(t, log, Options{})
	id := declare(t, one)
	two := openHub(t, log, Options{})
	var writers sync.WaitGroup
	for _, s := range []*Seat{sit(t, one, ana, id), sit(t, two, raj, id)} {
		writers.Go(func() {
			for i := range 50 {
				var refusal incident.Refusal
				for {
					_, err := s.Do(t.Context(), nil, incident.Say{Text: fmt.Sprint(i)})
					if err == nil {
						break
					}
					if !errors.As(err, &refusal) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	writers.Wait()
	sit(t, one, kim, id)
	sit(t, two, lee, id)
	sit(t, one, noor, id) // each has read what the other wrote
	want := []string{"ana", "raj", "kim", "lee", "noor"}
	state := look(t, one, id).state
	if got := lines(state, "joined"); len(got) != len(want) {
		t.Errorf("joined on record: %q", got)
	}
	if chat := lines(state, "said"); len(chat) != 100 {
		t.Errorf("%d lines stand in the chat, want 100", len(chat))
	}
	// A third server would note those inside as gone: it knows none of them.
	read, _, err := replay(t.Context(), log, id, store.Header{})
	if err != nil {
		t.Fatal(err)
	}
	if tell(read) != tell(state) {
		t.Error("the log tells of another incident")
	}
}

func TestSomeoneWhoNeverGetsInIsToldToTryAgain(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id := declare(t, h)
	a := sit(t, h, ana, id)
	tries := 0
	log.onAppend(func(ctx context.Context, stream string, _ func() ([]store.Record, error)) ([]store.Record, error) {
		tries++
		return log.overtake(ctx, stream)
	})
	_, err := a.Do(t.Context(), nil, incident.Say{Text: "hello"})
	var refusal incident.Refusal
	if !errors.As(err, &refusal) || tries != maxTries {
		t.Errorf("after %d tries: %v", tries, err)
	}
	if _, err := h.Declare(t.Context(), ana, incident.Declare{Title: "x"}); !errors.As(err, &refusal) {
		t.Errorf("declaring: %v", err)
	}
	log.onAppend(nil)
	say(t, a, "hello")
}

func TestTwoServersThatDeclareAtOnceTakeTwoNumbers(t *testing.T) {
	log := memory.Open()
	var ids []incident.ID
	var mu sync.Mutex
	var declaring sync.WaitGroup
	for range 2 {
		h := openHub(t, log, Options{})
		declaring.Go(func() {
			for range 10 {
				id, err := h.Declare(t.Context(), raj, incident.Declare{Title: "db down"})
				for errors.As(err, &incident.Refusal{}) { // told to try again
					id, err = h.Declare(t.Context(), raj, incident.Declare{Title: "db down"})
				}
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				ids = append(ids, id)
				mu.Unlock()
			}
		})
	}
	declaring.Wait()
	slices.Sort(ids)
	if got := len(slices.Compact(ids)); got != 20 {
		t.Errorf("%d numbers for 20 incidents", got)
	}
}

func TestAnEchoOfOnesOwnLineDoesNotDoubleIt(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id := declare(t, h)
	a := sit(t, h, ana, id)
	events := do(t, a, incident.Say{Text: "once"})
	before := a.Scene()
	if err := a.bridge.turn.lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.bridge.absorb(events, store.Header{})
	a.bridge.turn.unlock()
	if after := a.Scene(); after.Head != before.Head || tell(after.state) != tell(before.state) {
		t.Errorf("after the echo:\n%s", tell(after.state))
	}
}
