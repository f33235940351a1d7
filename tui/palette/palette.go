// Package palette is the list of every command with its help, narrowed by what
// is typed.
//
// Its one idea: who doesn't know a verb's name finds it by any word of what it
// does. It refuses to know what a command does when it is picked.
package palette

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/prompt"
)

// Item is one command.
type Item struct {
	Name string // without its slash
	Args string
	Help string
}

// Model is what one person has typed to find a command, and the one they chose.
type Model struct {
	line prompt.Line
	at   int // of those found
}

// Press takes in a key. Picking and closing are for whoever opened the palette.
func (m Model) Press(k tea.KeyPressMsg, bound keys.Form, items []Item) (Model, error) {
	n := len(m.Found(items))
	switch {
	case key.Matches(k, bound.Down, bound.Next):
		m.at = min(m.at+1, max(n-1, 0))
		return m, nil
	case key.Matches(k, bound.Up, bound.Previous):
		m.at = max(m.at-1, 0)
		return m, nil
	}
	line, used, err := m.line.Press(k)
	if used {
		m.line, m.at = line, 0
	}
	return m, err
}

// Paste puts pasted text into what is sought.
func (m Model) Paste(text string) (Model, error) {
	line, err := m.line.Insert(incident.CleanLine(strings.TrimSpace(text)))
	m.line, m.at = line, 0
	return m, err
}

// Chosen is the name of the command that enter picks, "" where none is found.
func (m Model) Chosen(items []Item) string {
	found := m.Found(items)
	if len(found) == 0 {
		return ""
	}
	return found[min(m.at, len(found)-1)].Name
}

// Found are the items that what was typed may mean, the likeliest first: those
// whose name begins with it, holds it, holds its letters in their order, and
// those whose help has all of its words.
func (m Model) Found(items []Item) []Item {
	typed := strings.ToLower(strings.Trim(m.line.Text(), " /"))
	var found []Item
	for _, i := range items {
		if rank(i, typed) < unlike {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b Item) int { return cmp.Compare(rank(a, typed), rank(b, typed)) })
	return found
}

const unlike = 4 // the rank of what isn't found

func rank(i Item, typed string) int {
	switch {
	case strings.HasPrefix(i.Name, typed):
		return 0
	case strings.Contains(i.Name, typed):
		return 1
	case hasWords(i.Help, typed):
		return 2
	case hasLetters(i.Name, typed):
		return 3
	}
	return unlike
}

// hasLetters reports whether name holds the letters in their order.
func hasLetters(name, letters string) bool {
	for _, r := range letters {
		_, rest, ok := strings.Cut(name, string(r))
		if !ok {
			return false
		}
		name = rest
	}
	return true
}

func hasWords(help, words string) bool {
	help = strings.ToLower(help)
	for _, w := range strings.Fields(words) {
		if !strings.Contains(help, w) {
			return false
		}
	}
	return true
}
