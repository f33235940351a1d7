package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/chat"
)

// runChat shows a workstream's chat in place of the bridge's, or the bridge's
// again. Typed lines go to the chat that is shown.
func (r *Root) runChat(name string) (tea.Cmd, error) {
	p := &r.bridge.panels
	if name == "" {
		p.chat, p.stream = chat.New(), ""
		return nil, nil
	}
	st := r.bridge.view.Stream(strings.ToLower(name))
	if st == nil {
		return nil, refuse("there is no stream %q: /stream NAME begins one, and the board's PEOPLE lists them", incident.Quote(name))
	}
	p.chat, p.stream, p.active = chat.NewIn(st.Name), st.Name, chat.Number
	return nil, nil
}

// streamStatus returns the prompt's status while a stream's chat is shown. It
// tells a person who may not write there that they only read.
func (r *Root) streamStatus(name string) string {
	if !r.bridge.view.WritesIn(name, r.who) {
		return "you read " + name + "; /chat ends it"
	}
	return "you write to " + name + "; /chat ends it"
}

// streamOf returns the workstream that a panel shows, "" for the whole bridge.
func (r *Root) streamOf(panel int) string {
	if panel == chat.Number {
		return r.bridge.panels.stream
	}
	return ""
}

// streamNames returns the workstreams that the person may see.
func (r *Root) streamNames() (names []string) {
	if r.bridge == nil {
		return nil
	}
	for st := range r.bridge.view.Streams() {
		names = append(names, st.Name)
	}
	return names
}

// toStream addresses a line of chat to the stream whose chat is shown.
func (r *Root) toStream(line string, c incident.Command) incident.Command {
	say, ok := c.(incident.Say)
	if stream := r.bridge.panels.stream; ok && stream != "" && !strings.HasPrefix(line, "/say") {
		return incident.SayIn{Stream: stream, Text: say.Text}
	}
	return c
}
