package incident

import (
	"slices"
	"strings"
)

// flaggedRoles are the roles that a brief always names when nobody holds them.
var flaggedRoles = [...]Role{RoleManager, RoleSecurity, RoleDecider}

// rolesPart tells who holds a role, who acts in one, and to whom one is offered.
func rolesPart(v View, _ Reader) Part {
	p := Part{Label: "roles", Heading: "roles", Most: 3, Fields: []Field{
		{"roles", byRole(v.AssignedTo)}, {"acting", byRole(v.ActingAs)}, {"offers", byRole(v.OfferedTo)},
		{"vacant", listOf(v.vacant())},
	}}
	p.all = lazily(func() []Row { return roleRows(v) })
	p.now = p.all
	return p
}

func roleRows(v View) []Row {
	var held, offered []string
	for _, role := range Roles() {
		switch name, acts := v.AssignedTo(role), v.ActingAs(role); {
		case acts != "":
			held = append(held, role.String()+" "+acts+" (acting for "+name+")")
		case name != "":
			held = append(held, role.String()+" "+name)
		}
		if to := v.OfferedTo(role); to != "" {
			offered = append(offered, role.String()+" to "+to)
		}
	}
	var rows []Row
	for _, some := range []struct {
		tone   Tone
		before string
		names  []string
	}{{ToneText, "", held}, {ToneText, "offered: ", offered}, {ToneWarn, "nobody holds ", v.vacant()}} {
		if len(some.names) > 0 {
			rows = append(rows, Row{Tone: some.tone, teller: sentence{line: some.before + strings.Join(some.names, ", ")}})
		}
	}
	return rows
}

// vacant returns the roles that nobody holds, though they are always wanted or have a task
// that is open.
func (v View) vacant() (roles []string) {
	wanted := map[Role]bool{}
	for _, t := range v.OpenTasks() {
		if t.ForRole {
			wanted[t.Role] = true
		}
	}
	for _, role := range Roles() {
		if (wanted[role] || slices.Contains(flaggedRoles[:], role)) && v.HolderOf(role) == "" {
			roles = append(roles, role.String())
		}
	}
	return roles
}

// byRole returns the names that named gives for roles, by the words of the roles, without
// the roles for which it gives none.
func byRole(named func(Role) string) map[string]string {
	out := map[string]string{}
	for _, role := range Roles() {
		if name := named(role); name != "" {
			out[role.String()] = name
		}
	}
	return out
}

type reportShown struct {
	Who string `json:"who"`
	To  string `json:"to"`
}

// reportsPart tells who reports to whom.
func reportsPart(v View, _ Reader) Part {
	return list[ReportingLine]{
		label: "reports", heading: "who reports to whom", key: "reports", all: lazily(v.ReportingLines),
		line: func(l ReportingLine) string {
			if l.To == "" {
				return l.Who + " reports to nobody"
			}
			return l.Who + " reports to " + l.To
		},
		value: func(l ReportingLine) any { return reportShown{l.Who, l.To} },
	}.part()
}

type streamShown struct {
	Name    string   `json:"name"`
	Lead    string   `json:"lead"`
	Members []string `json:"members"`
	Closed  bool     `json:"closed"`
}

// streamsPart tells who works apart.
func streamsPart(v View, _ Reader) Part {
	return list[*Stream]{
		label: "streams", heading: "workstreams", key: "streams", all: v.Streams(),
		seq: func(st *Stream) uint64 { return st.Seq },
		line: func(st *Stream) string {
			line := st.Name + ", led by " + leadName(st) + ": " + strings.Join(st.Members, ", ")
			if st.Closed {
				line = "closed " + line
			}
			return line
		},
		value: func(st *Stream) any { return streamShown{st.Name, st.Lead, listOf(st.Members), st.Closed} },
	}.part()
}
