package keys

import "charm.land/bubbles/v2/key"

// Move goes through the rows of a list.
type Move struct {
	Up, Down         key.Binding // by one row
	PageUp, PageDown key.Binding // by as many rows as the list shows
	Top, Bottom      key.Binding // the first and the last row
}

func defaultMove() Move {
	return Move{
		Up:       bind("k/up", "row up", "k", "up"),
		Down:     bind("j/down", "row down", "j", "down"),
		PageUp:   bind("pgup", "page up", "pgup"),
		PageDown: bind("pgdn", "page down", "pgdown"),
		Top:      bind("g/home", "first", "g", "home"),
		Bottom:   bind("G/end", "last", "G", "end"),
	}
}

func (m Move) column() []key.Binding {
	return []key.Binding{m.Up, m.Down, m.PageUp, m.PageDown, m.Top, m.Bottom}
}
