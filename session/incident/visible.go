package incident

// MayEnter reports whether p may know that the incident of s exists. FIRST's
// TLP 2.0 sets the bounds: RED is for the people in the room, AMBER+STRICT for
// the organisation, and an observer may be from outside of it.
func MayEnter(s *State, p Person) bool {
	m := s.Members[p.Name]
	switch {
	case p.Rank == RankNone, p.Rank > Manager, m.Standing == Out:
		return false
	case p.Only != "" && p.Only != s.ID:
		return false
	case m.Standing == Member, s.holdsRole(p.Name):
		return true
	case s.TLP == Red:
		return p.Rank >= Responder && m.Standing == Seen
	case s.TLP == AmberStrict:
		return p.Rank >= Responder
	}
	return true
}

// Visible reports whether p may see e. It is the one place where this is
// decided: screens, exec, reports, exports and search all ask it.
func Visible(s *State, p Person, e *Event) bool {
	return MayEnter(s, p) && ClearanceOf(p).Shows(s, e)
}

// Clearance is what the screens of two people must share to look the same.
type Clearance uint8

// The clearances.
const (
	ClearanceWatch Clearance = iota // an observer's: no working notes, nothing unknown
	ClearanceWork                   // a responder's or manager's: everything
)

// ClearanceOf is the clearance that a person's rank gives.
func ClearanceOf(p Person) Clearance {
	if p.Rank >= Responder {
		return ClearanceWork
	}
	return ClearanceWatch
}

// Shows reports whether someone with this clearance, who may enter, sees e.
func (c Clearance) Shows(s *State, e *Event) bool {
	if c == ClearanceWork {
		return true
	}
	switch f := e.Fact.(type) {
	case Corrected:
		return c.about(s, f.Seq)
	case Starred:
		return c.about(s, f.Seq)
	case Promoted:
		return c.about(s, f.Seq)
	case NoteAdded, Unknown: // what can't be read may be just as private
		return false
	}
	return true
}

// about reports whether the entry that an event is about is shown.
func (c Clearance) about(s *State, seq uint64) bool {
	e := s.Entry(seq)
	return e == nil || c.Shows(s, e.Event)
}
