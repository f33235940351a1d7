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

// program is Bubble Tea without its renderer and its reader: frames go to the
// painter, what is typed comes by receive, and what Bubble Tea would write by itself
// goes nowhere.
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
// what it can do. What it returns ends the painter, says a last word on the
// terminal as it was found, and waits for both, but not for long.
func (t Terminal) paint(p *paint.Painter) (stop func(word string)) {
	p.Raw(terminalQueries(t.Env))
	ctx, cancel := context.WithCancel(context.Background())
	words, done := make(chan string, 1), make(chan struct{})
	go t.guard(func() {
		defer close(done)
		if p.Run(ctx) != nil {
			return // the terminal is gone
		}
		if word := <-words; word != "" {
			_, _ = fmt.Fprintf(t.Out, "%s\r\n", incident.CleanLine(word)) // nobody is left to tell
		}
	})
	return func(word string) {
		words <- word
		cancel()
		select {
		case <-done:
		case <-time.After(exitTimeout):
		}
	}
}

// terminalQueries are what a terminal is asked when a screen begins. Terminals that
// would print a question are asked nothing.
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
	asked := ansi.RequestBackgroundColor + ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore
	if depth == themes.Color256 {
		asked += ansi.RequestTermcap("RGB") + ansi.RequestTermcap("Tc")
	}
	return asked
}

// resizeCost is what a new size costs, in keys.
const resizeCost = 16

// forward passes on what the terminal's surroundings tell, until ctx ends.
func (t Terminal) forward(ctx context.Context, p *tea.Program) {
	go t.guard(func() {
		follow(ctx, t.Size, func(s Size) {
			p.Send(tea.WindowSizeMsg{Width: s.Width, Height: s.Height})
			_ = t.typed(ctx, resizeCost) // its error ends what follows
		})
	})
	go t.guard(func() {
		follow(ctx, t.Link, func(answers bool) { p.Send(linkMsg(answers)) })
	})
}

// pump sends a program what next gives, until that is nil. A tea.Cmd for each
// message would be a goroutine for each, on every screen.
func pump(p *tea.Program, next func() tea.Msg) {
	for msg := next(); msg != nil; msg = next() {
		p.Send(msg)
	}
}

// follow hands on what a source has to tell, until the source fails or the
// screen ends. A source that is nil has nothing to tell.
func follow[T any](ctx context.Context, next func(context.Context) (T, error), tell func(T)) {
	for next != nil && ctx.Err() == nil {
		news, err := next(ctx)
		if err != nil {
			return
		}
		tell(news)
	}
}

// guard runs what serves this one person beside the program, under session.Guard.
func (t Terminal) guard(f func()) {
	session.Guard(t.Logger, "serve a screen", f, "person", t.Person.Name)
}

// receive sends the program what the terminal sends, until either is over. The
// end of the input is the screen's; so is a panic on the way, told to fault.
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
