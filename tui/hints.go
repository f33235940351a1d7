package tui

import (
	"warroom/themes"
	"warroom/tui/paint"
)

// hints names a list of keys and commands that work in one place, the most
// needed first.
type hints uint8

const (
	hintsOfPrompt hints = iota
	hintsOfPanels
	hintsOfPage        // entry page, or brief while the prompt isn't focused
	hintsOfBrief       // brief while the prompt is focused
	hintsOfRoleConfirm // brief shown by confirmRole
	hintsOfBoard
	hintsOfLobby
	hintsOfLobbyReader // lobby of a person who may not declare
)

func (h hints) words() []string {
	return [...][]string{
		hintsOfPrompt:      {"enter sends", "/ commands", "ctrl+p lists them", "esc to the panels", "tab completes", "up recalls", "/help"},
		hintsOfPanels:      {"i type", "? help", "q lobby", "7 board", "ctrl+p commands", "tab next panel", "n next unread", "f filter", "F find", "enter opens", "b brief"},
		hintsOfPage:        {"enter closes", "j k scroll", "pgup pgdn page"},
		hintsOfBrief:       {"enter closes the brief", "what you type goes to the prompt"},
		hintsOfRoleConfirm: {"enter takes the role", "esc doesn't", "j k scroll"},
		hintsOfBoard:       {"esc closes", "tab next section", "j k move", "enter opens", "i type"},
		hintsOfLobby:       {"enter opens", "d declares", "/ searches", "? help", "q leaves", "a shows closed ones", "s sorts", "S systems"},
		hintsOfLobbyReader: {"enter opens", "/ searches", "? help", "q leaves", "a shows closed ones", "s sorts", "S systems"},
	}[h]
}

// fit returns as many whole hints as fit on a row.
func (h hints) fit(width int) notice {
	words := h.words()
	text := words[0]
	for _, w := range words[1:] {
		if len(text)+len("  ")+len(w) > width {
			break
		}
		text += "  " + w
	}
	return hint(text)
}

// hintsKey holds everything that a row of hints is drawn from.
type hintsKey struct {
	hints hints
	width int
	theme themes.Theme
}

func (r *Root) drawHints(h hints, width int) paint.Row {
	t := r.prefs.theme()
	return r.frames.row(hintsKey{h, width, t}, func() paint.Row { return h.fit(width).row(width, t) })
}

// drawBridgeHints draws the hints that apply on the bridge now.
func (r *Root) drawBridgeHints(width int) paint.Row {
	b, typed := r.bridge, r.prompt.Text() != ""
	switch {
	case b.pendingTake.command != nil:
		return r.drawHints(hintsOfRoleConfirm, width)
	case b.typing && typed:
		return r.prompt.Offer(r.complete).View(width, r.prefs.theme())
	case b.typing && b.brief != nil:
		return r.drawHints(hintsOfBrief, width)
	case b.typing:
		return r.drawHints(hintsOfPrompt, width)
	case b.board != nil && b.entry == nil && b.brief == nil:
		return r.drawHints(hintsOfBoard, width)
	case b.hasPage():
		return r.drawHints(hintsOfPage, width)
	}
	return r.drawHints(hintsOfPanels, width)
}

// lobbyHints returns the hints that apply in the lobby.
func (r *Root) lobbyHints() hints {
	if r.who.CheckDeclare() != nil {
		return hintsOfLobbyReader
	}
	return hintsOfLobby
}
