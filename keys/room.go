package keys

import "charm.land/bubbles/v2/key"

// Room is the map that every screen has outside of the prompt.
type Room struct {
	Help    key.Binding // the full help of the current map
	Palette key.Binding // every command with its help
	Redraw  key.Binding // draws the whole screen again, after noise on the line
	Leave   key.Binding // goes one room back: to the lobby, or off the server
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
