// Package form is a verb as a form: a field for each argument, and the line
// that one would have typed as its outcome.
//
// Its one idea: there is one grammar. A form is another way to write a line; it
// is completed, read and refused as one.
//
// It refuses to know what a line means: what completes it is handed in, what
// was filled in is handed out.
package form

import (
	"strings"

	"warroom/session/incident"
	"warroom/tui/prompt"
)

// Sheet is a form as it is before anyone fills it in.
type Sheet struct {
	Title  string
	Fields []Field
	Line   func(values []string) string // the line at the prompt, of a value for each field
}

// Field is one blank of a form.
type Field struct {
	Name, Hint string
	Start      string                   // what stands in it at first
	Words      []string                 // the only values that there are; nil: any text
	Before     string                   // the line that the value is completed behind; "": it isn't
	Check      func(value string) error // refuses what the line would take for something else; nil: nothing
}

// Model is a form that one person fills in.
type Model struct {
	sheet   Sheet
	lines   []prompt.Line // one a field
	at      int           // the field that has the keyboard
	cycle   []string      // the candidates that are gone through, nil for none
	picked  int           // the one of them that stands in the field
	refusal string        // why it wasn't taken
}

// Open is the form with its first field ready.
func Open(s Sheet) Model {
	m := Model{sheet: s, lines: make([]prompt.Line, len(s.Fields))}
	for i, f := range s.Fields {
		m.lines[i] = prompt.NewLine(f.Start)
	}
	return m
}

// Line is what one would have typed at the prompt.
func (m Model) Line() string {
	values := make([]string, len(m.lines))
	for i, l := range m.lines {
		values[i] = strings.TrimSpace(l.Text())
	}
	return strings.TrimSpace(m.sheet.Line(values))
}

// Touched reports whether anything in it isn't as it was at first.
func (m Model) Touched() bool {
	for i, f := range m.sheet.Fields {
		if m.lines[i].Text() != f.Start {
			return true
		}
	}
	return false
}

// Check goes to the first field that holds what it can't, and says why. The
// error is an incident.Refusal.
func (m Model) Check() (Model, error) {
	for i, f := range m.sheet.Fields {
		if f.Check == nil {
			continue
		}
		if err := f.Check(strings.TrimSpace(m.lines[i].Text())); err != nil {
			m.at, m.cycle = i, nil
			return m, err
		}
	}
	return m, nil
}

// Refuse says why the form wasn't taken. All that was filled in stays.
func (m Model) Refuse(why string) Model {
	m.refusal = why
	return m
}

// Paste puts pasted text into the field. The error is an incident.Refusal.
func (m Model) Paste(text string) (Model, error) {
	if m.field().Words != nil {
		return m, nil
	}
	line, err := m.lines[m.at].Insert(incident.CleanLine(strings.TrimSpace(text)))
	return m.put(line), err
}

func (m Model) field() Field { return m.sheet.Fields[m.at] }

// put changes the field that has the keyboard.
func (m Model) put(l prompt.Line) Model {
	m.lines = append([]prompt.Line(nil), m.lines...)
	m.lines[m.at] = l
	m.cycle, m.refusal = nil, ""
	return m
}

// step goes to the next field, or the one before.
func (m Model) step(by int) Model {
	n := len(m.lines)
	m.at, m.cycle = (m.at+by+n)%n, nil
	return m
}
