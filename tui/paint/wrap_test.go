package paint

import (
	"context"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// room is a screen with a shared line and what its person types.
type room struct {
	shared        *Sheet
	typed         string
	width, height int
}

func (r room) Init() tea.Cmd { return nil }

func (r room) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.width, r.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		if msg.String() == "q" {
			return r, tea.Quit
		}
		r.typed += msg.String()
	}
	return r, nil
}

func (r room) Frame() Frame {
	return Frame{
		Shared: r.shared, Own: []Row{NewRow("> " + r.typed)}, Width: r.width, Height: r.height,
		Cursor: &Cursor{X: 2 + len(r.typed), Y: r.shared.Len()}, Modes: Modes{AltScreen: true},
	}
}

func (r room) View() tea.View { return r.Frame().View() }

// ordinary is the same without a frame of its own.
type ordinary struct{ room room }

func (o ordinary) Init() tea.Cmd { return nil }

func (o ordinary) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := o.room.Update(msg)
	return ordinary{next.(room)}, cmd
}

func (o ordinary) View() tea.View { return o.room.View() }

func TestBubbleTeaProgramsPaintHere(t *testing.T) {
	r := room{shared: NewSheet([]Row{NewRow("INC-7 sapphire-unicorn")})}
	for name, m := range map[string]tea.Model{"screen": r, "ordinary model": ordinary{r}} {
		t.Run(name, func(t *testing.T) { runProgram(t, m) })
	}
}

func runProgram(t *testing.T, m tea.Model) {
	e := newModern(t, 40, 5)
	p := New(e, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	done := start(ctx, p)
	keys, typist := io.Pipe()
	program := tea.NewProgram(Wrap(m, p),
		tea.WithoutRenderer(), tea.WithFPS(1), tea.WithoutSignalHandler(), tea.WithInput(keys),
		tea.WithOutput(io.Discard), tea.WithColorProfile(colorprofile.ANSI256), tea.WithWindowSize(40, 5),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	go func() {
		program.Send(tea.WindowSizeMsg{Width: 40, Height: 5})
		program.Send(tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset})
		io.WriteString(typist, "hi")
		io.WriteString(typist, "q")
	}()
	last, err := program.Run()
	if err != nil {
		t.Fatal(err)
	}
	// The last view is shown before Run of the program returns.
	late := p.slot.newest
	if got := late.Row(1).Plain(); got != "> hi" || late.Row(0).Plain() != "INC-7 sapphire-unicorn" {
		t.Errorf("the last frame's prompt is %q", got)
	}
	if !p.synchronized.Load() {
		t.Error("the terminal's answer did not reach the painter")
	}
	if v := last.(wrapped).model.View(); !strings.Contains(v.Content, "> hi") {
		t.Errorf("its View says %q", v.Content)
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if e.(modern).IsAltScreen() {
		t.Error("the alternate screen is left on")
	}
}

func TestATerminalThatSaysItsSizeAgainIsPaintedAnew(t *testing.T) {
	l := &link{}
	p := New(l, Options{})
	m := Wrap(room{shared: NewSheet([]Row{NewRow("head")})}, p)
	step := func(msg tea.Msg) string {
		before := len(l.text())
		m, _ = m.Update(msg)
		m.View()
		late := p.meter.base.Add(idle)
		if err := p.do(p.slot.take(late, late)); err != nil {
			t.Fatal(err)
		}
		return l.text()[before:]
	}
	size := tea.WindowSizeMsg{Width: 40, Height: 5}
	for i := range 2 {
		if out := step(size); !strings.Contains(out, "head") {
			t.Errorf("time %d: %q", i, out)
		}
	}
	if out := step(tea.KeyPressMsg{Code: 'x', Text: "x"}); !strings.Contains(out, "> x") || strings.Contains(out, "head") {
		t.Errorf("a key: %q", out)
	}
}

func TestOnlyAnswersThatHelpAreTaken(t *testing.T) {
	for _, c := range []struct {
		msg          tea.ModeReportMsg
		sync, counts bool
	}{
		{tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset}, true, false},
		{tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModePermanentlyReset}, false, false},
		{tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeNotRecognized}, false, false},
		{tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}, false, true},
		{tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeSet}, false, false},
		{tea.ModeReportMsg{Mode: ansi.ModeFocusEvent, Value: ansi.ModeReset}, false, false},
	} {
		p := New(&link{}, Options{})
		p.learn(c.msg)
		if p.synchronized.Load() != c.sync || p.clusters.Load() != c.counts {
			t.Errorf("%+v: %v, %v", c.msg, p.synchronized.Load(), p.clusters.Load())
		}
	}
}
