package session

import (
	"slices"
	"strings"

	"warroom/session/incident"
)

// Search is what somebody looks for in a list of incidents: words, each of which an
// incident must have. The zero value finds every incident.
type Search []string

// ParseSearch returns the words of a text, however they are spelt: upper or lower case.
func ParseSearch(text string) Search { return strings.Fields(strings.ToLower(text)) }

// Find returns those incidents of a list that have every word.
func (q Search) Find(all []Summary) []Summary {
	return slices.DeleteFunc(slices.Clone(all), func(s Summary) bool { return !q.Matches(s) })
}

// Matches reports whether the incident has every word, in its ID, title, manager, kinds,
// severity, state or the names of its systems. A word may be the part of one.
func (q Search) Matches(s Summary) bool {
	if len(q) == 0 {
		return true
	}
	said := append([]string{
		string(s.ID), s.Title, s.Manager, s.Severity.String(), s.Severity.Word(), s.System.String(),
	}, append(s.Kinds.Words(), s.Systems...)...)
	if s.Drill {
		said = append(said, "drill")
	}
	text := strings.ToLower(strings.Join(said, "\n"))
	return !slices.ContainsFunc(q, func(word string) bool { return !strings.Contains(text, word) })
}

// IsID reports whether the search is the ID of one incident, and nothing more.
func (q Search) IsID(id incident.ID) bool {
	return len(q) == 1 && strings.EqualFold(q[0], string(id))
}
