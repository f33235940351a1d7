package incident

import "time"

// Decide turns what someone asks into events, numbered on from the state's
// last, or refuses with a Refusal. It asks, in this order: may they know of
// the incident? is it closed? are they allowed, and as far as it reaches? is it
// sensible?
func Decide(s *State, a Ask, c Command) ([]*Event, error) {
	if err := s.MayAsk(a, c); err != nil {
		return nil, err
	}
	if err := checkNoLabel(c); err != nil {
		return nil, err
	}
	facts, err := c.decide(s, a)
	if err != nil {
		return nil, err
	}
	if facts, err = hold(s, a, c, facts); err != nil {
		return nil, err
	}
	recorded, occurred := s.stamp(a.At)
	var clock time.Time
	if recorded.Sub(occurred) >= astray {
		clock = occurred
	}
	events := make([]*Event, len(facts))
	for i, f := range facts {
		events[i] = &Event{
			Incident:   s.ID,
			Seq:        s.Last + 1 + uint64(i),
			OccurredAt: occurred,
			RecordedAt: recorded.Add(time.Duration(i)),
			Clock:      clock,
			By:         a.By.Name,
			Key:        a.By.Key,
			Fact:       f,
		}
		if p, ok := f.(past); ok {
			events[i].OccurredAt, events[i].Fact = p.at, p.Fact
		}
	}
	return events, nil
}

// MayAsk answers those questions of Decide that come before what a command
// says: may they know of the incident, is it open, are they allowed? So who may
// not is refused before all of a long command has come. The error is a Refusal.
func (s *State) MayAsk(a Ask, c Command) error {
	if !mayKnow(s, a, c) {
		return refuse("there is no incident %s", s.ID)
	}
	if s.Status.Phase == PhaseClosed && !takenAfterClose(c) {
		return refuseClosed(s)
	}
	if err := checkReach(a.By, c); err != nil {
		return err
	}
	if needs := c.needs(); s.powerOf(a.By) < needs {
		return refusePower(a.By, needs)
	}
	return nil
}

// PutsOut reports whether a command may put someone out of the house.
func PutsOut(c Command) bool {
	_, ok := c.(interface{ putsOut() })
	return ok
}

// mayKnow reports whether the asker may learn that the incident exists. Who may
// break its glass learns it by doing so.
func mayKnow(s *State, a Ask, c Command) bool {
	switch c := c.(type) {
	case Declare:
		return true
	case BreakGlass:
		return mayEnterAt(s, a.By, a.At) || s.MayBreakGlass(a.By) && c.Check() == nil
	}
	return mayEnterAt(s, a.By, a.At)
}

// takenAfterClose reports whether a command is taken in a closed incident.
func takenAfterClose(c Command) bool {
	_, ok := c.(interface{ afterClose() })
	return ok
}

func refuseClosed(s *State) error {
	return refuse("%s is closed: it can be read, or opened again with /reopen WHY", s.ID)
}

// past is a fact on its way to an event that happened before it was asked.
type past struct {
	Fact
	at time.Time
}

// happened is f at the moment that the asker names; f alone where they name none,
// for it happens as it is written.
func happened(m When, a Ask, f Fact) ([]Fact, error) {
	if m == (When{}) {
		return []Fact{f}, nil
	}
	at, err := m.resolve(a)
	if err != nil {
		return nil, err
	}
	return []Fact{past{f, at}}, nil
}
