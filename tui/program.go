package tui

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"warroom/session"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/input"
	"warroom/tui/paint"
)

// program returns a Bubble Tea program without a renderer and a reader: the
// painter draws the frames, receive sends the input, and all that Bubble Tea
// would write by itself is discarded.
func (t Terminal) program(ctx context.Context, m tea.Model) *tea.Program {
	return tea.NewProgram(m,
		tea.WithContext(ctx),
		tea.WithInput(nil),
		tea.WithOutput(io.Discard),
		tea.WithEnvironment(t.Env),
		tea.WithColorProfile(colorprofile.NoTTY),
		tea.WithoutRenderer(),
		tea.WithFPS(1),
		tea.WithoutSignalHandler(),
	)
}

// paint starts the painter on a goroutine of its own, and asks the terminal
// what it can do. The function it returns ends the painter, prints a farewell
// on the restored terminal, and waits for both, at most exitTimeout.
func (t Terminal) paint(p *paint.Painter) (stop func(farewell string)) {
	p.Raw(terminalQueries(t.Env))
	ctx, cancel := context.WithCancel(context.Background())
	farewells, done := make(chan string, 1), make(chan struct{})
	go t.guard(func() {
		defer close(done)
		if p.Run(ctx) != nil {
			return // the terminal is gone
		}
		if farewell := <-farewells; farewell != "" {
			_, _ = fmt.Fprintf(t.Out, "%s\r\n", incident.CleanLine(farewell)) // the terminal may be gone
		}
	})
	return func(farewell string) {
		farewells <- farewell
		cancel()
		select {
		case <-done:
		case <-time.After(exitTimeout):
		}
	}
}

// terminalQueries returns the queries that a terminal is sent when a screen
// begins, "" for a terminal that would print them.
func terminalQueries(env []string) string {
	term := ""
	for _, e := range env {
		if v, ok := strings.CutPrefix(e, "TERM="); ok {
			term = v
		}
	}
	depth := themes.DepthOf(env)
	switch {
	case depth == themes.Plain, term == "linux", strings.HasPrefix(term, "vt"):
		return ""
	case strings.HasPrefix(term, "screen"):
		return ansi.RequestBackgroundColor
	}
	queries := ansi.RequestBackgroundColor + ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore
	if depth == themes.Color256 {
		queries += ansi.RequestTermcap("RGB") + ansi.RequestTermcap("Tc")
	}
	return queries
}

// resizeCost is how many keys a new size counts as.
const resizeCost = 16

// forward sends the program new sizes and news of the link, until ctx ends.
func (t Terminal) forward(ctx context.Context, p *tea.Program) {
	go t.guard(func() {
		follow(ctx, t.Size, func(s Size) {
			p.Send(tea.WindowSizeMsg{Width: s.Width, Height: s.Height})
			_ = t.typed(ctx, resizeCost) // it fails only when ctx ends
		})
	})
	go t.guard(func() {
		follow(ctx, t.Link, func(answers bool) { p.Send(linkMsg(answers)) })
	})
}

// pump sends a program the messages of next, until next returns nil. A tea.Cmd
// for each message would be a goroutine for each, on every screen.
func pump(p *tea.Program, next func() tea.Msg) {
	for msg := next(); msg != nil; msg = next() {
		p.Send(msg)
	}
}

// follow passes each value of next to tell, until next fails or ctx ends. A nil
// next has no values.
func follow[T any](ctx context.Context, next func(context.Context) (T, error), tell func(T)) {
	for next != nil && ctx.Err() == nil {
		news, err := next(ctx)
		if err != nil {
			return
		}
		tell(news)
	}
}

// guard runs f, a goroutine that serves this one person, under session.Guard.
func (t Terminal) guard(f func()) {
	session.Guard(t.Logger, "serve a screen", f, "person", t.Person.Name)
}

// receive sends the program what the terminal sends, until either ends. The end
// of the input ends the screen; a panic here does too, through fault.
func (t Terminal) receive(ctx context.Context, p *tea.Program, end func(), fault func(value any, stack []byte)) {
	defer end()
	defer func() {
		if v := recover(); v != nil {
			fault(v, debug.Stack())
		}
	}()
	if err := input.Read(ctx, t.In, p.Send, t.typed); err != nil {
		t.Logger.Info("a terminal can't be read any more", "person", t.Person.Name, "err", err)
	}
}
