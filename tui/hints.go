package tui

import (
	"warroom/themes"
	"warroom/tui/paint"
)

// hints are what could be pressed or typed somewhere, the most needed first.
type hints uint8

const (
	hintsOfPrompt hints = iota
	hintsOfPanels
	hintsOfPage   // regarding an entry, or the brief of who doesn't type
	hintsOfBrief  // in front of who types
	hintsOfTaking // in front of who is about to take a role
	hintsOfBoard
	hintsOfLobby
	hintsOfLooker // in the lobby, for who may not declare
)

func (h hints) words() []string {
	return [...][]string{
		hintsOfPrompt: {"enter sends", "/ commands", "ctrl+p lists them", "esc to the panels", "tab completes", "up recalls", "/help"},
		hintsOfPanels: {"i type", "? help", "q lobby", "7 board", "ctrl+p commands", "tab next panel", "n next unread", "f filter", "F find", "enter opens", "b brief"},
		hintsOfPage:   {"enter closes", "j k scroll", "pgup pgdn page"},
		hintsOfBrief:  {"enter closes the brief", "what you type goes to the prompt"},
		hintsOfTaking: {"enter takes the role", "esc doesn't", "j k scroll"},
		hintsOfBoard:  {"esc closes", "tab next section", "j k move", "enter opens", "i type"},
		hintsOfLobby:  {"enter opens", "d declares", "? help", "q leaves", "a shows closed ones", "/ settings"},
		hintsOfLooker: {"enter opens", "? help", "q leaves", "a shows closed ones", "/ settings"},
	}[h]
}

// on is as many of the hints as fit on a row whole.
func (h hints) on(width int) notice {
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

// hintsKey is what a row of hints was drawn from.
type hintsKey struct {
	hints hints
	width int
	theme themes.Theme
}

func (r *Root) hints(h hints, width int) paint.Row {
	t := r.prefs.theme()
	return r.frames.row(hintsKey{h, width, t}, func() paint.Row { return h.on(width).row(width, t) })
}

// hintRow is what could be typed or pressed on a bridge.
func (r *Root) hintRow(width int) paint.Row {
	b, typed := r.bridge, r.prompt.Text() != ""
	switch {
	case b.taking.command != nil:
		return r.hints(hintsOfTaking, width)
	case b.typing && typed:
		return r.prompt.Offer(r.complete).View(width, r.prefs.theme())
	case b.typing && b.brief != nil:
		return r.hints(hintsOfBrief, width)
	case b.typing:
		return r.hints(hintsOfPrompt, width)
	case b.board != nil && b.entry == nil && b.brief == nil:
		return r.hints(hintsOfBoard, width)
	case b.covered():
		return r.hints(hintsOfPage, width)
	}
	return r.hints(hintsOfPanels, width)
}

// hallHints is what could be pressed in the lobby.
func (r *Root) hallHints() hints {
	if r.who.CheckDeclare() != nil {
		return hintsOfLooker
	}
	return hintsOfLobby
}
