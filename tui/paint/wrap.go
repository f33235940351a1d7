package paint

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Screen is a Bubble Tea model that draws itself as a frame. Its View stays an
// ordinary, pure one that shows the same ([Frame.View]), for tests and golden
// screens; nobody calls it while the painter paints.
type Screen interface {
	tea.Model
	// Frame returns the whole screen. It is pure, as View is.
	Frame() Frame
}

// Wrap returns m as a model whose frames go to p, whenever Bubble Tea asks for
// a view. A model that isn't a [Screen] is painted from its View, at the size
// of the last tea.WindowSizeMsg and with no row shared. The wrapper also tells
// p of a resize and of the terminal's answers about itself; every message still
// reaches m.
func Wrap(m tea.Model, p *Painter) tea.Model { return wrapped{model: m, painter: p} }

type wrapped struct {
	model         tea.Model
	painter       *Painter
	width, height int
}

func (w wrapped) Init() tea.Cmd { return w.model.Init() }

func (w wrapped) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if w.width == msg.Width && w.height == msg.Height {
			w.painter.Resync() // even at the same size: the terminal may be another
		}
		w.width, w.height = msg.Width, msg.Height
	case tea.ModeReportMsg:
		w.painter.learn(msg)
	}
	var cmd tea.Cmd
	w.model, cmd = w.model.Update(msg)
	return w, cmd
}

// View passes the frame to the painter. Bubble Tea ignores its result.
func (w wrapped) View() tea.View {
	if s, ok := w.model.(Screen); ok {
		w.painter.Show(s.Frame())
	} else {
		w.painter.Show(FrameOf(w.model.View(), w.width, w.height))
	}
	return tea.View{}
}

// learn handles a terminal's answer (DECRPM) about a mode that we can use. A
// terminal that counts clusters already stays as it is.
func (p *Painter) learn(msg tea.ModeReportMsg) {
	off, on := msg.Value == ansi.ModeReset, msg.Value == ansi.ModeSet
	switch {
	case msg.Mode == ansi.ModeSynchronizedOutput && (off || on):
		p.Synchronize()
	case msg.Mode == ansi.ModeUnicodeCore && off:
		p.CountClusters()
	}
}
