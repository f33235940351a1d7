// Package prompt is the line at which people type: completion, the row that shows the
// line, and the row of hints above it. Editing and history are those of readline.
//
// It refuses to know what a line means: the caller passes the completion in and
// gets the sent line back.
package prompt

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/session/readline"
)

// Model is one person's prompt.
type Model struct {
	typed readline.Prompt
	cycle cycle
}

// cycle steps through the candidates of a completion.
type cycle struct {
	words  []string
	from   int // where in the line they begin
	picked int
}

// Text returns the text at the prompt.
func (m Model) Text() string { return m.typed.Text() }

// Head returns the text before the cursor, which is completed.
func (m Model) Head() string { return m.typed.Line().Head() }

// Set replaces the text at the prompt.
func (m Model) Set(text string) Model { return Model{typed: m.typed.Set(text)} }

// Remember keeps a line that was sent, and empties the prompt.
func (m Model) Remember(text string) Model { return Model{typed: m.typed.Remember(text)} }

// Keep puts a line into the history, and leaves the prompt as it is.
func (m Model) Keep(text string) Model {
	m.typed = m.typed.Keep(text)
	return m
}

// Forget empties the history, and drops what was cut.
func (m Model) Forget() Model { return Model{typed: m.typed.Forget()} }

// Unsent returns the line that waits at the prompt, "" if there is none: a line
// shown from the history counts once it is edited.
func (m Model) Unsent() string { return m.typed.Unsent() }

// Recalled returns the line of the history that the text at the prompt was, or
// was made from; "" if it was typed afresh.
func (m Model) Recalled() string { return m.typed.Recalled() }

// Interrupt gives up the line: it goes into the history, and yank brings it
// back too.
func (m Model) Interrupt() Model { return Model{typed: m.typed.Interrupt()} }

// Paste inserts pasted text. It never sends. See readline.Prompt.
func (m Model) Paste(text string) (Model, error) {
	typed, err := m.typed.Paste(text)
	if err == nil {
		m.cycle = cycle{}
	}
	m.typed = typed
	return m, err
}

// KeepPaste puts pasted text that was refused with err into the history, as
// lines that fit. The error is an incident.Refusal that says so.
func (m Model) KeepPaste(text string, err error) (Model, error) {
	m.typed, err = m.typed.KeepPaste(text, err)
	return m, err
}

// Press handles a key that edits, recalls or completes. It doesn't use any
// other key. The error is an incident.Refusal.
func (m Model) Press(k tea.KeyPressMsg, bound keys.Prompt, complete func(head string) incident.Completion) (_ Model, used bool, _ error) {
	switch {
	case key.Matches(k, bound.Older):
		return Model{typed: m.typed.Recall(+1)}, true, nil
	case key.Matches(k, bound.Newer):
		return Model{typed: m.typed.Recall(-1)}, true, nil
	case key.Matches(k, bound.Complete):
		return m.complete(+1, complete), true, nil
	case key.Matches(k, bound.Uncomplete):
		return m.complete(-1, complete), true, nil
	}
	typed, used, err := m.typed.Press(k.String(), typedText(k))
	if used {
		m = Model{typed: typed}
	}
	return m, used, err
}

// Press handles a key in a line that has no history: see readline.Line.
func Press(l readline.Line, k tea.KeyPressMsg) (_ readline.Line, used bool, _ error) {
	return l.Press(k.String(), typedText(k))
}

// typedText returns the text that a key types, "" where another is held with it.
func typedText(k tea.KeyPressMsg) string {
	if k.Mod&^tea.ModShift&^tea.ModCapsLock != 0 {
		return ""
	}
	return k.Text
}

// complete inserts the only candidate, or the next of several.
func (m Model) complete(by int, complete func(string) incident.Completion) Model {
	if n := len(m.cycle.words); n > 0 {
		m.cycle.picked = (m.cycle.picked + by + n) % n
		m.typed = m.typed.Replace(m.cycle.from, m.cycle.words[m.cycle.picked])
		return m
	}
	c := complete(m.Head())
	switch len(c.Words) {
	case 0:
		return m
	case 1:
		m.typed = m.typed.Replace(c.From, c.Words[0]+" ")
		return m
	}
	m.cycle = cycle{words: c.Words, from: c.From}
	if by < 0 {
		m.cycle.picked = len(c.Words) - 1
	}
	m.typed = m.typed.Replace(c.From, c.Words[m.cycle.picked])
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
