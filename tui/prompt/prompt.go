// Package prompt is the line at which people type: editing, history,
// completion, and the row of hints above it.
//
// Its one idea: a line is a value that is edited by functions, and a cluster
// of code points that is seen as one sign is edited as one. The line is our
// own since the ready-made ones join the lines of a paste, cut what is too
// long, read the server's clipboard, and take keys that terminals keep.
//
// It refuses to know what a line means: what completes it is handed in, what
// was sent is handed out.
package prompt

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
)

// maxHistory bounds how many lines are remembered.
const maxHistory = 100

// Model is one person's prompt.
type Model struct {
	line    Line
	history []string // what was sent, oldest first
	back    int      // how many lines back in history; 0: the line itself
	draft   Line     // the line, while history is looked at
	cycle   cycle
}

// cycle goes through the candidates of a completion.
type cycle struct {
	words  []string
	from   int // where in the line they stand
	picked int
}

// Text is what stands at the prompt.
func (m Model) Text() string { return m.line.Text() }

// Head is the text before the cursor: what is completed.
func (m Model) Head() string { return m.line.Head() }

// Set puts a text at the prompt in place of what stands there.
func (m Model) Set(text string) Model {
	m.line, m.back, m.cycle = NewLine(text), 0, cycle{}
	return m
}

// Remember keeps a line that was sent, and empties the prompt.
func (m Model) Remember(text string) Model {
	if n := len(m.history); n == 0 || m.history[n-1] != text {
		m.history = append(m.history[max(0, n+1-maxHistory):n:n], text)
	}
	return m.Set("")
}

// Paste puts in what the terminal pasted. It never sends.
func (m Model) Paste(text string) (Model, error) {
	line, err := m.line.Insert(strings.TrimSuffix(text, "\n"))
	m.line, m.cycle = line, cycle{}
	return m, err
}

// Press takes in a key that edits, recalls or completes. A key that does none
// of these is not used. The error is an incident.Refusal.
func (m Model) Press(k tea.KeyPressMsg, bound keys.Prompt, complete func(head string) incident.Completion) (_ Model, used bool, _ error) {
	switch {
	case key.Matches(k, bound.Older):
		return m.recall(+1), true, nil
	case key.Matches(k, bound.Newer):
		return m.recall(-1), true, nil
	case key.Matches(k, bound.Complete):
		return m.complete(+1, complete), true, nil
	case key.Matches(k, bound.Uncomplete):
		return m.complete(-1, complete), true, nil
	}
	line, used, err := m.line.Press(k)
	if used {
		m.line, m.cycle = line, cycle{}
	}
	return m, used, err
}

// recall goes back in history, or on.
func (m Model) recall(by int) Model {
	if m.back == 0 {
		m.draft = m.line
	}
	m.back = min(max(m.back+by, 0), len(m.history))
	if m.back == 0 {
		m.line = m.draft
	} else {
		m.line = NewLine(m.history[len(m.history)-m.back])
	}
	m.cycle = cycle{}
	return m
}

// complete puts the only candidate in, or the next of several.
func (m Model) complete(by int, complete func(string) incident.Completion) Model {
	if n := len(m.cycle.words); n > 0 {
		m.cycle.picked = (m.cycle.picked + by + n) % n
		m.line = m.line.replace(m.cycle.from, m.cycle.words[m.cycle.picked])
		return m
	}
	c := complete(m.Head())
	switch len(c.Words) {
	case 0:
		return m
	case 1:
		m.line = m.line.replace(c.From, c.Words[0]+" ")
		return m
	}
	m.cycle = cycle{words: c.Words, from: c.From}
	if by < 0 {
		m.cycle.picked = len(c.Words) - 1
	}
	m.line = m.line.replace(c.From, c.Words[m.cycle.picked])
	return m
}

// Offer is what the row of hints tells: the candidates that are being gone
// through, or else what could complete the line.
func (m Model) Offer(complete func(string) incident.Completion) Offer {
	if len(m.cycle.words) > 0 {
		return Offer{Words: m.cycle.words, Picked: m.cycle.picked}
	}
	c := complete(m.Head())
	if len(c.Words) == 1 && c.Words[0] == m.Head()[c.From:] {
		c.Words = nil
	}
	return Offer{Words: c.Words, Picked: -1, Hint: c.Hint, Fresh: c.From > 0 && c.From == len(m.Head())}
}
