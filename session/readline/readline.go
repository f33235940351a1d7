// Package readline is a line being typed: editing, what was cut, and the lines before it.
// Screens and line mode share it, so that a key does the same at each.
//
// Its one idea: a line is a value that functions edit, and a cluster of code
// points that looks like one sign is edited as one. The line is our own because
// the ready-made ones join the lines of a paste, cut long text, read the
// server's clipboard, use keys that terminals keep, or write sequences that a terminal
// without a cursor shows as rubbish.
//
// It refuses to know what a line means, where keys come from, and how it is drawn.
package readline

import "strings"

// The bounds of the remembered lines. The oldest go first.
const (
	maxHistory      = 1000      // lines
	maxHistoryBytes = 256 << 10 // bytes, of all lines
)

// Prompt is one person's line and the lines before it. It is a value: each change
// returns another.
type Prompt struct {
	line    Line
	history []string // lines that were sent, or left unsent, oldest first
	size    int      // of history, in bytes
	back    int      // how many lines back in history; 0: the line itself
	draft   Line     // the unsent line, while history is shown
}

// Line returns the line with its cursor.
func (m Prompt) Line() Line { return m.line }

// Text returns the text of the line.
func (m Prompt) Text() string { return m.line.Text() }

// Set replaces the text of the line.
func (m Prompt) Set(text string) Prompt {
	line := NewLine(text)
	m.line, m.back = m.line.with(line.text, line.at), 0
	return m
}

// Replace replaces the text from byte from up to the cursor.
func (m Prompt) Replace(from int, text string) Prompt {
	m.line = m.line.replace(from, text)
	return m
}

// Remember keeps a line that was sent, and empties the prompt.
func (m Prompt) Remember(text string) Prompt {
	return m.Keep(text).Set("")
}

// Keep puts a line into the history, and leaves the prompt as it is.
func (m Prompt) Keep(text string) Prompt {
	if n := len(m.history); n > 0 && m.history[n-1] == text {
		return m
	}
	return m.add(text)
}

// add puts a line into the history, the same as the last one too.
func (m Prompt) add(text string) Prompt {
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
func (m Prompt) Forget() Prompt {
	return Prompt{line: Line{text: m.line.text, at: m.line.at}}
}

// Unsent returns the line that waits at the prompt, "" if there is none: a line
// shown from the history counts once it is edited.
func (m Prompt) Unsent() string {
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
func (m Prompt) Recalled() string {
	if m.back == 0 {
		return ""
	}
	return m.history[len(m.history)-m.back]
}

// Interrupt gives up the line: it goes into the history, and yank brings it
// back too.
func (m Prompt) Interrupt() Prompt {
	text := m.Text()
	m = m.Remember(text)
	m.line.cut = text
	return m
}

// Press handles a key that edits, by its name, or the text that it types. It doesn't use
// any other key. The error is an incident.Refusal.
func (m Prompt) Press(key, text string) (_ Prompt, used bool, _ error) {
	line, used, err := m.line.Press(key, text)
	if used {
		if line.cutting && !m.line.cutting && m.Text() != m.Recalled() {
			m = m.Keep(m.Text())
		}
		m.line = line
	}
	return m, used, err
}

// Recall goes back in the history by so many lines, or forward.
func (m Prompt) Recall(by int) Prompt {
	if m.back == 0 {
		m.draft = m.line
	}
	m.back = min(max(m.back+by, 0), len(m.history))
	if m.back == 0 {
		m.line = m.draft
		return m
	}
	recalled := NewLine(m.Recalled())
	m.line = m.line.with(recalled.text, recalled.at)
	return m
}
