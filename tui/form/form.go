// Package form shows a verb as a form: a field for each argument. Its result is
// the line that one would have typed.
//
// Its one idea: there is one grammar. A form is another way to write a line,
// with the same completion, parsing and refusals.
//
// It refuses to know what a line means: the caller passes the completion in and
// gets the values back.
package form

import (
	"strings"

	"warroom/session/incident"
	"warroom/session/readline"
)

// Definition describes a form before anyone fills it in.
type Definition struct {
	Title  string
	Fields []Field
	Line   func(values []string) string // returns the line at the prompt for a value of each field
}

// Field is one blank of a form.
type Field struct {
	Name, Hint string
	Start      string                   // its first content
	Words      []string                 // the only possible values; nil: any text
	Before     string                   // the line before the value, for completion; "": no completion
	Check      func(value string) error // refuses values that the line would parse as something else; nil: accepts all
}

// Model is a form that one person fills in.
type Model struct {
	def     Definition
	lines   []readline.Line // one a field
	at      int             // the field that has the keyboard
	cycle   []string        // the candidates to step through, nil for none
	picked  int             // the index of the candidate in the field
	refusal string          // why the form was refused
}

// Open returns the form with its first field ready.
func Open(s Definition) Model {
	m := Model{def: s, lines: make([]readline.Line, len(s.Fields))}
	for i, f := range s.Fields {
		m.lines[i] = readline.NewLine(f.Start)
	}
	return m
}

// Line returns the line that one would have typed at the prompt.
func (m Model) Line() string {
	values := make([]string, len(m.lines))
	for i, l := range m.lines {
		values[i] = strings.TrimSpace(l.Text())
	}
	return strings.TrimSpace(m.def.Line(values))
}

// Touched reports whether any field differs from its first content.
func (m Model) Touched() bool {
	for i, f := range m.def.Fields {
		if m.lines[i].Text() != f.Start {
			return true
		}
	}
	return false
}

// Check goes to the first field with an invalid value, and returns its
// incident.Refusal.
func (m Model) Check() (Model, error) {
	for i, f := range m.def.Fields {
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

// Refuse shows why the form was refused. All fields keep their values.
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

func (m Model) field() Field { return m.def.Fields[m.at] }

// put changes the focused field.
func (m Model) put(l readline.Line) Model {
	m.lines = append([]readline.Line(nil), m.lines...)
	m.lines[m.at] = l
	m.cycle, m.refusal = nil, ""
	return m
}

// step goes to the next field, or to the previous one.
func (m Model) step(by int) Model {
	n := len(m.lines)
	m.at, m.cycle = (m.at+by+n)%n, nil
	return m
}
