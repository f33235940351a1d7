package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/paint"
	"warroom/tui/prompt"
)

// command takes in what hands do at the lobby's prompt, which knows the verbs
// of a person's own screen and no others.
func (r *Root) command(msg tea.Msg) tea.Cmd {
	line, bound := *r.hall.line, r.keys.Prompt
	var err error
	switch msg := msg.(type) {
	case tea.PasteMsg:
		line, err = line.Paste(msg.Content)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, bound.Leave, bound.Back):
			r.hall.line = nil
			return nil
		case key.Matches(msg, bound.Send):
			return r.obey(line.Text())
		}
		line, _, err = line.Press(msg, bound, r.completeHere)
	}
	r.hall.line = &line
	r.refused(err)
	return nil
}

// obey runs the line of the lobby's prompt. What is refused stays there.
func (r *Root) obey(line string) tea.Cmd {
	cmd, ok, err := r.runLocal(line)
	switch {
	case err != nil:
		r.refused(err)
	case !ok:
		r.notice = warning("open an incident first: here only /declare, /break-glass, /theme, /zone, /alert, /help and /quit work")
	default:
		r.hall.line = nil
	}
	return cmd
}

// completeHere offers the verbs that work in the lobby.
func (r *Root) completeHere(head string) incident.Completion {
	return r.completeLocal(incident.Completion{}, head)
}

// beginCommand gives the keyboard to the lobby's prompt.
func (r *Root) beginCommand() {
	line := prompt.Model{}.Set("/")
	r.hall.line = &line
}

// drawCommand draws the lobby's prompt, with what completes it above.
func (r *Root) drawCommand(f *paint.Frame) {
	t := r.prefs.theme()
	above := r.notice.row(f.Width, t)
	if r.notice.text == "" {
		above = r.hall.line.Offer(r.completeHere).View(f.Width, t)
	}
	row, x := r.hall.line.View(prompt.Look{Width: f.Width, Theme: t, Focused: true})
	f.Own = append(f.Own, above, row)
	f.Cursor = &paint.Cursor{X: x, Y: f.Height - 1, Shape: tea.CursorBar, Blink: true}
}
