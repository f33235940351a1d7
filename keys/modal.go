package keys

import "charm.land/bubbles/v2/key"

// Modal is the map of whatever lies over a screen: a form, a brief, the help.
type Modal struct {
	Accept   key.Binding // what the form asks for, or "read" where it asks nothing
	Close    key.Binding // without doing anything
	Next     key.Binding // the next field or choice
	Previous key.Binding
}

func defaultModal() Modal {
	return Modal{
		Accept:   bind("enter", "accept", "enter"),
		Close:    bind("esc", "close", "esc", "ctrl+c"),
		Next:     bind("tab", "next field", "tab"),
		Previous: bind("shift+tab", "previous field", "shift+tab"),
	}
}

// ShortHelp is what a person needs first.
func (m Modal) ShortHelp() []key.Binding {
	return []key.Binding{m.Accept, m.Next, m.Close}
}

// FullHelp is every binding in one column.
func (m Modal) FullHelp() [][]key.Binding {
	return [][]key.Binding{{m.Accept, m.Close, m.Next, m.Previous}}
}
