package keys

import "charm.land/bubbles/v2/key"

// Form is the map of a form. Any other key edits the field.
type Form struct {
	Accept   key.Binding // sends what was filled in
	Close    key.Binding // keeps nothing
	Next     key.Binding // completes what is typed, then goes to the next field
	Previous key.Binding
	Down     key.Binding // the next of the values that a field offers, or the next field
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

// ShortHelp is what a person needs first.
func (f Form) ShortHelp() []key.Binding {
	return []key.Binding{f.Accept, f.Next, f.Close}
}

// FullHelp is every binding in one column.
func (f Form) FullHelp() [][]key.Binding {
	return [][]key.Binding{{f.Accept, f.Close, f.Next, f.Previous, f.Down, f.Up}}
}
