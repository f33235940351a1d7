package keys

import "charm.land/bubbles/v2/key"

// Form is the map of a form. Any other key edits the field.
type Form struct {
	Accept   key.Binding // sends the form
	Close    key.Binding // closes and discards it
	Next     key.Binding // completes the text, then goes to the next field
	Previous key.Binding
	Down     key.Binding // the next of the field's values, or the next field
	Up       key.Binding
}

func defaultForm() Form {
	return Form{
		Accept:   bind("enter", "send", "enter"),
		Close:    bind("esc", "close, keep nothing", "esc", "ctrl+c"),
		Next:     bind("tab", "complete, next field", "tab"),
		Previous: bind("shift+tab", "previous field", "shift+tab"),
		Down:     bind("down", "next value or field", "down"),
		Up:       bind("up", "value or field before", "up"),
	}
}

// ShortHelp returns the bindings that people need first.
func (f Form) ShortHelp() []key.Binding {
	return []key.Binding{f.Accept, f.Next, f.Close}
}

// FullHelp returns every binding in one column.
func (f Form) FullHelp() [][]key.Binding {
	return [][]key.Binding{{f.Accept, f.Close, f.Next, f.Previous, f.Down, f.Up}}
}
