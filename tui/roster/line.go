package roster

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// line is one person who is here, or the absent holder of a role.
type line struct {
	Person
	absent bool
	first  incident.Role // the role that decides the place in the list
	roles  string        // as "IM SCR"
	offers string        // as "offered IM"
}

// linesOf returns the holders of roles in the order of roles, then the others
// by name.
func linesOf(v incident.View, here []Person) []line {
	var lines []line
	seen := map[string]bool{}
	for _, p := range here {
		seen[p.Name] = true
		lines = append(lines, lineOf(v, p))
	}
	for _, r := range incident.Roles() {
		if name := v.AssignedTo(r); name != "" && !seen[name] {
			seen[name] = true
			absent := lineOf(v, Person{Name: name})
			absent.absent = true
			lines = append(lines, absent)
		}
	}
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.missing(), b.missing()), cmp.Compare(a.first, b.first), cmp.Compare(a.Name, b.Name))
	})
	return lines
}

// missing puts who isn't here behind who is: a panel with few rows shows first whom one can
// ask.
func (l line) missing() int {
	if l.absent || l.Status == StatusGone {
		return 1
	}
	return 0
}

func lineOf(v incident.View, p Person) line {
	l := line{Person: p, first: ^incident.Role(0)}
	var duties, offers []string
	for _, r := range incident.Roles() {
		if v.AssignedTo(r) == p.Name {
			duties = append(duties, r.Short())
			l.first = min(l.first, r)
		}
		if v.OfferedTo(r) == p.Name {
			offers = append(offers, r.Short())
		}
	}
	l.roles = strings.Join(duties, " ")
	if len(offers) > 0 {
		l.offers = "offered " + strings.Join(offers, " ")
	}
	return l
}

// presence returns the sign of a person's status, and words unless they are
// simply here.
func (l line) presence(zone *time.Location, today string) (sign, word string, ink themes.Meaning) {
	switch {
	case l.absent:
		return "x", "not here", themes.Warn
	case l.Status == StatusAway:
		return "-", "away since " + pane.When(l.Since, zone, today), themes.Muted
	case l.Status == StatusGone:
		return "x", "gone since " + pane.When(l.Since, zone, today), themes.Muted
	}
	return "+", "", themes.Good
}
