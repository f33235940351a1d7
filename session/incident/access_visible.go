package incident

import (
	"strings"
	"time"
)

// MayEnter reports whether p may know that the incident of s exists. FIRST's
// TLP 2.0 sets the bounds of the labels: RED is for the people in the room,
// AMBER+STRICT for the organisation, and an observer may be from outside of it.
// It has no clock: see Expired.
func (s *State) MayEnter(p Person) bool {
	m := s.Access.Members[p.Name]
	switch {
	case p.Rank == RankNone, p.Rank > RankManager, m.Status == memberRemoved:
		return false
	case p.Only != "" && p.Only != s.ID:
		return false
	case s.letIn(p.Name), m.Status == memberAdmitted && m.Footing == footingInRoom, p.Name == House:
		return true
	case s.Access.Scope >= ScopeConfidential, s.Access.Scope == ScopeRestricted && p.Rank < RankManager:
		return false
	case s.Access.TLP == TLPRed:
		return p.Rank >= RankResponder && m.Footing == footingInRoom
	case s.Access.TLP == TLPAmberStrict:
		return p.Rank >= RankResponder
	}
	return true
}

// mayEnterAt reports whether p may enter at a moment: MayEnter, within their stay.
func mayEnterAt(s *State, p Person, now time.Time) bool {
	return s.Last > 0 && s.MayEnter(p) && !s.Expired(p, now)
}

// clearance is what a reader sees of an incident that they may enter. It is comparable,
// and equal for two who see the same.
type clearance struct {
	work    bool   // a responder's or manager's: working notes, AMBER+STRICT, what is unknown
	red     bool   // entries labelled TLP:RED, whoever wrote them
	own     string // whose own entries are shown whatever their label; "" where that adds nothing
	streams string // the closed workstreams that are open to them, each between blanks
	target  string // whose ejection waits for a key and isn't shown to them; "" for nobody's
}

// clearanceOf returns the clearance of p, who may enter. Observers see entries without a
// label of their own, or labelled AMBER, GREEN or CLEAR; responders see AMBER+STRICT too.
// RED is shown to keys of rank manager, to people whom another person let in as a member
// or by a role, and to its author. A closed workstream is shown to its members, and to a
// manager whom another person let in.
func (s *State) clearanceOf(p Person) clearance {
	c := clearance{target: s.targeted(p.Name)}
	if p.Rank < RankResponder {
		return c
	}
	c.work, c.streams = true, s.streamsOf(p)
	c.red = p.Rank >= RankManager || s.letIn(p.Name)
	if !c.red && s.Access.Authors[p.Name] {
		c.own = p.Name
	}
	return c
}

// targeted returns the name if the ejection of that person waits for a key, else "".
func (s *State) targeted(name string) string {
	for _, d := range s.pendingDecisions() {
		if d.Kind == decisionAct && ejects(d.Act) == name {
			return name
		}
	}
	return ""
}

// streamsOf returns the closed workstreams that p sees into, each between blanks.
func (s *State) streamsOf(p Person) string {
	var open strings.Builder
	for _, st := range s.Team.Streams {
		if st.Closed && s.worksIn(st, p) {
			open.WriteString(" " + st.Name + " ")
		}
	}
	return open.String()
}

// about is a fact about another entry. It is shown to everybody who sees that entry.
type about interface{ aboutEntry(*State) uint64 }

// hidden is a fact that some readers don't see, whatever its label.
type hidden interface{ hiddenFrom(clearance) bool }

// ofStream is a fact that belongs to a workstream; "" stands for the whole bridge.
type ofStream interface{ streamName() string }

// Shows reports whether an entry is shown. It is the one place where this is decided:
// every reading of a View asks it.
func (v View) Shows(e *Event) bool {
	s, c := v.state, v.sees
	switch {
	case s.Last == 0:
		return false // the view of a person who may not enter
	case v.showsAll():
		return true
	case !c.reads(s.labelOf(e), e.By), !c.hears(s, e.Stream()):
		return false
	}
	if f, ok := e.Fact.(hidden); ok && f.hiddenFrom(c) {
		return false
	}
	if f, ok := e.Fact.(about); ok && !v.about(e.Seq, f.aboutEntry(s)) {
		return false
	}
	return true
}

// showsAll reports whether the reader works here, and nothing is hidden from anyone who does.
func (v View) showsAll() bool {
	s, c := v.state, v.sees
	return s.Last > 0 && c.work && len(s.Team.Streams) == 0 && len(s.Access.Authors) == 0 && c.target == ""
}

// reads applies the rule of labels: see clearanceOf.
func (c clearance) reads(label label, by string) bool {
	switch tlp, labelled := label.TLP(); {
	case !labelled, c.red, c.own != "" && by == c.own:
		return true
	case tlp == TLPAmberStrict:
		return c.work
	default:
		return tlp != TLPRed
	}
}

// hears reports whether the entries of a workstream are shown.
func (c clearance) hears(s *State, stream string) bool {
	if stream == "" {
		return true
	}
	st := s.stream(stream)
	return st == nil || !st.Closed || strings.Contains(c.streams, " "+stream+" ")
}

// about reports whether the other entry, which entry seq is about, is shown. An entry
// can't be about a later one.
func (v View) about(seq, other uint64) bool {
	e := v.state.Entry(other)
	return e == nil || other >= seq || v.Shows(e.Event)
}
