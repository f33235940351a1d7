// Package input turns what a terminal sends into messages for a screen.
//
// Its one idea: a bounded, total lexer stands in front of the library that
// knows keys. It cuts what comes into whole pieces (a rune, a control, a
// sequence by ECMA-48's grammar, a paste) however it is cut on its way, keeps
// back what is unfinished, and hands on only what the library is known to take;
// of what the library makes of that, only what a screen listens to goes on.
//
// It refuses to know what a key does, and where the bytes come from.
package input

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
)

// How long it waits for more.
const (
	// escapeWait makes a lone ESC a key: the rest of a sequence comes with it.
	escapeWait = 50 * time.Millisecond
	// pasteWait makes a paste one that seems to have no end.
	pasteWait = time.Second
)

// OpenPaste tells that a paste has begun and that nothing more of it came for
// a second; false tells that it is over after all. Until then all that comes is
// taken for a part of it, but for a Ctrl-C on its own.
type OpenPaste bool

// Keys are several keys that came in one helping, in order: a screen is drawn
// once for them all. Text that a terminal pastes without saying so comes like this.
type Keys []tea.KeyPressMsg

// Read sends the messages of one terminal until ctx ends or r does, and returns
// r's error, nil for io.EOF. Messages are tea.KeyPressMsg, [Keys], tea.MouseMsg,
// tea.PasteMsg, [OpenPaste], and what a terminal answers: tea.BackgroundColorMsg,
// tea.CapabilityMsg, tea.ModeReportMsg. A panic of the library comes back in the
// goroutine that called. Where ctx ended, one call of r.Read may still be under
// way: it ends when the caller ends r. After each helping, rest is told how many
// keys and other messages came of it, and nothing more is read until it returns;
// its error ends the reading, with nil.
func Read(ctx context.Context, r io.Reader, send func(tea.Msg), rest func(context.Context, int) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	helpings, ended := make(chan []byte), make(chan error, 1)
	go func() { ended <- fetch(ctx, r, helpings) }()

	g := gathered{send: send}
	l := lexer{emit: func(token []byte) { decode(token, g.take) }, paste: paste{send: g.take}}
	timer := time.NewTimer(0)
	for {
		g.flush()
		if n := g.count; n > 0 {
			g.count = 0
			if rest(ctx, n) != nil {
				return nil
			}
		}
		if wait := l.wait(); wait > 0 {
			timer.Reset(wait)
		} else {
			timer.Stop()
		}
		select {
		case <-ctx.Done():
			return nil
		case p := <-helpings:
			l.feed(p)
			continue
		case err := <-ended:
			return err
		case <-timer.C:
		}
		select { // what came in time is heard, even when this goroutine is late
		case p := <-helpings:
			l.feed(p)
		default:
			l.expire()
		}
	}
}

// gathered sends the keys that come without anything else in between together.
type gathered struct {
	send  func(tea.Msg)
	keys  Keys
	count int // of keys and other messages since the last rest
}

func (g *gathered) take(msg tea.Msg) {
	g.count++
	if k, ok := msg.(tea.KeyPressMsg); ok {
		g.keys = append(g.keys, k)
		return
	}
	g.flush()
	g.send(msg)
}

func (g *gathered) flush() {
	switch len(g.keys) {
	case 0:
		return
	case 1:
		g.send(g.keys[0])
	default:
		g.send(g.keys)
	}
	g.keys = nil
}

// mostHelping bounds what is read at once, in bytes.
const mostHelping = 1 << 10

// fetch hands on what r gives, each helping in memory of its own.
func fetch(ctx context.Context, r io.Reader, helpings chan<- []byte) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("read a terminal: panic: %v", v)
		}
	}()
	chunk := make([]byte, mostHelping)
	for {
		n, err := r.Read(chunk)
		if n > 0 {
			select {
			case helpings <- append([]byte{}, chunk[:n]...):
			case <-ctx.Done():
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a terminal: %w", err)
		}
	}
}
