package sshd

import (
	"context"
	"sync"
	"time"
)

// guesses lets the codes of invites be tried slowly: one in a while from one
// source, one in a shorter while from all together. Nobody is turned away for what
// others try: a guess waits for its turn, and the sources take turns. So whoever
// floods it from few sources delays a newcomer by as many turns, and by no more.
type guesses struct {
	perSource, overall time.Duration // between two guesses

	line chan struct{} // of room one: whose turn it is; waiting senders are served in order
	last time.Time     // of the guess before; the one whose turn it is reads and writes it

	mu      sync.Mutex // guards all below
	sources map[string]*guesser
}

// guesser is one source that tries codes.
type guesser struct {
	turn    chan struct{} // of room one: one guess of a source stands in line
	next    time.Time     // when it may guess again; whoever has the turn reads and writes it
	waiting int           // who holds on to this; guarded by guesses
}

func newGuesses(l Limits) *guesses {
	return &guesses{
		perSource: l.CodePerSource, overall: l.CodeInAll,
		line: make(chan struct{}, 1), sources: map[string]*guesser{},
	}
}

// try waits for a turn of source and makes the guess. It returns the error of ctx
// where that ends first, and no guess was made.
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

// leave lets go of a source, and forgets those that may guess at once again.
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

func lockTurn(ctx context.Context, turn chan struct{}) error {
	select {
	case turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

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
