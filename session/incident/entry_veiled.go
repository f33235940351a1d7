package incident

import (
	"sort"
	"strings"

	"warroom/session/incident/immutable"
)

// veil says who may not see an entry, by what it and the entries that it is about ask of a
// reader. The zero veil hides it from nobody.
type veil struct {
	work    bool   // hidden from who doesn't work here: working notes, AMBER+STRICT, what is unknown
	red     string // the author of what is labelled RED; severalAuthors for texts of several; "" for none
	streams string // the workstreams that it belongs to, each between blanks
	target  string // whose ejection it is about, each between blanks
}

// severalAuthors stands for more than one author: nobody is.
const severalAuthors = " "

// and returns the veil of an entry that is about another, which has the veil o.
func (v veil) and(o veil) veil {
	v.work = v.work || o.work
	switch {
	case v.red == "":
		v.red = o.red
	case o.red != "" && o.red != v.red:
		v.red = severalAuthors
	}
	v.streams, v.target = joinNames(v.streams, o.streams), joinNames(v.target, o.target)
	return v
}

// joinNames adds those names of b to a that aren't in it.
func joinNames(a, b string) string {
	for name := range strings.FieldsSeq(b) {
		if !strings.Contains(a, " "+name+" ") {
			a += " " + name + " "
		}
	}
	return a
}

// hides reports whether a reader may not see what has the veil: Shows says the same of each
// entry.
func (v veil) hides(s *State, c clearance) bool {
	switch {
	case v.work && !c.work, v.red != "" && !c.red && (c.own == "" || v.red != c.own):
		return true
	case c.target != "" && strings.Contains(v.target, " "+c.target+" "):
		return true
	}
	for stream := range strings.FieldsSeq(v.streams) {
		if !c.hears(s, stream) {
			return true
		}
	}
	return false
}

// ejecting is a fact that may ask to put somebody out, and then isn't shown to them.
type ejecting interface{ ejected() string }

func (f decisionMade) ejected() string { return ejects(f.Act) }

// veilOf returns the present veil of an entry.
func (s *State) veilOf(e *Entry) veil {
	own := e.veil()
	if other := s.Entry(s.isAbout(e)); other != nil {
		return own.and(s.veilOf(other))
	}
	return own
}

// veil returns the veil that the entry has by itself.
func (e *Entry) veil() (v veil) {
	switch tlp, labelled := e.Label.TLP(); {
	case labelled && tlp == TLPRed:
		if v.red = e.By; v.red == "" {
			v.red = severalAuthors
		}
	case labelled && tlp == TLPAmberStrict:
		v.work = true
	}
	if f, is := e.Fact.(hidden); is && f.hiddenFrom(clearance{}) {
		v.work = true
	}
	if f, is := e.Fact.(ejecting); is {
		v.target = joinNames("", f.ejected())
	}
	v.streams = joinNames("", e.Stream())
	return v
}

// isAbout returns the number of the earlier entry that an entry is about, 0 for none.
func (s *State) isAbout(e *Entry) uint64 {
	f, is := e.Fact.(about)
	if !is {
		return 0
	}
	if seq := f.aboutEntry(s); seq < e.Seq {
		return seq
	}
	return 0
}

// veils has the numbers of the entries that some readers may not see.
type veils struct {
	by     map[veil]veiled
	abouts nameIndex // the entries about one that can be labelled, by its number
}

// veiled has the numbers of the entries with one veil.
type veiled struct {
	all     immutable.Set
	written immutable.Set // of those, the ones in the timeline and the chat
}

// addVeil notes an entry that is about to be added.
func (s *State) addVeil(e *Entry) {
	if v := s.veilOf(e); v != (veil{}) {
		s.entries.veils.put(e, v)
	}
	other := s.Entry(s.isAbout(e))
	if other == nil {
		return
	}
	_, can := other.Fact.(labelable)
	if _, is := other.Fact.(about); can || is {
		s.entries.veils.abouts.addName(entryThing(other.Seq), e.Seq)
	}
}

func (vs *veils) put(e *Entry, v veil) {
	of := vs.by[v]
	if of.all = of.all.With(e.Seq); isWritten(e.Event) {
		of.written = of.written.With(e.Seq)
	}
	vs.by = mapWith(vs.by, v, of)
}

func (vs *veils) drop(e *Entry, v veil) {
	of := vs.by[v]
	of.all, of.written = of.all.Without(e.Seq), of.written.Without(e.Seq)
	if vs.by = mapWith(vs.by, v, of); of.all.Len() == 0 {
		vs.by = mapWithout(vs.by, v)
	}
}

// isWritten reports whether people read the event: in the timeline, or in the chat.
func isWritten(e *Event) bool {
	where := placeOf(e)
	return where == inTimeline || where == inChat
}

// relabel changes the label of an entry, and with it the veil of what is about it. That costs
// as much as there is about it.
func (s *State) relabel(seq uint64, to label) *Entry {
	was := map[uint64]veil{}
	s.veilsUnder(seq, was)
	e := s.updateEntry(seq, func(e *Entry) { e.Label = to })
	for n, before := range was {
		entry := s.Entry(n)
		now := s.veilOf(entry)
		if now == before {
			continue
		}
		if before != (veil{}) {
			s.entries.veils.drop(entry, before)
		}
		if now != (veil{}) {
			s.entries.veils.put(entry, now)
		}
	}
	return e
}

// veilsUnder collects the veils of an entry and of all that is about it.
func (s *State) veilsUnder(seq uint64, found map[uint64]veil) {
	e := s.Entry(seq)
	if e == nil {
		return
	}
	found[seq] = s.veilOf(e)
	for n := range s.entries.veils.abouts.of(entryThing(seq)) {
		s.veilsUnder(n, found)
	}
}

// Unseen counts the entries of the timeline and the chat that a reader may not see. The
// zero value counts none.
type Unseen struct{ hidden []immutable.Set }

// Unseen returns the count for the reader. It costs the same however many there are.
func (v View) Unseen() (u Unseen) {
	if v.showsAll() {
		return Unseen{}
	}
	for veil, of := range v.state.entries.veils.by {
		if veil.hides(v.state, v.sees) {
			u.hidden = append(u.hidden, of.written)
		}
	}
	return u
}

// Since returns how many of them have a number over after.
func (u Unseen) Since(after uint64) (n uint64) {
	for _, set := range u.hidden {
		n += uint64(set.Over(after))
	}
	return n
}

// Shown returns how many entries of the timeline and the chat are shown.
func (v View) Shown() uint64 { return v.state.Written - v.Unseen().Since(0) }

// LastShown returns the number of the last entry that is shown, 0 for none. That the record
// goes on behind it is no matter of the reader's.
func (v View) LastShown() uint64 {
	s := v.state
	if s.Last == 0 || v.showsAll() {
		return s.Last
	}
	return s.lastWithout(func(veil veil) bool { return veil.hides(s, v.sees) })
}

// lastWithout returns the number of the last entry that has none of those veils.
func (s *State) lastWithout(is func(veil) bool) uint64 {
	var hidden []immutable.Set
	for veil, of := range s.entries.veils.by {
		if is(veil) {
			hidden = append(hidden, of.all)
		}
	}
	return uint64(sort.Search(int(s.Last), func(n int) bool {
		left := int(s.Last) - n
		for _, set := range hidden {
			left -= set.Over(uint64(n))
		}
		return left == 0
	}))
}

// lastOfEachVeil returns the last entry of each veil, and the last without one.
func (s *State) lastOfEachVeil() []uint64 {
	all := []uint64{s.lastWithout(func(veil) bool { return true })}
	for _, of := range s.entries.veils.by {
		all = append(all, of.all.Max())
	}
	return all
}
