package incident

import (
	"strings"
	"time"
)

// MayEnter reports whether p may know that the incident of s exists. FIRST's
// TLP 2.0 sets the bounds of the labels: RED is for the people in the room,
// AMBER+STRICT for the organisation, and an observer may be from outside of it.
// It has no clock: see Expired.
func MayEnter(s *State, p Person) bool {
	m := s.Access.Members[p.Name]
	switch {
	case p.Rank == RankNone, p.Rank > Manager, m.Standing == Out:
		return false
	case p.Only != "" && p.Only != s.ID:
		return false
	case s.letIn(p.Name), m.Standing == Member && m.Footing == InRoom, p.Name == House:
		return true
	case s.Access.Scope >= ScopeConfidential, s.Access.Scope == ScopeRestricted && p.Rank < Manager:
		return false
	case s.Access.TLP == Red:
		return p.Rank >= Responder && m.Footing == InRoom
	case s.Access.TLP == AmberStrict:
		return p.Rank >= Responder
	}
	return true
}

// mayEnterAt is MayEnter for someone whose time may be over.
func mayEnterAt(s *State, p Person, now time.Time) bool {
	return s.Last > 0 && MayEnter(s, p) && !Expired(s, p, now)
}

// Visible reports whether p may see e. It is the one place where this is
// decided: screens, exec, reports, exports and search all ask it.
func Visible(s *State, p Person, e *Event) bool { return VisibleTo(s, p)(e) }

// VisibleTo is Visible for many entries: what it asks of the person, it asks
// once.
func VisibleTo(s *State, p Person) func(*Event) bool {
	if !MayEnter(s, p) {
		return func(*Event) bool { return false }
	}
	sees := ClearanceOf(s, p)
	return func(e *Event) bool { return sees.Shows(s, e) }
}

// Clearance is what the screens of two people must share to look the same. It
// is comparable, and equal for two who see the same.
type Clearance struct {
	Work    bool   // a responder's or manager's: working notes, AMBER+STRICT, what is unknown
	Red     bool   // entries labelled TLP:RED, whoever wrote them
	Own     string // whose own entries are shown whatever their label; "" where that adds nothing
	Streams string // the closed workstreams that are open to them, each between blanks
	Target  string // whose ejection waits for a key and isn't shown to them; "" for nobody's
}

// ClearanceOf is what p, who may enter, sees. Observers see what bears no label
// of its own, or AMBER, GREEN or CLEAR; responders AMBER+STRICT too; RED is for
// whom another let in by right, as a member or by a role, keys of rank manager and
// who wrote it. In a closed workstream its members see, and to whom the manager's
// role was given.
func ClearanceOf(s *State, p Person) Clearance {
	c := Clearance{Target: s.targeted(p.Name)}
	if p.Rank < Responder {
		return c
	}
	c.Work, c.Streams = true, s.streamsOf(p)
	c.Red = p.Rank >= Manager || s.letIn(p.Name)
	if !c.Red && s.Access.Authors[p.Name] {
		c.Own = p.Name
	}
	return c
}

// targeted is the name, where the ejection of whom bears it waits for a key.
func (s *State) targeted(name string) string {
	for _, d := range Pending(s) {
		if d.Kind == ActDecision && ejects(d.Act) == name {
			return name
		}
	}
	return ""
}

// streamsOf are the closed workstreams that p sees into.
func (s *State) streamsOf(p Person) string {
	var open strings.Builder
	for _, st := range s.Team.Streams {
		if st.Closed && s.inStream(st, p) {
			open.WriteString(" " + st.Name + " ")
		}
	}
	return open.String()
}

// regarding is a fact about another entry: it is shown to whom that is shown.
type regarding interface{ regards(*State) uint64 }

// streamed is a fact that belongs to a workstream; "" is the bridge's own.
type streamed interface{ inStream() string }

// Shows reports whether someone with this clearance, who may enter, sees e.
func (c Clearance) Shows(s *State, e *Event) bool {
	switch {
	case c.Work && len(s.Team.Streams) == 0 && len(s.Access.Authors) == 0 && c.Target == "":
		return true // nothing here is hidden from anyone who works
	case !c.reads(s.labelOf(e), e.By), !c.hears(s, e.Stream()):
		return false
	}
	if f, ok := e.Fact.(DecisionMade); ok && c.Target != "" && f.ejects() == c.Target {
		return false // who is to be put out is not warned while a key is awaited
	}
	if f, ok := e.Fact.(regarding); ok && !c.about(s, e.Seq, f.regards(s)) {
		return false
	}
	return c.Work || !isWorking(e.Fact)
}

// reads is the rule of labels: see ClearanceOf.
func (c Clearance) reads(label Label, by string) bool {
	switch tlp, labelled := label.TLP(); {
	case !labelled, c.Red, c.Own != "" && by == c.Own:
		return true
	case tlp == AmberStrict:
		return c.Work
	default:
		return tlp != Red
	}
}

// hears reports whether what belongs to a workstream is shown.
func (c Clearance) hears(s *State, stream string) bool {
	if stream == "" {
		return true
	}
	st := s.Stream(stream)
	return st == nil || !st.Closed || strings.Contains(c.Streams, " "+stream+" ")
}

// about reports whether the entry that entry seq is about is shown. What claims
// to be about a later one is about none.
func (c Clearance) about(s *State, seq, other uint64) bool {
	e := s.Entry(other)
	return e == nil || other >= seq || c.Shows(s, e.Event)
}

// isWorking reports whether observers don't see a fact: working notes, and what
// can't be read, which may be just as private.
func isWorking(f Fact) bool {
	switch f := f.(type) {
	case NoteAdded, Unknown:
		return true
	case StreamEntered:
		return f.As == SortNote
	}
	return false
}

// knowsOf reports whether p may know of the item that an entry opened.
func knowsOf(s *State, p Person, seq uint64) bool {
	return MayEnter(s, p) && ClearanceOf(s, p).Sees(s, seq)
}
