// Package prompt is the line at which people type: editing, history,
// completion, and the row of hints above it.
//
// Its one idea: a line is a value that functions edit, and a cluster of code
// points that looks like one sign is edited as one. The line is our own because
// the ready-made ones join the lines of a paste, cut long text, read the
// server's clipboard, and use keys that terminals keep.
//
// It refuses to know what a line means: the caller passes the completion in and
// gets the sent line back.
package prompt

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
)

// maxHistory bounds the remembered lines.
const maxHistory = 100

// Model is one person's prompt.
type Model struct {
	line    Line
	history []string // sent lines, oldest first
	back    int      // how many lines back in history; 0: the line itself
	draft   Line     // the unsent line, while history is shown
	cycle   cycle
}

// cycle steps through the candidates of a completion.
type cycle struct {
	words  []string
	from   int // where in the line they begin
	picked int
}

// Text returns the text at the prompt.
func (m Model) Text() string { return m.line.Text() }

// Head returns the text before the cursor, which is completed.
func (m Model) Head() string { return m.line.Head() }

// Set replaces the text at the prompt.
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

// Paste inserts pasted text. It never sends.
func (m Model) Paste(text string) (Model, error) {
	line, err := m.line.Insert(strings.TrimSuffix(text, "\n"))
	m.line, m.cycle = line, cycle{}
	return m, err
}

// Press handles a key that edits, recalls or completes. It doesn't use any
// other key. The error is an incident.Refusal.
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

// recall goes back or forward in history.
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

// complete inserts the only candidate, or the next of several.
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

// Offer returns the content of the row of hints: the candidates being stepped
// through, or else the possible completions of the line.
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
