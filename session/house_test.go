package session

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

var (
	ana  = incident.Person{Name: "ana", Rank: incident.RankManager, Key: "SHA256:ana"}
	raj  = incident.Person{Name: "raj", Rank: incident.RankResponder, Key: "SHA256:raj"}
	kim  = incident.Person{Name: "kim", Rank: incident.RankResponder, Key: "SHA256:kim"}
	lee  = incident.Person{Name: "lee", Rank: incident.RankResponder, Key: "SHA256:lee"}
	noor = incident.Person{Name: "noor", Rank: incident.RankManager, Key: "SHA256:noor"}
	cy   = incident.Person{Name: "cy", Rank: incident.RankObserver, Key: "SHA256:cy"}
)

// openHub opens the hub of a house whose door lists everyone above.
func openHub(t testing.TB, log store.Log, o Options) *Hub {
	t.Helper()
	h := openBare(t, log, o)
	h.People().ListedBy(func() Listing {
		return Listing{Holders: func(yield func(KeyHolder) bool) {
			for _, p := range []incident.Person{ana, raj, kim, lee, noor, cy} {
				if !yield(KeyHolder{Name: p.Name, Rank: p.Rank, Key: p.Key}) {
					return
				}
			}
		}}
	})
	return h
}

// openBare opens a hub that no door belongs to. It is closed when the test ends.
func openBare(t testing.TB, log store.Log, o Options) *Hub {
	if o.RosterPause == 0 {
		o.RosterPause = -1 // none: a test of it sets its own
	}
	t.Helper()
	o.Logger = slog.New(slog.DiscardHandler)
	h, err := Open(t.Context(), log, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return h
}

func declare(t testing.TB, h *Hub) incident.ID {
	t.Helper()
	id, err := h.Declare(t.Context(), ana, incident.Declare{Title: "db down"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// sit gives p a seat that is left when the test ends.
func sit(t testing.TB, h *Hub, p incident.Person, id incident.ID) *Seat {
	t.Helper()
	s, err := h.Sit(t.Context(), p, id, SeatScreen)
	if err != nil {
		t.Fatalf("%s can't sit at %s: %v", p.Name, id, err)
	}
	t.Cleanup(s.Leave)
	return s
}

// typed is the command that somebody types, without its slash, of words with a blank
// between them.
func typed(words ...any) incident.Command {
	c, err := incident.ParseVerb(strings.TrimSuffix(fmt.Sprintln(words...), "\n"))
	if err != nil {
		panic(err)
	}
	return c
}

func do(t testing.TB, s *Seat, c incident.Command) []*incident.Event {
	t.Helper()
	events, err := s.Do(t.Context(), nil, c)
	if err != nil {
		t.Fatalf("%s: %+v: %v", s.person.Name, c, err)
	}
	return events
}

func say(t testing.TB, s *Seat, text string) uint64 {
	t.Helper()
	return do(t, s, incident.Say{Text: text})[0].Seq
}

// await reads the seat's scenes until one is as wished.
func await(t testing.TB, s *Seat, what string, wished func(*Scene) bool) *Scene {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		scene, err := s.Next(ctx)
		if err != nil {
			t.Fatalf("%s waits for %s: %v", s.person.Name, what, err)
		}
		if wished(scene) {
			return scene
		}
	}
}

// ends waits for the seat's end and returns its sentence.
func ends(t testing.TB, s *Seat) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		_, err := s.Next(ctx)
		var ended Ended
		if errors.As(err, &ended) {
			return ended.Why
		}
		if err != nil {
			t.Fatalf("%s waits for the end of the seat: %v", s.person.Name, err)
		}
	}
}

// pass lets time go by in a bubble of synctest.
func pass(d time.Duration) { <-time.After(d) }

// lines are the entries of one kind, as they read.
func lines(s *incident.State, kind string) []string {
	var all []string
	for e := range s.Entries(0) {
		if e.Kind() == kind {
			all = append(all, e.By+": "+e.Line())
		}
	}
	return all
}

// look is what ana sees of an incident.
func look(t testing.TB, h *Hub, id incident.ID) *Scene {
	t.Helper()
	scene, err := h.Scene(t.Context(), ana, id)
	if err != nil {
		t.Fatal(err)
	}
	return scene
}

// trouble is a log whose appends and reads can be made to fail.
type trouble struct {
	store.Log

	mu     sync.Mutex // guards what follows
	append func(ctx context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error)
	read   func(ctx context.Context, stream string, after uint64)
}

func newTrouble() *trouble { return &trouble{Log: memory.Open()} }

// onAppend has f stand in for appends from now on; nil ends that.
func (l *trouble) onAppend(f func(ctx context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.append = f
}

func (l *trouble) Append(ctx context.Context, stream string, after uint64, drafts ...store.Draft) ([]store.Record, error) {
	l.mu.Lock()
	f := l.append
	l.mu.Unlock()
	do := func() ([]store.Record, error) { return l.Log.Append(ctx, stream, after, drafts...) }
	if f == nil {
		return do()
	}
	return f(ctx, stream, do)
}

// overtake is another server that writes to the stream first: what its last
// record says, or the first of INC-1 where there is none, once more.
func (l *trouble) overtake(ctx context.Context, stream string) ([]store.Record, error) {
	var after uint64
	var like []store.Record
	heads, err := l.Heads(ctx, stream)
	if err != nil {
		return nil, err
	}
	if len(heads) > 0 && heads[0].Stream == stream {
		after = heads[0].Seq
		like, err = l.Log.Read(ctx, stream, after-1, 1)
	} else {
		like, err = l.Log.Read(ctx, "INC-1", 0, 1)
	}
	if err != nil {
		return nil, err
	}
	if _, err := l.Log.Append(ctx, stream, after, store.Draft{At: like[0].At, Payload: like[0].Payload}); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("append to %s: %w", stream, store.ErrConflict)
}

func (l *trouble) Read(ctx context.Context, stream string, after uint64, limit int) ([]store.Record, error) {
	l.mu.Lock()
	f := l.read
	l.mu.Unlock()
	if f != nil {
		f(ctx, stream, after)
	}
	return l.Log.Read(ctx, stream, after, limit)
}
