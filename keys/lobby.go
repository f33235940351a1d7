package keys

import "charm.land/bubbles/v2/key"

// Lobby is the map of the list of incidents.
type Lobby struct {
	Open    key.Binding // enters the bridge of the selected row
	Declare key.Binding // a new incident, by a short form
	Closed  key.Binding // shows closed incidents too, or hides them again
	Sort    key.Binding // sorts the list by the next order
	Systems key.Binding // the sheets of the systems, and behind them the readiness
	Type    key.Binding // searches the list, or begins a command, such as /theme
	Move
	Room
}

func defaultLobby() Lobby {
	return Lobby{
		Open:    bind("enter", "open", "enter"),
		Declare: bind("d", "declare", "d"),
		Closed:  bind("a", "show closed too", "a"),
		Sort:    bind("s", "sort by what else", "s"),
		Systems: bind("S", "systems, readiness", "S"),
		Type:    bind("/", "search; or a command, as /theme", "/"),
		Move:    defaultMove(),
		Room:    defaultRoom(),
	}
}

// ShortHelp returns the bindings that people need first.
func (l Lobby) ShortHelp() []key.Binding {
	return []key.Binding{l.Open, l.Declare, l.Closed, l.Help, l.Leave}
}

// FullHelp returns every binding, a column for each group.
func (l Lobby) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		{l.Open, l.Declare, l.Closed, l.Sort, l.Systems, l.Type},
		l.Move.column(),
		l.Room.column(),
	}
}
