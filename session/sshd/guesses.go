package sshd

import (
	"context"
	"sync"
	"time"
)

// guesses makes trying invite codes slow: one each CodePerSource from one source, and
// one each CodeInAll from all sources together. Nobody is refused because of what
// others try: a guess waits for its turn, and the sources take turns. So a flood from a
// few sources delays a newcomer by that many turns at most.
type guesses struct {
	perSource, overall time.Duration // between two guesses

	line chan struct{} // capacity 1: a guess sends to take its turn; waiting senders are served in order
	last time.Time     // of the guess before; guarded by line

	mu      sync.Mutex // guards all below
	sources map[string]*guesser
}

// guesser is one source that tries codes.
type guesser struct {
	turn    chan struct{} // capacity 1: one guess of a source waits in line
	next    time.Time     // when it may guess again; guarded by turn
	waiting int           // callers of try; guarded by guesses.mu
}

func newGuesses(l Limits) *guesses {
	return &guesses{
		perSource: l.CodePerSource, overall: l.CodeInAll,
		line: make(chan struct{}, 1), sources: map[string]*guesser{},
	}
}

// try waits for a turn of source and calls guess. If ctx ends first, it returns that
// error without a guess.
func (g *guesses) try(ctx context.Context, source string, guess func() error) error {
	s := g.join(source)
	defer g.leave(source)
	if err := lockTurn(ctx, s.turn); err != nil {
		return err
	}
	defer func() { <-s.turn }()
	if err := waitUntil(ctx, s.next); err != nil {
		return err
	}
	if err := g.queue(ctx); err != nil {
		return err
	}
	err := guess()
	if err != nil {
		s.next = time.Now().Add(g.perSource)
	}
	return err
}

// queue waits until it is this guess's turn among all.
func (g *guesses) queue(ctx context.Context) error {
	if err := lockTurn(ctx, g.line); err != nil {
		return err
	}
	defer func() { <-g.line }()
	if err := waitUntil(ctx, g.last.Add(g.overall)); err != nil {
		return err
	}
	g.last = time.Now()
	return nil
}

// join returns the guesser of source, for a call of leave.
func (g *guesses) join(source string) *guesser {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.sources[source]
	if s == nil {
		s = &guesser{turn: make(chan struct{}, 1)}
		g.sources[source] = s
	}
	s.waiting++
	return s
}

// leave ends a join, and forgets sources that may guess at once again.
func (g *guesses) leave(source string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sources[source].waiting--
	for name, s := range g.sources {
		if s.waiting == 0 && !time.Now().Before(s.next) {
			delete(g.sources, name)
		}
	}
}

// lockTurn waits to send to turn. The error is that of ctx.
func lockTurn(ctx context.Context, turn chan struct{}) error {
	select {
	case turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// waitUntil waits until at. The error is that of ctx.
func waitUntil(ctx context.Context, at time.Time) error {
	wait := time.NewTimer(time.Until(at))
	defer wait.Stop()
	select {
	case <-wait.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
