package session

import (
	"context"
	"sync/atomic"
	"time"

	"warroom/session/incident"
)

// SeatKind is how a seat takes part.
type SeatKind uint8

// The kinds of seat.
const (
	SeatScreen SeatKind = iota // present on the roster, joining and leaving on record
	SeatLine                   // the same, for line mode
	SeatSilent                 // neither: nobody sees it
)

// Seat is one screen's place at a bridge: a cursor into its scenes. Its methods are
// safe to call concurrently, but for Next, which is for one goroutine at a time.
type Seat struct {
	bridge *Bridge
	person incident.Person
	kind   SeatKind
	since  time.Time // when they came in, by the server's clock
	began  time.Time // the same, by the monotonic clock, so that a step of the clock isn't silence

	wake signal // raised when there is a newer scene
	seen uint64 // the version that Next returned last; of Next's goroutine
	life *lifetime

	lastKey  atomic.Int64 // when a key was last pressed, nanoseconds after began
	linkDown atomic.Bool  // the link to the client doesn't answer
}

func newSeat(b *Bridge, p incident.Person, kind SeatKind) *Seat {
	s := &Seat{bridge: b, person: p, kind: kind, since: b.hub.opt.Now(), began: time.Now(), wake: newSignal(), life: newLifetime()}
	return s
}

// Person returns the person who sits here.
func (s *Seat) Person() incident.Person { return s.person }

// Scene returns the newest scene. It never blocks.
func (s *Seat) Scene() *Scene { return s.bridge.scene.Load() }

// Next waits for a scene that is newer than the one it returned last, and returns the
// newest as soon as the person may be shown it. The error is an Ended when the seat is
// over.
func (s *Seat) Next(ctx context.Context) (*Scene, error) {
	for {
		if err := s.life.err(); err != nil {
			return nil, err
		}
		if s.Scene().Version > s.seen {
			if err := s.bridge.hub.people.awaitMayRead(ctx, s.person, s.life); err != nil {
				return nil, err
			}
			scene := s.Scene()
			s.seen = scene.Version
			return scene, nil
		}
		select {
		case <-s.wake.C():
		case <-s.life.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Do runs a command and returns its events, which are then on disk. The error is an
// incident.Refusal where the command was refused, and an Ended when the seat is over.
func (s *Seat) Do(ctx context.Context, zone *time.Location, c incident.Command) ([]*incident.Event, error) {
	s.bridge.retain()
	defer s.bridge.release()
	if err := s.life.err(); err != nil {
		return nil, err
	}
	return s.bridge.do(ctx, s.person, zone, c)
}

// KeyPressed notes that a key was pressed, which also shows that the link answers.
func (s *Seat) KeyPressed() {
	now := time.Now()
	before := s.status(now, s.bridge.hub.opt.AwayAfter)
	s.lastKey.Store(int64(now.Sub(s.began)))
	s.linkDown.Store(false)
	if before == StatusAway {
		s.bridge.refresh()
	}
}

// Link notes whether the person's link answers.
func (s *Seat) Link(answers bool) {
	if s.linkDown.Swap(!answers) == answers {
		s.bridge.refresh()
	}
}

// Leave ends the seat. It may be called more than once.
func (s *Seat) Leave() { s.end("you left") }

// LeaveWith leaves when ctx ends, if Leave wasn't called before.
func (s *Seat) LeaveWith(ctx context.Context) {
	context.AfterFunc(ctx, func() { s.bridge.hub.guard("leave a seat", s.Leave) })
}

func (s *Seat) end(why string) {
	if s.life.end(why) {
		s.bridge.removeSeat(s)
	}
}

func (s *Seat) status(now time.Time, away time.Duration) Status {
	if s.linkDown.Load() || now.Sub(s.began)-time.Duration(s.lastKey.Load()) >= away {
		return StatusAway
	}
	return StatusHere
}
