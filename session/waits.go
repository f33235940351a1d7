package session

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"warroom/session/incident"
)

// Waits is what waits for the person who reads a list.
type Waits struct{ incident.Waiting }

// WaitCount counts what waits for a person.
type WaitCount struct {
	Late  int `json:"late"`  // of their tasks
	Tasks int `json:"tasks"` // the late ones too
	Keys  int `json:"keys"`
	Roles int `json:"roles"`
	Said  int `json:"said"`

	Checks int `json:"checks"` // what they are to tick in their roles, and is late
}

// Count counts what waits.
func (w Waits) Count() WaitCount {
	return WaitCount{len(w.Late), len(w.Tasks), w.keys(), len(w.Roles), len(w.Said), len(w.Checks)}
}

// String tells what waits in whole words, "" for nothing.
func (w Waits) String() string { return w.Count().String() }

// String tells it in whole words, "" for nothing.
func (c WaitCount) String() string {
	return inWords([]things{
		{c.Late, "late task", "late tasks"}, {c.Checks, "late check", "late checks"}, {c.Keys, "key", "keys"}, {c.Roles, "role", "roles"},
		{c.Said, "mention", "mentions"}, {c.Tasks - c.Late, "task", "tasks"},
	})
}

// String tells what is late in whole words, "" for nothing.
func (l Late) String() string {
	return inWords([]things{{l.Tasks, "task", "tasks"}, {l.Clocks, "clock", "clocks"}})
}

// things are so many of a kind.
type things struct {
	n         int
	one, more string
}

// inWords tells how many there are of each, without those of which there is none.
func inWords(all []things) string {
	var parts []string
	for _, t := range all {
		switch {
		case t.n == 1:
			parts = append(parts, "1 "+t.one)
		case t.n > 1:
			parts = append(parts, strconv.Itoa(t.n)+" "+t.more)
		}
	}
	return strings.Join(parts, ", ")
}

// MarshalJSON writes how much there is of each.
func (w Waits) MarshalJSON() ([]byte, error) { return json.Marshal(w.Count()) }

// keys counts the decisions that wait for the person's key, by name or as any second one.
func (w Waits) keys() int { return len(w.Keys) + len(w.Any) }

// late counts what is late of it.
func (w Waits) late() int { return len(w.Late) + len(w.Checks) }

// Total counts what waits, without what was said.
func (w Waits) Total() int { return len(w.Tasks) + w.keys() + len(w.Roles) + len(w.Checks) }

// ReadTo returns the summary for a person who has read so far: it has what is unread, and
// what was said to them since.
func (s Summary) ReadTo(mark ReadMark) Summary {
	s.Unread = s.unread(mark)
	read := slices.IndexFunc(s.Waits.Said, func(seq uint64) bool { return seq <= mark.Seq })
	if read >= 0 {
		s.Waits.Said = s.Waits.Said[:read]
	}
	return s
}

// Reaches tells how far the incident reaches: as somebody stated it, else by what is affected,
// with "?" behind it.
func (s Summary) Reaches() string {
	if s.Spread == incident.SpreadUnknown && s.Proposed != incident.SpreadUnknown {
		return s.Proposed.String() + "?"
	}
	return s.Spread.String()
}

// unread returns how many entries were written since, without those that the reader may not
// see.
func (s Summary) unread(mark ReadMark) uint64 {
	written := s.written - min(mark.Written, s.written)
	return written - min(s.unseen.Since(mark.Seq), written)
}

// ListRead returns the list with what the key has read left out of what waits and of what
// is unread.
func (p Profile) ListRead(all []Summary) []Summary {
	read := make([]Summary, len(all))
	for i, s := range all {
		read[i] = s.ReadTo(p.Read[s.ID])
	}
	return read
}
