package incident

import (
	"strings"
	"time"
)

// Decide turns a command into events, numbered on from the state's last, or
// returns a Refusal. It checks in this order: may the asker enter, is the
// incident open, has the asker the power and the reach, are the people known whom
// the command names, and is it sensible?
func Decide(s *State, a Ask, c Command) ([]*Event, error) {
	if err := s.CheckAsk(a, c); err != nil {
		return nil, err
	}
	if err := checkNoLabel(c); err != nil {
		return nil, err
	}
	if err := checkKnown(s, a, c); err != nil {
		return nil, err
	}
	if named, ok := c.(settler); ok {
		var err error
		if c, err = named.settle(s, a); err != nil {
			return nil, err
		}
	}
	facts, err := c.decide(s, a)
	if err != nil {
		return nil, err
	}
	if facts, err = s.withReopened(facts); err != nil {
		return nil, err
	}
	if facts, err = requireKeys(s, a, c, facts); err != nil {
		return nil, err
	}
	facts = withReturn(s, a, facts)
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
		if p, ok := f.(backdated); ok {
			events[i].OccurredAt, events[i].Fact = p.at, p.Fact
		}
	}
	return events, nil
}

// settler is a command whose words leave out what the incident tells. What waits for a key
// is recorded with all of it.
type settler interface {
	settle(*State, Ask) (Command, error)
}

// CheckAsk runs the checks of Decide that don't depend on the arguments of a
// command: may the asker enter, is the incident open, has the asker the power?
// So an asker without the right is refused before a long command is read. The
// error is a Refusal.
func (s *State) CheckAsk(a Ask, c Command) error {
	if !mayKnow(s, a, c) {
		return refuse("there is no incident %s", s.ID)
	}
	if s.Status.Phase == PhaseClosed && !takenAfterClose(c) {
		return refuseClosed(s)
	}
	if err := checkReach(a.By, c); err != nil {
		return err
	}
	if needs := c.needs(); s.powerOf(a.By) < needs && !mayAnyway(s, a.By, c) {
		return s.refusePower(a.By, needs)
	}
	return nil
}

// mayAnyway reports whether p may ask for a command, for what it names, without the power
// that it needs.
func mayAnyway(s *State, p Person, c Command) bool {
	asked, ok := c.(interface{ mayAnyway(*State, Person) bool })
	return ok && asked.mayAnyway(s, p)
}

// PutsOut reports whether a command may remove someone from the server.
func PutsOut(c Command) bool {
	_, ok := c.(interface{ putsOut() })
	return ok
}

// Closes reports whether a command may close the incident.
func Closes(c Command) bool {
	_, ok := c.(interface{ closes() })
	return ok
}

// fromOutside is a command that a person who can't enter yet may ask.
type fromOutside interface{ mayBeAsked(*State, Ask) bool }

// mayKnow reports whether the asker may learn that the incident exists.
func mayKnow(s *State, a Ask, c Command) bool {
	if c, ok := c.(fromOutside); ok && c.mayBeAsked(s, a) {
		return true
	}
	return mayEnterAt(s, a.By, a.At)
}

// takenAfterClose reports whether a closed incident accepts a command.
func takenAfterClose(c Command) bool {
	_, ok := c.(interface{ afterClose() })
	return ok
}

func refuseClosed(s *State) error {
	return refuse("%s is closed: it can be read, or opened again with /reopen WHY", s.ID)
}

// backdated is a fact that happened before it was written, until it becomes an
// event.
type backdated struct {
	Fact
	at time.Time
}

// nearMark stands before a text whose moment was said to be near: the record tells a stated
// moment from one that someone remembers.
const nearMark = "(about this time) "

// mark puts the mark before a text if the moment is near.
func (m typedTime) mark(text string) string {
	if m.about {
		return strings.TrimRight(nearMark+text, blanks)
	}
	return text
}

// backdate backdates f to the moment m, if m is set.
func backdate(m typedTime, a Ask, f Fact) ([]Fact, error) {
	if m == (typedTime{}) {
		return []Fact{f}, nil
	}
	at, err := m.resolve(a)
	if err != nil {
		return nil, err
	}
	return []Fact{backdated{f, at}}, nil
}
