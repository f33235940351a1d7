// Package input turns a terminal's bytes into messages for a screen.
//
// Its one idea: a bounded, total lexer runs before the library that knows keys.
// It cuts the bytes into whole pieces (a rune, a control, a sequence by
// ECMA-48's grammar, a paste), however they were split on the way. It keeps
// back unfinished pieces, passes on only pieces that the library is known to
// accept, and drops messages that no screen listens to.
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

// How long the lexer waits for more bytes.
const (
	// escapeWait turns a lone ESC into a key: the rest of a sequence would come
	// at once.
	escapeWait = 50 * time.Millisecond
	// pasteWait is the pause after which a paste seems to have no end.
	pasteWait = time.Second
	// quietWait is the pause after which what was typed ahead or pasted is over:
	// nobody reads an answer and presses a key in less.
	quietWait = 300 * time.Millisecond
)

// Quiet reports that nothing has come for a while after an enter. Until then
// what comes was typed or pasted before its person could see what the enter
// did. Time in which Read doesn't read doesn't count.
type Quiet struct{}

// OpenPaste reports that a paste has begun and nothing more of it came for a
// second; false reports that it is over after all. Until then all bytes are a
// part of it, except a read of only Ctrl-C.
type OpenPaste bool

// Keys are several keys that came in one read, in order, so that a screen is
// drawn once for them all. Text that a terminal pastes without the marks of a
// paste comes like this.
type Keys []tea.KeyPressMsg

// EndsLine reports whether a key is enter, or the line feed that some terminals
// send in its place when they paste.
func EndsLine(k tea.KeyPressMsg) bool {
	name := k.String()
	return name == "enter" || name == "ctrl+j"
}

// Read sends the messages of one terminal until ctx ends or r does, and returns
// r's error, nil for io.EOF. Messages are tea.KeyPressMsg, [Keys],
// tea.MouseMsg, tea.PasteMsg, [OpenPaste], [Quiet], and a terminal's answers:
// tea.BackgroundColorMsg, tea.CapabilityMsg, tea.ModeReportMsg. A panic of the
// library is re-raised in the caller's goroutine. After ctx ended, one call of
// r.Read may still be in progress: it ends when the caller ends r. After each
// read, rest gets the number of keys and other messages, and nothing more is
// read until it returns; its error ends the reading, with nil.
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
		switch wait := l.wait(); {
		case wait > 0:
			timer.Reset(wait)
		case g.entered:
			timer.Reset(quietWait)
		default:
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
		select { // bytes that came in time are handled, even if this goroutine is late
		case p := <-helpings:
			l.feed(p)
		default:
			if l.wait() > 0 {
				l.expire()
			} else {
				g.quiet()
			}
		}
	}
}

// gathered collects keys that come without other messages in between, and sends
// them together.
type gathered struct {
	send    func(tea.Msg)
	keys    Keys
	count   int  // of keys and other messages since the last rest
	entered bool // an enter came, and no Quiet since
}

// quiet reports the end of what came after an enter.
func (g *gathered) quiet() {
	g.entered = false
	g.send(Quiet{})
}

func (g *gathered) take(msg tea.Msg) {
	g.count++
	if k, ok := msg.(tea.KeyPressMsg); ok {
		g.entered = g.entered || EndsLine(k)
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

// mostHelping bounds one read, in bytes.
const mostHelping = 1 << 10

// fetch passes on the reads of r, each in memory of its own.
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
