package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/chat"
)

// runChat puts the talk of a workstream in the place of the chat, or brings
// the bridge's back. What is typed goes to where it is read.
func (r *Root) runChat(name string) (tea.Cmd, error) {
	p := &r.bridge.panels
	if name == "" {
		p.chat, p.stream = chat.New(), ""
		return nil, nil
	}
	st := r.bridge.view.Stream(strings.ToLower(name))
	if st == nil {
		return nil, refuse("there is no stream %q: /stream NAME begins one, and the board's PEOPLE lists them", incident.Shown(name))
	}
	p.chat, p.stream, p.active = chat.NewIn(st.Name), st.Name, chat.Number
	return nil, nil
}

// streamStatus says where a line goes while a stream's talk is shown: nowhere,
// of who only looks in.
func (r *Root) streamStatus(name string) string {
	if !r.bridge.view.WritesIn(name, r.who) {
		return "you look into " + name + "; /chat ends it"
	}
	return "you write to " + name + "; /chat ends it"
}

// streamOf is the workstream that a panel shows, "" for the whole bridge.
func (r *Root) streamOf(panel int) string {
	if panel == chat.Number {
		return r.bridge.panels.stream
	}
	return ""
}

// streamNames are the workstreams that the person may see.
func (r *Root) streamNames() (names []string) {
	if r.bridge == nil {
		return nil
	}
	for st := range r.bridge.view.Streams() {
		names = append(names, st.Name)
	}
	return names
}

// toStream is a line of chat as it goes to the stream whose talk is shown.
func (r *Root) toStream(line string, c incident.Command) incident.Command {
	say, ok := c.(incident.Say)
	if stream := r.bridge.panels.stream; ok && stream != "" && !strings.HasPrefix(line, "/say") {
		return incident.SayIn{Stream: stream, Text: say.Text}
	}
	return c
}
