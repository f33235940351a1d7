// Package tui is one person's screens on one terminal: the lobby, a bridge, and
// what lies over them.
//
// Its one idea: a screen is a pure function of the scene that all share and of
// one small comparable value, its look. Screens that look alike are drawn and
// encoded once, for whoever they are; only the last rows are a person's own.
//
// It refuses to know where a terminal comes from, how keys prove people, and
// how anything is kept: it asks a seat, and shows what the seat gives.
package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/tui/paint"
)

// exitTimeout is how long Run waits at its end for a store or a terminal that hangs.
const exitTimeout = 2 * time.Second

// Size is that of a terminal, in cells.
type Size struct{ Width, Height int }

// Terminal is what Run needs of a terminal.
type Terminal struct {
	Person incident.Person
	Start  incident.ID // the bridge to open, "" for where they were or the lobby
	In     io.Reader   // its end ends the screen
	Out    io.Writer   // a write that hangs is for the caller to end
	Env    []string    // of the client, as KEY=value

	// Size waits for a size other than the one it gave last. The first call
	// doesn't wait.
	Size func(context.Context) (Size, error)
	// Link waits for news of whether the link answers; nil where nobody asks.
	Link func(context.Context) (bool, error)

	Logger *slog.Logger     // default slog.Default()
	Now    func() time.Time // default time.Now

	typed func(ctx context.Context, keys int) error // waits while the person does more than fingers can
}

// Run shows one person's screens on one terminal until they leave, the input
// ends, or ctx does; why ctx ended is for the caller to say. It returns in
// bounded time even where the terminal hangs: what it writes then ends when the
// caller closes Out.
func Run(ctx context.Context, hub *session.Hub, f *Frames, t Terminal) error {
	t = t.withDefaults()
	t.typed = func(ctx context.Context, keys int) error { return hub.Typed(ctx, t.Person, keys) }
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)

	painter := paint.New(t.Out, paint.Options{Fault: func(text string) {
		t.Logger.Error("a screen was given what is no text", "person", t.Person.Name, "text", text)
	}})
	var program *tea.Program
	root := newRoot(deps{
		ctx: ctx, hub: hub, frames: f, now: t.Now, writeRaw: painter.Raw, redraw: painter.Resync,
		pump: func(next func() tea.Msg) { go t.guard(func() { pump(program, next) }) },
	}, t.Person, t.Start, t.Env)
	defer root.lobby.source.Close()
	fault := func(v any, stack []byte) {
		t.Logger.Error("panic in a screen", "person", t.Person.Name, "value", v, "stack", string(stack))
		end(errFault)
	}

	stopPainting := t.paint(painter)
	program = t.program(ctx, paint.Wrap(guarded{root, fault}, painter))
	go t.receive(ctx, program, func() { end(nil) }, fault)
	t.forward(ctx, program)
	_, err := program.Run()
	word := farewellOf(root.farewell, context.Cause(ctx))
	end(nil)
	root.saveLast()
	stopPainting(word)
	if err != nil && !errors.Is(err, tea.ErrProgramKilled) {
		return fmt.Errorf("screen of %s: %w", t.Person.Name, err)
	}
	return nil
}

// errFault is the word to someone whose screen panicked.
var errFault = errors.New("this screen had a fault, which is logged; what is written is kept, come back in")

// farewellOf is what a person is told once their terminal is their own again.
func farewellOf(parted string, cause error) string {
	if parted == "" && errors.Is(cause, errFault) {
		return errFault.Error()
	}
	return parted
}

func (t Terminal) withDefaults() Terminal {
	if t.Logger == nil {
		t.Logger = slog.Default()
	}
	if t.Now == nil {
		t.Now = time.Now
	}
	return t
}
