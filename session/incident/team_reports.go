package incident

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// setReports asks to set a person's superior.
type setReports struct {
	Who typedPerson
	To  typedPerson // empty: the default
}

// reportsSet happened when a person's superior was set.
type reportsSet struct {
	Who string `json:"who"`
	To  string `json:"to"`
}

var reportsVerb = Verb{
	Name: "reports", Args: "@PERSON @LEAD | @PERSON none", asks: setReports{},
	Help: "set a person's superior; otherwise, members of a workstream report to its lead, and all others to the incident manager",
	complete: func(s sources, arg int) []string {
		switch arg {
		case 0:
			return people(s, 0)
		case 1:
			return append(people(s, 0), nobody)
		}
		return nil
	},
	parse: func(args string) (Command, error) {
		who, rest, err := cutPerson(args)
		if err != nil {
			return nil, err
		}
		if strings.EqualFold(strings.TrimSpace(rest), nobody) {
			return setReports{Who: who}, nil
		}
		to, err := onePersonOr(nobodyWords, rest)
		return setReports{Who: who, To: to}, err
	},
}

func (c setReports) names() []typedPerson { return []typedPerson{c.Who, c.To} }

func (setReports) needs() power { return powerManage }

func (c setReports) decide(s *State, _ Ask) ([]Fact, error) {
	for _, who := range c.names() {
		if _, known := s.Access.Members[who.Name]; !known && !s.holdsRole(who.Name) && !who.Sure && who.Name != "" {
			return nil, refuse("nobody named %q has been here: name people who are on this incident", quote(who.Name))
		}
	}
	f, after := reportsSet{Who: c.Who.Name, To: c.To.Name}, *s
	f.fold(&after, nil)
	switch {
	case f.Who == "":
		return nil, refuse("name two people, as /reports @kim @lee: kim reports to lee")
	case f.To == f.Who:
		return nil, refuse("nobody reports to themselves")
	case f.To == s.Team.Reports[f.Who]:
		return nil, refuse("unchanged: that is so already")
	case f.To != "" && after.reportsToSelf(f.Who):
		return nil, refuse("%s reports to %s already, directly or through others: change that first", f.To, f.Who)
	}
	return []Fact{f}, nil
}

func (reportsSet) kind() string { return "reports-set" }

func (f reportsSet) fold(s *State, _ *Event) {
	if f.To == "" {
		s.Team.Reports = mapWithout(s.Team.Reports, f.Who)
		return
	}
	s.Team.Reports = mapWith(s.Team.Reports, f.Who, f.To)
}

func (f reportsSet) line() string {
	if f.To == "" {
		return fmt.Sprintf("%s reports to the default superior", f.Who)
	}
	return fmt.Sprintf("%s reports to %s", f.Who, f.To)
}

// reportsTo returns the person to whom who reports: the one that was set; else,
// for a member of a workstream, its lead; else the incident manager, who
// reports to nobody ("").
func (s *State) reportsTo(who string) string {
	if to := s.Team.Reports[who]; to != "" {
		return to
	}
	manager := s.holderOf(RoleManager)
	if who == manager {
		return ""
	}
	over := manager
	for _, st := range slices.Backward(s.Team.Streams) {
		switch {
		case st.Lead == who:
			return manager
		case st.Lead != "" && slices.Contains(st.Members, who):
			over = st.Lead
		}
	}
	return over
}

// reportsToSelf reports whether somebody is among their own superiors.
func (s *State) reportsToSelf(who string) bool {
	met := map[string]bool{}
	for at := s.reportsTo(who); at != "" && !met[at]; at = s.reportsTo(at) {
		if at == who {
			return true
		}
		met[at] = true
	}
	return false
}

// ReportingLine is one line of the reporting chain.
type ReportingLine struct {
	Who   string
	To    string // "" at the top
	Depth int    // 0 at the top
}

// ReportingLines returns the reporting chain as a tree is drawn, each person below their
// superior. It has everyone who holds a role or an open task, works in a stream, is here
// as a responder, or was named.
func (v View) ReportingLines() []ReportingLine { return v.state.reportingLines() }

func (s *State) reportingLines() []ReportingLine {
	below, all := map[string][]string{}, onDuty(s)
	for _, who := range all {
		to := s.reportsTo(who)
		below[to] = append(below[to], who)
	}
	var chain []ReportingLine
	drawn := map[string]bool{}
	var draw func(ReportingLine)
	draw = func(r ReportingLine) {
		if drawn[r.Who] {
			return
		}
		drawn[r.Who] = true
		chain = append(chain, r)
		for _, who := range below[r.Who] {
			draw(ReportingLine{who, r.Who, r.Depth + 1})
		}
	}
	for _, who := range below[""] {
		draw(ReportingLine{Who: who})
	}
	for _, who := range all { // a circle that workstreams have made since has no top
		draw(ReportingLine{Who: who})
	}
	return chain
}

// onDuty returns the people of the chain, by name.
func onDuty(s *State) []string {
	set := map[string]bool{}
	for _, held := range []map[Role]string{s.Team.Roles, s.Team.Acting} {
		for _, name := range held {
			set[name] = true
		}
	}
	for _, st := range s.Team.Streams {
		for _, name := range st.Members {
			set[name] = true
		}
	}
	for who, to := range s.Team.Reports {
		set[who], set[to] = true, true
	}
	for name, m := range s.Access.Members {
		if m.Here() && m.Rank >= RankResponder {
			set[name] = true
		}
	}
	for _, t := range s.Plan.Tasks.All() {
		if t.Holder != "" && t.State < taskDone {
			set[t.Holder] = true
		}
	}
	for who := range maps.Clone(set) {
		if to := s.reportsTo(who); to != "" {
			set[to] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// Overload is a person with too many direct reports.
type Overload struct {
	Lead string
	N    int
}

// Overloaded returns, by name, the people with more direct reports than the playbook
// allows.
func (v View) Overloaded() []Overload {
	s := v.state
	most := s.Plan.Playbook.SpanOfControl()
	count := map[string]int{}
	for _, r := range s.reportingLines() {
		if r.To != "" {
			count[r.To]++
		}
	}
	var over []Overload
	for _, lead := range slices.Sorted(maps.Keys(count)) {
		if count[lead] > most {
			over = append(over, Overload{lead, count[lead]})
		}
	}
	return over
}
