package tui

import (
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"warroom/tui/paint"
)

// guarded keeps a panic within the session in which it happened. Its fault
// function gets the panic and ends the program.
type guarded struct {
	screen paint.Screen
	fault  func(value any, stack []byte)
}

func (g guarded) Init() tea.Cmd {
	defer g.recoverPanic()
	return g.guardCmd(g.screen.Init())
}

func (g guarded) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer g.recoverPanic()
	_, cmd = g.screen.Update(msg)
	return g, g.guardCmd(cmd)
}

func (g guarded) View() tea.View { return g.Frame().View() }

// Frame returns a frame without a size if drawing panics; it isn't painted.
func (g guarded) Frame() paint.Frame {
	defer g.recoverPanic()
	return g.screen.Frame()
}

// recoverPanic passes a panic to fault. It must be deferred.
func (g guarded) recoverPanic() {
	if v := recover(); v != nil {
		g.fault(v, debug.Stack())
	}
}

// guardCmd returns cmd, with its panics and those of the commands in its batch
// passed to fault.
func (g guarded) guardCmd(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer g.recoverPanic()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = g.guardCmd(batch[i])
			}
		}
		return msg
	}
}
