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

// The bounds of the remembered lines. The oldest go first.
const (
	maxHistory      = 1000      // lines
	maxHistoryBytes = 256 << 10 // bytes, of all lines
)

// Model is one person's prompt.
type Model struct {
	line    Line
	history []string // lines that were sent, or left unsent, oldest first
	size    int      // of history, in bytes
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
	line := NewLine(text)
	m.line, m.back, m.cycle = m.line.with(line.text, line.at), 0, cycle{}
	return m
}

// Remember keeps a line that was sent, and empties the prompt.
func (m Model) Remember(text string) Model {
	return m.Keep(text).Set("")
}

// Keep puts a line into the history, and leaves the prompt as it is.
func (m Model) Keep(text string) Model {
	if n := len(m.history); n > 0 && m.history[n-1] == text {
		return m
	}
	return m.add(text)
}

// add puts a line into the history, the same as the last one too.
func (m Model) add(text string) Model {
	n := len(m.history)
	first := max(0, n+1-maxHistory)
	for m.size += len(text); m.size > maxHistoryBytes && first < n; first++ {
		m.size -= len(m.history[first])
	}
	m.history = append(m.history[first:n:n], text)
	if m.back > 0 {
		m.back = min(m.back+1, len(m.history)) // the shown line stays
	}
	return m
}

// Forget empties the history, and drops what was cut.
func (m Model) Forget() Model {
	return Model{line: Line{text: m.line.text, at: m.line.at}}
}

// Unsent returns the line that waits at the prompt, "" if there is none: a line
// shown from the history counts once it is edited.
func (m Model) Unsent() string {
	line := m.line.Text()
	if m.back > 0 && line == m.Recalled() {
		line = m.draft.Text()
	}
	if strings.TrimSpace(line) == "" {
		return ""
	}
	return line
}

// Recalled returns the line of the history that the text at the prompt was, or
// was made from; "" if it was typed afresh.
func (m Model) Recalled() string {
	if m.back == 0 {
		return ""
	}
	return m.history[len(m.history)-m.back]
}

// Interrupt gives up the line: it goes into the history, and yank brings it
// back too.
func (m Model) Interrupt() Model {
	text := m.Text()
	m = m.Remember(text)
	m.line.cut = text
	return m
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
		if line.cutting && !m.line.cutting && m.Text() != m.Recalled() {
			m = m.Keep(m.Text())
		}
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
		recalled := NewLine(m.Recalled())
		m.line = m.line.with(recalled.text, recalled.at)
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
