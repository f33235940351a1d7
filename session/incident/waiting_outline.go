package incident

import (
	"cmp"
	"slices"
)

// maxKeptMentions bounds the mentions that an outline keeps.
const maxKeptMentions = 200

// outline returns the section with those entries alone that Waiting, Late and LastShown ask for, and
// those that decide whether these are shown.
func (es entries) outline(s *State) entries {
	o := entries{kept: map[uint64]*Entry{}, veils: veils{by: es.veils.by}}
	for _, seq := range s.lastOfEachVeil() {
		s.keep(o.kept, seq)
	}
	mentions := es.mentions.newest(maxKeptMentions)
	for _, m := range mentions {
		o.mentions.addName(m.name, m.seq)
		s.keep(o.kept, m.seq)
	}
	for _, n := range s.Plan.open {
		s.keep(o.kept, s.Task(n).Seq)
	}
	for _, d := range s.pendingDecisions() {
		s.keep(o.kept, d.Seq)
	}
	for d := range s.lastTradeOffs() {
		s.keep(o.kept, d.Seq)
	}
	for _, n := range s.Decisions.kept {
		s.keep(o.kept, itemN(s.Decisions.Changes, n).Seq)
	}
	for _, h := range s.SizeUp.Hypotheses.All() {
		if !(View{state: s}).FixDue(h).IsZero() {
			s.keep(o.kept, h.Seq)
		}
	}
	for _, x := range s.Affected.Systems {
		s.keep(o.kept, x.Seq)
	}
	if n := s.Course.Actions.Len(); n > 0 {
		s.keep(o.kept, s.Course.Actions.At(n-1).Seq)
	}
	if n := s.Course.Estimates.Len(); n > 0 {
		s.keep(o.kept, s.Course.Estimates.At(n-1).Seq)
	}
	return o
}

// keep puts a copy of an entry into kept, and each that it is about: without that, who may
// not see it could see the first.
func (s *State) keep(kept map[uint64]*Entry, seq uint64) {
	e := s.Entry(seq)
	if e == nil || kept[seq] != nil {
		return
	}
	one := *e
	kept[seq] = &one
	if f, ok := e.Fact.(about); ok && f.aboutEntry(s) < seq {
		s.keep(kept, f.aboutEntry(s))
	}
}

// nameSeq is an entry that names a person.
type nameSeq struct {
	name string
	seq  uint64
}

// newest returns at most most mentions, the oldest first: the last of each name, then the
// one before it of each, so that nobody who is named often hides another.
func (m nameIndex) newest(most int) (all []nameSeq) {
	type place struct {
		name string
		at   *mention
	}
	var level []place
	for _, last := range m.last.All() {
		level = append(level, place{last.name, last})
	}
	for len(level) > 0 && len(all) < most {
		slices.SortFunc(level, func(a, b place) int { return cmp.Compare(b.at.seq, a.at.seq) })
		var next []place
		for _, p := range level[:min(len(level), most-len(all))] {
			all = append(all, nameSeq{p.name, p.at.seq})
			if p.at.before != nil {
				next = append(next, place{p.name, p.at.before})
			}
		}
		level = next
	}
	slices.SortFunc(all, func(a, b nameSeq) int { return cmp.Compare(a.seq, b.seq) })
	return all
}
