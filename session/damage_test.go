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
	"warroom/store/memory"
)

// damagedLog is a log that can't reach the records of one stream behind a number,
// and doesn't know it, as an index with a flipped bit.
type damagedLog struct {
	store.Log
	stream string
	upTo   atomic.Uint64 // 0 while it is whole
	empty  atomic.Bool   // somebody put an empty file in its place
}

func (l *damagedLog) Heads(ctx context.Context, prefix string) ([]store.Header, error) {
	if l.empty.Load() {
		return nil, nil
	}
	return l.Log.Heads(ctx, prefix)
}

func (l *damagedLog) Read(ctx context.Context, stream string, after uint64, limit int) ([]store.Record, error) {
	records, err := l.Log.Read(ctx, stream, after, limit)
	if upTo := l.upTo.Load(); upTo > 0 && stream == l.stream {
		for len(records) > 0 && records[len(records)-1].Seq > upTo {
			records = records[:len(records)-1]
		}
	}
	return records, err
}

func TestARecordThatEndsEarlyIsNotOpened(t *testing.T) {
	log := &damagedLog{Log: memory.Open(), stream: "INC-1"}
	whole := openHub(t, log, Options{})
	say(t, sit(t, whole, ana, declare(t, whole)), "one of many")
	log.upTo.Store(1)
	h, err := Open(t.Context(), log, Options{Logger: whole.opt.Logger})
	if !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v and %v, want ErrDamaged", h, err)
	}
}

func TestABridgeThatEndsEarlyIsSaidAndFreezesTheHouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &damagedLog{Log: memory.Open(), stream: "INC-1"}
		h := openHub(t, log, Options{IdleAfter: time.Second, Sweep: time.Second})
		id, other := declare(t, h), declare(t, h)
		s, err := h.Sit(t.Context(), ana, id, SeatScreen)
		if err != nil {
			t.Fatal(err)
		}
		say(t, s, "one of many")
		s.Leave()
		pass(time.Minute) // the bridge leaves memory
		kept := sit(t, h, raj, other)
		log.upTo.Store(1)
		_, err = h.Sit(t.Context(), ana, id, SeatScreen)
		var fault Fault
		if !errors.As(err, &fault) || fault.Why != whyDamaged {
			t.Errorf("ana is told %v", err)
		}
		staysFrozen(t, h, kept)
	})
}

// staysFrozen waits for the banner of damage at a seat, and that it never goes.
func staysFrozen(t *testing.T, h *Hub, s *Seat) {
	t.Helper()
	await(t, s, "the banner", func(s *Scene) bool { return s.Frozen == whyDamaged })
	pass(time.Hour)
	if h.Frozen() != whyDamaged {
		t.Errorf("after an hour: %q", h.Frozen())
	}
	_, err := s.Do(t.Context(), nil, incident.Say{Text: "is this kept?"})
	var refusal incident.Refusal
	if !errors.As(err, &refusal) || !strings.HasPrefix(refusal.Why, "the record is damaged") {
		t.Errorf("the asker is told %v", err)
	}
}

// TestAConflictBehindWhichNothingStandsIsDamage takes every way to write: none
// may call it competition, of which there is none.
func TestAConflictBehindWhichNothingStandsIsDamage(t *testing.T) {
	conflict := func(context.Context, string, func() ([]store.Record, error)) ([]store.Record, error) {
		return nil, store.ErrConflict
	}
	for name, write := range map[string]func(context.Context, *Hub, *Seat) error{
		"a line": func(ctx context.Context, _ *Hub, s *Seat) error {
			_, err := s.Do(ctx, nil, incident.Say{Text: "hello"})
			return err
		},
		"a declaration": func(ctx context.Context, h *Hub, _ *Seat) error {
			_, err := h.Declare(ctx, ana, incident.Declare{Title: "x"})
			return err
		},
		"a profile": func(ctx context.Context, h *Hub, _ *Seat) error {
			return h.SaveProfile(ctx, "SHA256:ana", Profile{Theme: "dusk"})
		},
		"an enrolment": func(ctx context.Context, h *Hub, _ *Seat) error {
			return h.People().Enrol(ctx, Enrolment{Name: "mei", Rank: incident.RankResponder, Key: "ssh-ed25519 AAAA", Fingerprint: "SHA256:mei"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log := newTrouble()
				h := openHub(t, log, Options{})
				s := sit(t, h, ana, declare(t, h))
				log.onAppend(conflict)
				err := write(t.Context(), h, s)
				if err == nil || !strings.Contains(err.Error(), "the record is damaged") {
					t.Errorf("the asker is told %v", err)
				}
				log.onAppend(nil)
				staysFrozen(t, h, s)
			})
		})
	}
}

func TestARecordThatLostWhatWasReadIsNotThawed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		file := &damagedLog{Log: memory.Open()}
		log := &trouble{Log: file}
		h := openHub(t, log, Options{})
		s := sit(t, h, ana, declare(t, h))
		say(t, s, "kept")
		log.onAppend(fails)
		if _, err := s.Do(t.Context(), nil, incident.Say{Text: "not kept"}); err == nil {
			t.Fatal("a disk that fails took a line")
		}
		file.empty.Store(true)
		log.onAppend(nil)
		staysFrozen(t, h, s)
	})
}

func TestNobodyIsLetInByABrokenListOfPeople(t *testing.T) {
	log := &damagedLog{Log: memory.Open(), stream: peopleStream}
	h := openHub(t, log, Options{})
	for _, name := range []string{"kim", "lee"} {
		e := Enrolment{Name: name, Rank: incident.RankResponder, Key: "ssh-ed25519 AAAA", Fingerprint: "SHA256:" + name}
		if err := h.People().Enrol(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	log.upTo.Store(1)
	if _, err := OpenPeople(t.Context(), log, time.Now); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
}
