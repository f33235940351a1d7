package form

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/session/readline"
	"warroom/tui/prompt"
)

// Complete returns the possible completions of a line, as at the prompt.
type Complete func(head string) incident.Completion

// Press handles a key. The error is an incident.Refusal. The caller handles
// sending and closing.
func (m Model) Press(k tea.KeyPressMsg, bound keys.Form, complete Complete) (Model, error) {
	switch {
	case key.Matches(k, bound.Next):
		return m.next(complete), nil
	case key.Matches(k, bound.Previous):
		return m.step(-1), nil
	case key.Matches(k, bound.Down):
		return m.turn(+1, complete), nil
	case key.Matches(k, bound.Up):
		return m.turn(-1, complete), nil
	case m.field().Words != nil:
		return m.choose(k), nil
	}
	line := m.lines[m.at]
	if k.Text != "" && line.Text() == m.field().Start {
		line = readline.NewLine("") // typing replaces the first content
	}
	line, used, err := prompt.Press(line, k)
	if used {
		m = m.put(line)
	}
	return m, err
}

// candidates returns the possible values of the field, given its content.
func (m Model) candidates(complete Complete) []string {
	f := m.field()
	if f.Before == "" || f.Words != nil {
		return nil
	}
	return complete(f.Before + m.lines[m.at].Text()).Words
}

// next completes the text if there is one candidate, or as far as all
// candidates agree; otherwise it goes on to the next field.
func (m Model) next(complete Complete) Model {
	typed, words := m.lines[m.at].Text(), m.candidates(complete)
	if typed == "" || len(words) == 0 || len(m.cycle) > 0 || slices.Contains(words, typed) {
		return m.step(+1)
	}
	common := words[0]
	for _, w := range words[1:] {
		for !strings.HasPrefix(w, common) {
			common = common[:len(common)-1]
		}
	}
	if len(words) > 1 && len(common) > len(typed) {
		return m.put(readline.NewLine(common))
	}
	if len(words) == 1 {
		if m = m.put(readline.NewLine(common)); m.at == len(m.lines)-1 {
			return m // enter is next
		}
	}
	return m.step(+1)
}

// turn steps through the values of the field, or through the fields if it has
// none.
func (m Model) turn(by int, complete Complete) Model {
	words := m.cycle
	if len(words) == 0 {
		words = m.candidates(complete)
	}
	switch {
	case len(words) == 0:
		return m.step(by)
	case len(m.cycle) > 0:
		by += m.picked
	case by > 0:
		by = 0
	}
	picked := (by + len(words)) % len(words)
	m = m.put(readline.NewLine(words[picked]))
	m.cycle, m.picked = words, picked
	return m
}

// choose steps through the only values of a field: by the arrows, the space, or
// the first letter of a value.
func (m Model) choose(k tea.KeyPressMsg) Model {
	words := m.field().Words
	at := slices.Index(words, m.lines[m.at].Text())
	switch name := k.String(); name {
	case "left":
		at = max(at-1, 0)
	case "right":
		at = min(at+1, len(words)-1)
	case "space":
		at = (at + 1) % len(words)
	default:
		at = m.letter(name, at)
	}
	return m.put(readline.NewLine(words[at]))
}

// letter returns the next value after at that begins with a letter.
func (m Model) letter(name string, at int) int {
	words := m.field().Words
	for i := range words {
		if next := (at + 1 + i) % len(words); name != "" && strings.HasPrefix(words[next], strings.ToLower(name)) {
			return next
		}
	}
	return at
}
