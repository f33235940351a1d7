package board

import (
	"fmt"
	"strings"

	"warroom/session/incident"
	"warroom/themes"
)

// people returns the section of people, as a tree of who reports to whom, and
// of workstreams.
func people() section {
	return section{
		name:    "PEOPLE",
		columns: []column{{"who", 22}, {"is", 16}, {"tasks", 6}, {"reports to", 0}},
		empty:   "nobody holds a role",
		items: func(v incident.View, l Look) (items []item) {
			over := map[string]int{}
			for _, o := range v.Overloaded() {
				over[o.Lead] = o.N
			}
			for _, r := range v.ReportingLines() {
				items = append(items, l.person(v, r, over[r.Who]))
			}
			for st := range v.Streams() {
				items = append(items, l.stream(st))
			}
			return items
		},
	}
}

// person returns the item of one person, indented below the one they report to.
func (l Look) person(v incident.View, r incident.ReportingLine, over int) item {
	name := strings.Repeat("  ", min(r.Depth, 6)) + r.Who
	to := r.To
	if over > 0 {
		to += l.Theme.Paint(themes.Warn, fmt.Sprintf(" ! %d report to %s: /stream splits the work", over, r.Who))
	}
	open := v.TasksOf(r.Who)
	return item{
		cells: func() []string {
			return []string{name, rolesOf(v, r.Who), fmt.Sprint(len(open)), strings.TrimSpace(to)}
		},
		details: func() string {
			lines := []string{strings.TrimSpace(r.Who + " " + rolesOf(v, r.Who))}
			for _, t := range open {
				lines = append(lines, fmt.Sprintf("%s %s", t.Ref(), t.Text))
			}
			return strings.Join(lines, "\n")
		},
	}
}

// rolesOf returns the roles of a person, and those in which they act for
// another.
func rolesOf(v incident.View, who string) string {
	var held []string
	for _, r := range incident.Roles() {
		switch {
		case v.ActingAs(r) == who:
			held = append(held, r.Short()+" acting")
		case v.AssignedTo(r) == who:
			held = append(held, r.Short())
		}
	}
	return strings.Join(held, " ")
}

// stream returns the item of a workstream.
func (l Look) stream(st *incident.Stream) item {
	is := "open stream"
	if st.Closed {
		is = l.Theme.Paint(themes.Warn, "closed stream")
	}
	lead := "nobody leads it"
	if st.Lead != "" {
		lead = st.Lead + " leads"
	}
	one := textItem(fmt.Sprintf("started at %s; /chat %s shows its chat", l.when(st.At), st.Name), st.Name, is, fmt.Sprint(len(st.Members)), lead+": "+strings.Join(st.Members, " "))
	one.Seq = st.Seq
	return one
}
