// Package palette is the list of every command with its help, filtered by typed
// text.
//
// Its one idea: people who don't know a verb's name find it by any word of its
// help. It refuses to know what a command does when it is picked.
package palette

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/session/readline"
	"warroom/tui/prompt"
)

// Item is one command.
type Item struct {
	Name string // without its slash
	Args string
	Help string
}

// Model is one person's search text, and the command that they selected.
type Model struct {
	line readline.Line
	at   int // index among the found items
}

// Press handles a key. The caller handles picking and closing.
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
	line, used, err := prompt.Press(m.line, k)
	if used {
		m.line, m.at = line, 0
	}
	return m, err
}

// Paste puts pasted text into the search text.
func (m Model) Paste(text string) (Model, error) {
	line, err := m.line.Insert(incident.CleanLine(strings.TrimSpace(text)))
	m.line, m.at = line, 0
	return m, err
}

// Chosen returns the name of the command that enter picks, "" if none is found.
func (m Model) Chosen(items []Item) string {
	found := m.Found(items)
	if len(found) == 0 {
		return ""
	}
	return found[min(m.at, len(found)-1)].Name
}

// Found returns the items that match the search text, the best matches first:
// those whose name begins with it, contains it, or contains its letters in
// their order, and those whose help has all of its words.
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

const unlike = 4 // the rank of an item that doesn't match

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

// hasLetters reports whether name contains the letters in their order.
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
