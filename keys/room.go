package keys

import "charm.land/bubbles/v2/key"

// Room is what every screen has while nothing is being typed.
type Room struct {
	Help    key.Binding // the full help of the map
	Palette key.Binding // every command with its help
	Redraw  key.Binding // the whole screen again, after noise on the line
	Leave   key.Binding // one room back: to the lobby, or off the server
}

func defaultRoom() Room {
	return Room{
		Help:    bind("?", "help", "?"),
		Palette: bind("ctrl+p", "every command", "ctrl+p"),
		Redraw:  bind("ctrl+l", "redraw", "ctrl+l"),
		Leave:   bind("q", "leave", "q", "ctrl+c"),
	}
}

func (r Room) column() []key.Binding {
	return []key.Binding{r.Help, r.Palette, r.Redraw, r.Leave}
}
