package incident

import (
	"fmt"
	"strings"
	"time"
)

// systemShown is an affected system, with its sheet as it was then.
type systemShown struct {
	Sheet    *Sheet    `json:"sheet"`
	Unlisted bool      `json:"unlisted"`
	Stale    bool      `json:"stale"`
	Late     []string  `json:"late"` // marks of what else in the sheet was overdue
	Radius   Radius    `json:"radius"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Seq      uint64    `json:"seq"`
}

// systemsPart tells which systems are affected.
func systemsPart(v View, r Reader) Part {
	return list[*System]{
		label: "affected", heading: "affected systems", key: "systems", most: 4, now: v.Systems(), all: v.Systems(),
		seq: func(s *System) uint64 { return s.Seq }, line: systemText,
		more: r.systemMore, said: (*System).said,
		value: func(s *System) any {
			return systemShown{s.Sheet, s.Unlisted, s.Stale, listOf(s.Late), s.Radius, s.By, s.At.UTC(), s.Seq}
		},
	}.part()
}

func systemText(s *System) string {
	line := s.Sheet.Name
	if len(s.Sheet.Owners) > 0 {
		line += ", owners " + strings.Join(s.Sheet.Owners, ", ")
	}
	switch {
	case s.Unlisted:
		line += "; it has no sheet"
	case s.Stale:
		line += "; sheet STALE"
	}
	for _, mark := range s.Late {
		line += "; " + mark
	}
	return line + s.Radius.line()
}

// systemMore tells who named a system, and what its sheet said then.
func (r Reader) systemMore(s *System) []string {
	lines := []string{fmt.Sprintf("named by %s at %s in #%d", s.By, r.Stamp(s.At), s.Seq)}
	if s.Unlisted {
		return lines
	}
	name := ""
	for _, l := range s.Sheet.Lines(s.At) {
		if l.Name != "" {
			name = l.Name
		}
		lines = append(lines, name+": "+l.Text)
	}
	return append(lines, s.Radius.steps()...)
}

// steps tells how far from the system each is that stands in the radius.
func (r Radius) steps() (lines []string) {
	for _, some := range []struct {
		what string
		all  []Neighbour
	}{{"depends on", r.DependsOn}, {"needed by", r.NeededBy}} {
		if len(some.all) == 0 {
			continue
		}
		names := make([]string, len(some.all))
		for i, n := range some.all {
			names[i] = n.String()
			if n.Steps > 1 {
				names[i] += ", in " + plural(n.Steps, "step")
			}
		}
		lines = append(lines, some.what+": "+strings.Join(names, "; "))
	}
	if r.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", r.More))
	}
	return lines
}

// said returns what the words of a system tell in another form than JSON.
func (s *System) said() string {
	said := "unlisted stale no sheet steps 1 backup"
	for _, day := range s.Sheet.days() {
		if !day.IsZero() {
			said += " " + stampUTC(*day)
		}
	}
	return said
}

type linkShown struct {
	Kind  string    `json:"kind"`
	To    ID        `json:"to"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Split bool      `json:"split,omitempty"` // entries of one went into the other, which was opened for them
}

// linksPart tells which other incidents this one is linked to.
func linksPart(v View, r Reader) Part {
	return list[Link]{
		label: "links", key: "links", most: 3, now: lazily(v.Links), all: lazily(v.Links),
		tone:  toneBy(func(l Link) bool { return l.Kind == linkDuplicate }, ToneWarn, ToneText),
		line:  v.linkText,
		more:  func(l Link) []string { return []string{"linked by " + l.By + " at " + r.Stamp(l.At)} },
		said:  func(l Link) string { return "split" }, // as split off
		value: func(l Link) any { return linkShown{l.Kind, l.To, l.By, l.At.UTC(), v.split(l) != ""} },
	}.part()
}

// linkText says what another incident is to this one, and where people go on.
func (v View) linkText(l Link) string {
	switch l.Kind {
	case linkDuplicate:
		return "duplicate of " + string(l.To) + ", merged into it: go on there"
	case mirrors[linkDuplicate]:
		return "duplicated-by " + string(l.To) + ", merged into this one: go on here"
	}
	return l.Kind + " " + string(l.To) + v.split(l)
}

// split says that a link stands for a split, and which way; "" where it doesn't.
func (v View) split(l Link) string {
	from, _ := v.state.SplitFrom()
	switch {
	case from == l.To:
		return ", of which this one was split off"
	case v.state.SplitInto(l.To) > 0:
		return ", split off from this one"
	}
	return ""
}
