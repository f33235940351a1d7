package keys

import "charm.land/bubbles/v2/key"

// Bridge is the bridge's map while the prompt is not focused.
type Bridge struct {
	Type key.Binding // focuses the prompt; "/" is typed as well
	Panels
	Move
	Entries
	Reading
	Room
}

// Panels goes from one panel to another.
type Panels struct {
	Pick     key.Binding // the pressed digit is the panel's number
	Next     key.Binding
	Previous key.Binding
}

// Entries acts on the selected row.
type Entries struct {
	Open     key.Binding
	Promote  key.Binding // a chat line becomes an entry of the timeline
	Star     key.Binding
	Correct  key.Binding
	Original key.Binding // the text before an entry's corrections
}

// Reading sets what is shown and how.
type Reading struct {
	Unread key.Binding // goes to the next unread entry
	Filter key.Binding // shows some kinds of entries only
	Find   key.Binding // goes to the next match of a text
	Zone   key.Binding // UTC or the reader's own zone
	Brief  key.Binding // the latecomer's brief
}

func defaultBridge() Bridge {
	return Bridge{
		Type: bind("i, /", "type", "i", "/"),
		Panels: Panels{
			Pick:     bind("1-8", "panel", "1", "2", "3", "4", "5", "6", "7", "8"),
			Next:     bind("tab", "next panel", "tab"),
			Previous: bind("shift+tab", "previous panel", "shift+tab"),
		},
		Move: defaultMove(),
		Entries: Entries{
			Open:     bind("enter", "open", "enter"),
			Promote:  bind("t", "chat line to timeline", "t"),
			Star:     bind("*", "star", "*"),
			Correct:  bind("e", "correct", "e"),
			Original: bind("o", "original of a correction", "o"),
		},
		Reading: Reading{
			Unread: bind("n", "next unread", "n"),
			Filter: bind("f", "filter", "f"),
			Find:   bind("F", "find", "F"),
			Zone:   bind("z", "UTC or local", "z"),
			Brief:  bind("b", "brief", "b"),
		},
		Room: defaultRoom(),
	}
}

// ShortHelp returns the bindings that people need first.
func (b Bridge) ShortHelp() []key.Binding {
	return []key.Binding{b.Type, b.Next, b.Open, b.Unread, b.Help, b.Leave}
}

// FullHelp returns every binding, a column for each group.
func (b Bridge) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		append([]key.Binding{b.Type}, b.Panels.column()...),
		b.Move.column(),
		b.Entries.column(),
		b.Reading.column(),
		b.Room.column(),
	}
}

func (p Panels) column() []key.Binding {
	return []key.Binding{p.Pick, p.Next, p.Previous}
}

func (e Entries) column() []key.Binding {
	return []key.Binding{e.Open, e.Promote, e.Star, e.Correct, e.Original}
}

func (r Reading) column() []key.Binding {
	return []key.Binding{r.Unread, r.Filter, r.Find, r.Zone, r.Brief}
}
