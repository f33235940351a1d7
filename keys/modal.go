package keys

import "charm.land/bubbles/v2/key"

// Modal is the map of a page over a screen: a brief, the board, the help.
type Modal struct {
	Accept   key.Binding // does what the page asks for, or closes it as read
	Close    key.Binding // closes it and does nothing
	Next     key.Binding // the next section
	Previous key.Binding
}

func defaultModal() Modal {
	return Modal{
		Accept:   bind("enter", "accept", "enter"),
		Close:    bind("esc", "close", "esc", "ctrl+c"),
		Next:     bind("tab/right", "next section", "tab", "right", "l"),
		Previous: bind("shift+tab/left", "previous section", "shift+tab", "left", "h"),
	}
}

// ShortHelp returns the bindings that people need first.
func (m Modal) ShortHelp() []key.Binding {
	return []key.Binding{m.Accept, m.Next, m.Close}
}

// FullHelp returns every binding in one column.
func (m Modal) FullHelp() [][]key.Binding {
	return [][]key.Binding{{m.Accept, m.Close, m.Next, m.Previous}}
}
