package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/paint"
	"warroom/tui/prompt"
)

// updateLobbyPrompt handles a key or a paste at the lobby's prompt. It knows the verbs of a
// person's own screen alone, and searches the list for any other line.
func (r *Root) updateLobbyPrompt(msg tea.Msg) tea.Cmd {
	line, bound := *r.lobby.prompt, r.keys.Prompt
	var err error
	switch msg := msg.(type) {
	case tea.PasteMsg:
		line, err = line.Paste(msg.Content)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, bound.Leave, bound.Back):
			r.closeLobbyPrompt(line)
			return nil
		case key.Matches(msg, bound.Send):
			return r.runLobbyLine(line)
		case r.moveInSearch(msg):
			return nil
		}
		line, _, err = line.Press(msg, bound, r.completeInLobby)
	}
	r.typeInLobby(line)
	r.showError(err)
	return nil
}

// runLobbyLine runs the line of the lobby's prompt, or opens the incident that it chose. A
// refused line stays there.
func (r *Root) runLobbyLine(line prompt.Model) tea.Cmd {
	cmd, ok, err := r.runLocal(line.Text())
	switch {
	case err != nil:
		r.showError(err)
	case !ok && len(r.lobbySearch()) > 0 && r.lobby.list.Chosen(r.lobbyItems()) != "":
		return r.openChosen(r.lobbyItems())
	case !ok:
		r.notice = warning("no incident is found by this. To write, open an incident first: here only /declare, /break-glass, /theme, /zone, /alert, /systems, /readiness, /forget, /help and /quit work")
	case r.lobby.prompt != nil:
		r.closeLobbyPrompt(*r.lobby.prompt) // as the verb left it
	}
	return cmd
}

// completeInLobby completes the verbs that work in the lobby.
func (r *Root) completeInLobby(head string) incident.Completion {
	return r.completeLocal(incident.Completion{}, head)
}

// openLobbyPrompt gives the keyboard to the lobby's prompt.
func (r *Root) openLobbyPrompt(start string) {
	line := r.lobby.before.Set(start)
	r.lobby.prompt = &line
}

// closeLobbyPrompt closes the lobby's prompt. Its line, sent or not, stands in
// the history when it is opened again.
func (r *Root) closeLobbyPrompt(line prompt.Model) {
	if text := strings.TrimSpace(line.Text()); text != "" && text != "/" {
		line = line.Remember(line.Text())
	}
	r.lobby.before, r.lobby.prompt = line, nil
}

// drawLobbyPrompt draws the lobby's prompt, and above it the notice or the
// completions.
func (r *Root) drawLobbyPrompt(f *paint.Frame) {
	t := r.prefs.theme()
	above := r.notice.row(f.Width, t)
	if r.notice.text == "" {
		offer := r.lobby.prompt.Offer(r.completeInLobby)
		if above = offer.View(f.Width, t); len(offer.Words) == 0 && r.searchHint() != "" {
			above = hint(r.searchHint()).row(f.Width, t)
		}
	}
	row, x := r.lobby.prompt.View(prompt.Look{Width: f.Width, Theme: t, Focused: true})
	f.Own = append(f.Own, above, row)
	f.Cursor = &paint.Cursor{X: x, Y: f.Height - 1, Shape: tea.CursorBar, Blink: true}
}
