// Package keys says which key does what.
//
// Its one idea: a key map is a plain struct of bindings, one value a person,
// and help is drawn from the same bindings, so that the two can't disagree.
// Each map is a help.KeyMap of Bubbles.
//
// It refuses to know the action of a key: panels match bindings and act.
//
// Ctrl+s, ctrl+q, ctrl+z, ctrl+a, ctrl+b and ctrl+v are never bound: terminals,
// shells, screen and tmux keep them for flow control, suspension and their own
// commands, and the terminal does the pasting. Ctrl+c goes one step back
// wherever it is pressed: out of a form, a line, the prompt, or the room.
package keys

import "charm.land/bubbles/v2/key"

// Keys holds one person's key maps, one for each thing that can have the
// keyboard.
type Keys struct {
	Lobby  Lobby
	Bridge Bridge
	Prompt Prompt
	Modal  Modal
	Form   Form
}

// Default returns a new set: changing it changes nobody else's.
func Default() Keys {
	return Keys{
		Lobby:  defaultLobby(),
		Bridge: defaultBridge(),
		Prompt: defaultPrompt(),
		Modal:  defaultModal(),
		Form:   defaultForm(),
	}
}

// bind returns a binding: how help shows the key, what it does, and Bubble
// Tea's names of the keys.
func bind(show, does string, names ...string) key.Binding {
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(show, does))
}
