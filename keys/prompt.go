package keys

import "charm.land/bubbles/v2/key"

// Prompt is the bridge's map while the prompt is focused. Any other key edits
// the line.
type Prompt struct {
	Send       key.Binding
	Leave      key.Binding // leaves it for the panels; the line stays as a draft
	Back       key.Binding // goes one step back: empties the line, or leaves an empty one
	Complete   key.Binding // the next completion
	Uncomplete key.Binding // the completion before
	Older      key.Binding // an earlier line of the person's own
	Newer      key.Binding
	Clear      key.Binding // deletes from the cursor to the start of the line
	ClearEnd   key.Binding // deletes from the cursor to the end of the line
	DeleteWord key.Binding // deletes the word before the cursor
	Yank       key.Binding // inserts what these three deleted
	ScrollUp   key.Binding // scrolls the panel above the prompt by a page
	ScrollDown key.Binding
	Palette    key.Binding // every command with its help
	Redraw     key.Binding
}

func defaultPrompt() Prompt {
	return Prompt{
		Send:       bind("enter", "send", "enter", "ctrl+j"),
		Leave:      bind("esc", "to the panels", "esc"),
		Back:       bind("ctrl+c", "clear (up brings it back), then leave", "ctrl+c"),
		Complete:   bind("tab", "complete", "tab"),
		Uncomplete: bind("shift+tab", "complete backwards", "shift+tab"),
		Older:      bind("up", "older line", "up"),
		Newer:      bind("down", "newer line", "down"),
		Clear:      bind("ctrl+u", "delete to the start", "ctrl+u"),
		ClearEnd:   bind("ctrl+k", "delete to the end", "ctrl+k"),
		DeleteWord: bind("ctrl+w", "delete word", "ctrl+w"),
		Yank:       bind("ctrl+y", "put back what was deleted", "ctrl+y"),
		ScrollUp:   bind("pgup", "scroll up", "pgup"),
		ScrollDown: bind("pgdn", "scroll down", "pgdown"),
		Palette:    bind("ctrl+p", "every command", "ctrl+p"),
		Redraw:     bind("ctrl+l", "redraw", "ctrl+l"),
	}
}

// ShortHelp returns the bindings that people need first.
func (p Prompt) ShortHelp() []key.Binding {
	return []key.Binding{p.Send, p.Complete, p.Older, p.Leave}
}

// FullHelp returns every binding: of the line, its history, and the screen.
func (p Prompt) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		{p.Send, p.Complete, p.Uncomplete, p.Older, p.Newer},
		{p.Clear, p.ClearEnd, p.DeleteWord, p.Yank, p.Back, p.Leave},
		{p.ScrollUp, p.ScrollDown, p.Palette, p.Redraw},
	}
}
