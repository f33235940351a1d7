// Package tui draws one person's screens on one terminal: the lobby, a bridge,
// the pages of a bridge (brief, board, entry) and the overlays above all of
// them (help, palette, form).
//
// Its one idea: a screen is a pure function of the scene that all share and of
// one small comparable value, its look. Screens with equal looks are drawn and
// encoded once; only the last rows belong to one person.
//
// Each panel package follows this idea with the same three names. A Look holds
// everything but the incident that decides how the panel looks: size, theme,
// time, and the reader's place in it. It is comparable, so it serves as a key
// of a cache. View draws the rows for a Look. A Model is one person's place in
// the panel, such as the row they scrolled to: it changes with keys, and its
// method Look writes that place into a Look.
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

// exitTimeout bounds how long Run waits at its end for a store or a terminal
// that hangs.
const exitTimeout = 2 * time.Second

// Size is the size of a terminal in cells.
type Size struct{ Width, Height int }

// Terminal is one person's terminal, and what Run needs to serve it.
type Terminal struct {
	Person incident.Person
	Start  incident.ID // the bridge to open; "" for the saved one, or the lobby
	In     io.Reader   // the screen ends when it does
	Out    io.Writer   // the caller ends a write that hangs, by closing it
	Env    []string    // the client's environment, as KEY=value

	// Size waits for a size that differs from the last it returned. The first
	// call doesn't wait.
	Size func(context.Context) (Size, error)
	// Link waits for a change in whether the link answers; nil if that isn't
	// checked.
	Link func(context.Context) (bool, error)

	Logger *slog.Logger     // default slog.Default()
	Now    func() time.Time // default time.Now

	typed func(ctx context.Context, keys int) error // delays input faster than a person can type
}

// Run shows one person's screens on one terminal until they leave, the input
// ends, or ctx ends; the caller tells the person why ctx ended. Run returns in
// bounded time even if the terminal hangs: a write that hangs then ends when
// the caller closes Out.
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
	farewell := farewellOf(root.farewell, context.Cause(ctx))
	end(nil)
	root.saveLast()
	stopPainting(farewell)
	if err != nil && !errors.Is(err, tea.ErrProgramKilled) {
		return fmt.Errorf("screen of %s: %w", t.Person.Name, err)
	}
	return nil
}

// errFault is shown to a person whose screen panicked.
var errFault = errors.New("this screen failed, and the fault is logged; all that was written is kept: connect again")

// farewellOf returns the line that is printed on the terminal after the screen
// is gone, "" for none.
func farewellOf(farewell string, cause error) string {
	if farewell == "" && errors.Is(cause, errFault) {
		return errFault.Error()
	}
	return farewell
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
