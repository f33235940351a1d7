package tui

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/paint"
)

// desktop is a terminal with a person's program running on it.
type desktop struct {
	t      testing.TB
	keys   *io.PipeWriter
	out    *tape
	log    *tape
	sizes  chan Size
	leave  context.CancelCauseFunc
	ended  chan error
	person incident.Person
}

// tape keeps what is written to it, and signals each write.
type tape struct {
	mu    sync.Mutex
	bytes bytes.Buffer
	news  chan struct{}
	stuck chan struct{} // nil, or writes wait for it to close
}

func newTape() *tape { return &tape{news: make(chan struct{}, 1)} }

func (w *tape) Write(p []byte) (int, error) {
	w.mu.Lock()
	stuck := w.stuck
	w.mu.Unlock()
	if stuck != nil {
		<-stuck
		return 0, io.ErrClosedPipe
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case w.news <- struct{}{}:
	default:
	}
	return w.bytes.Write(p)
}

func (w *tape) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.bytes.String()
}

func (s *stage) desktop(p incident.Person, start incident.ID, size Size) *desktop {
	s.t.Helper()
	in, keys := io.Pipe()
	ctx, leave := context.WithCancelCause(s.ctx)
	d := &desktop{t: s.t, keys: keys, out: newTape(), log: newTape(), leave: leave, person: p,
		sizes: make(chan Size, 1), ended: make(chan error, 1)}
	d.sizes <- size
	go func() {
		d.ended <- Run(ctx, s.hub, s.frames, Terminal{
			Person: p, Start: start, In: in, Out: d.out, Env: xterm, Now: s.clock.Now,
			Logger: slog.New(slog.NewTextHandler(d.log, nil)),
			Size: func(ctx context.Context) (Size, error) {
				select {
				case s := <-d.sizes:
					return s, nil
				case <-ctx.Done():
					return Size{}, ctx.Err()
				}
			},
		})
	}()
	s.t.Cleanup(func() { leave(nil); keys.Close() })
	return d
}

func (d *desktop) presses(keys string) {
	if _, err := io.WriteString(d.keys, keys); err != nil {
		d.t.Error(err)
	}
}

// shows waits until a text was written to the terminal.
func (d *desktop) shows(text string) {
	d.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for !strings.Contains(d.out.String(), text) {
		select {
		case <-d.out.news:
		case <-limit.C:
			d.t.Fatalf("%s: waited in vain for %q in\n%q", d.person.Name, text, d.out.String())
		}
	}
}

// hangUp closes the input and waits for the end.
func (d *desktop) hangUp() {
	d.t.Helper()
	_ = d.keys.Close()
	d.isOver()
}

func (d *desktop) isOver() {
	d.t.Helper()
	select {
	case err := <-d.ended:
		if err != nil {
			d.t.Error(err)
		}
	case <-time.After(patience):
		d.t.Fatal("the screen doesn't end")
	}
}

func TestAWholeStay(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	d := s.desktop(raj, id, Size{80, 24})
	d.shows("enter closes this brief")
	d.presses("\r")
	d.presses("hello there\r")
	d.shows("hello there")
	d.sizes <- Size{120, 40}
	d.shows("4 IMPACT")
	d.presses("/quit\r")
	d.isOver()
	if out := d.out.String(); !strings.Contains(out, "\x1b[?1049l") {
		t.Error("the terminal isn't given back")
	}
}

func TestTheTerminalIsAskedForItsBackgroundAtOnce(t *testing.T) {
	s := newStage(t)
	d := s.desktop(raj, "", Size{80, 24})
	d.shows("\x1b]11;?")
	d.shows("\x1b[?2026$p")
	d.presses("\x1b]11;rgb:ffff/ffff/ffff\x07")
	d.presses("q")
	d.isOver()
}

func TestALinkThatEndsEndsTheScreen(t *testing.T) {
	s := newStage(t)
	d := s.desktop(raj, s.declare("db down"), Size{80, 24})
	d.shows("enter closes this brief")
	d.hangUp()
}

func TestWhoIsEjectedIsToldOnTheirOwnTerminal(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	d := s.desktop(raj, id, Size{80, 24})
	d.shows("enter closes this brief")
	if err := s.hub.People().Revoke(s.ctx, "raj", "ana", "laptop stolen"); err != nil {
		t.Fatal(err)
	}
	s.do(ana, id, "/remove @raj laptop stolen")
	d.isOver()
	if out := d.out.String(); !strings.HasSuffix(out, "ana removed you from INC-1: laptop stolen\r\n") {
		t.Errorf("the last word is %q", out[max(0, len(out)-80):])
	}
}

func TestAStalledTerminalEndsInBoundedTime(t *testing.T) {
	s := newStage(t)
	d := s.desktop(raj, s.declare("db down"), Size{80, 24})
	d.shows("enter closes this brief")
	stuck := make(chan struct{})
	defer close(stuck)
	d.out.mu.Lock()
	d.out.stuck = stuck
	d.out.mu.Unlock()
	d.presses("\r")
	d.presses("some text")
	d.leave(nil)
	d.isOver()
}

// panicky is a screen that panics in the method it is told to.
type panicky struct{ where string }

func (p panicky) Init() tea.Cmd {
	if p.where == "command" {
		return tea.Batch(func() tea.Msg { panic("in a command") }, func() tea.Msg { return nil })
	}
	return nil
}

func (p panicky) Update(tea.Msg) (tea.Model, tea.Cmd) {
	if p.where == "update" {
		panic("in update")
	}
	return p, nil
}

func (p panicky) View() tea.View { return tea.NewView("") }

func (p panicky) Frame() paint.Frame {
	if p.where == "frame" {
		panic("in frame")
	}
	return paint.Frame{}
}

func TestAPanicEndsOneSessionWithItsStackKept(t *testing.T) {
	for _, where := range []string{"command", "update", "frame"} {
		t.Run(where, func(t *testing.T) {
			ctx, end := context.WithCancel(t.Context())
			faults := make(chan string, 8)
			g := guarded{panicky{where}, func(v any, stack []byte) {
				faults <- v.(string) + string(stack)
				end()
			}}
			in, keys := io.Pipe()
			defer keys.Close()
			program := Terminal{In: in}.program(ctx, paint.Wrap(g, paint.New(io.Discard, paint.Options{})))
			_, _ = program.Run()
			if fault := <-faults; !strings.Contains(fault, "in "+map[string]string{"command": "a command"}[where]) || !strings.Contains(fault, "run_test.go") {
				t.Errorf("told is %q", fault)
			}
		})
	}
}

func TestAPanicWhileReadingEndsOneSession(t *testing.T) {
	var told any
	ended := false
	var nobody *tea.Program // has no channel to send on
	Terminal{In: strings.NewReader("x")}.receive(t.Context(), nobody,
		func() { ended = true }, func(v any, _ []byte) { told = v })
	if told == nil || !ended {
		t.Errorf("told is %v, ended %t", told, ended)
	}
}

func TestWhoHangsUpWhileKeysAreUnderWayLeavesNothingBehind(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	visit := func(keys string) {
		d := s.desktop(raj, id, Size{80, 24})
		d.shows("record ok")
		d.presses(keys)
		d.hangUp()
	}
	visit("\x1b") // what is made once is made
	before := runtime.NumGoroutine()
	for i := range 100 {
		visit([]string{"\x1b", "abc\x1b", "\x1b[", "\x1b[200~half", "\x1b]11;rgb:", "\xf0\x9f", "\x1bq\x1b"}[i%7])
	}
	limit := time.NewTimer(patience)
	defer limit.Stop()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for runtime.NumGoroutine() > before+3 { // a timer's or a test's own may come and go
		select {
		case <-tick.C:
		case <-limit.C:
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

func TestAPasteWithoutAnEndSaysHowToEndIt(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	for _, start := range []incident.ID{"", id} {
		d := s.desktop(raj, start, Size{80, 24})
		d.shows(map[bool]string{true: "enter opens", false: "record ok"}[start == ""])
		d.presses("\x1b[200~half a line")
		d.shows("ctrl+c ends it")
		d.presses("\x03")
		if start != "" {
			d.shows("half a line")
		}
		d.hangUp()
	}
}
