package incident

import (
	"iter"
	"slices"

	"warroom/session/incident/immutable"
)

// copies has the entries of this incident that others repeat: those that were split off, and
// the tasks of a duplicate. What is struck, corrected or labelled here must not go on to be
// read there as it was.
type copies struct {
	all     immutable.List[copied]
	places  immutable.Index // in all, by the entry's number
	changed map[ID]uint64   // by the incident that repeats entries: the last entry here that changed one
}

// copied is an entry of this incident that another repeats.
type copied struct {
	To   ID
	Seq  uint64
	Task uint64 // of a carried task, its number here
}

// addCopy notes that another incident repeats an entry.
func (s *State) addCopy(c copied) {
	cs := &s.Affected.copies
	cs.places = cs.places.Insert(cs.all.Len(), entryThing(c.Seq))
	cs.all = cs.all.Append(c)
}

// changeCopies notes that entry by changed what others may repeat of entry seq.
func (s *State) changeCopies(seq, by uint64) {
	cs := &s.Affected.copies
	for _, place := range cs.places.Find(entryThing(seq)) {
		cs.changed = mapWith(cs.changed, cs.all.At(place).To, by)
	}
}

// changeAllCopies notes that entry by changed who may read this incident.
func (s *State) changeAllCopies(by uint64) {
	cs := &s.Affected.copies
	for _, c := range cs.all.All() {
		if cs.changed[c.To] != by {
			cs.changed = mapWith(cs.changed, c.To, by)
		}
	}
}

// ChangedCopies yields each incident that repeats entries of this one, and the last entry here
// that changed one of them. The other follows it: see Follow.
func (s *State) ChangedCopies() iter.Seq2[ID, uint64] {
	return func(yield func(ID, uint64) bool) {
		for to, seq := range s.Affected.copies.changed {
			if !yield(to, seq) {
				return
			}
		}
	}
}

// Follow returns the command by which another incident follows what changed here of the
// entries that it repeats.
func (s *State) Follow(to ID) Command {
	c := follow{From: s.ID, Change: s.Affected.copies.changed[to]}
	for _, copy := range s.Affected.copies.all.All() {
		if copy.To != to {
			continue
		}
		if t := s.Task(copy.Task); t != nil {
			c.Tasks = append(c.Tasks, s.carried(t))
			continue
		}
		now := citedNow{entryCited: s.cite(copy.Seq)}
		if e := s.Entry(copy.Seq); e != nil && e.Strike != nil {
			now.Struck = true
		}
		c.Entries = append(c.Entries, now)
	}
	return c
}

// copySplit notes the entries that went into another incident. anew says that something was
// written since they were read: then the other is told of them again.
func (s *State) copySplit(e *Event, f entriesSplit) {
	known := s.copiesTo(f.To)
	for _, seq := range f.Entries {
		if !slices.Contains(known, seq) {
			s.addCopy(copied{To: f.To, Seq: seq})
		}
	}
	if f.Anew {
		s.Affected.copies.changed = mapWith(s.Affected.copies.changed, f.To, e.Seq)
	}
}

// copiesTo returns the numbers of the entries that another incident repeats.
func (s *State) copiesTo(to ID) (seqs []uint64) {
	for _, c := range s.Affected.copies.all.All() {
		if c.To == to {
			seqs = append(seqs, c.Seq)
		}
	}
	return seqs
}

// copyTasks notes the tasks that go on in the other incident. Their texts stay with them
// alone: the entry of the closing is shown to more people.
func (s *State) copyTasks(e *Event, f incidentClosed) {
	f.Tasks = slices.Clone(f.Tasks)
	for i, t := range f.Tasks {
		if task := s.Task(t.N); task != nil && !f.Dropped {
			s.addCopy(copied{To: f.Duplicate, Seq: task.Seq, Task: t.N})
		}
		f.Tasks[i].Text = ""
	}
	s.replaceFact(e.Seq, f)
}

// Mirror returns another incident and the command that must follow there for entry seq, with
// the texts that the tasks have now; nil if the entry concerns only this incident.
func (s *State) Mirror(seq uint64) (ID, Command) {
	e := s.Entry(seq)
	if e == nil {
		return "", nil
	}
	to, c := e.Mirror()
	a, is := c.(absorb)
	if !is {
		return to, c
	}
	a.Tasks = slices.Clone(a.Tasks)
	for i, t := range a.Tasks {
		if task := s.Task(t.N); task != nil && s.readByAll(task.Seq) {
			a.Tasks[i].Text = task.Text
		}
	}
	return to, a
}
