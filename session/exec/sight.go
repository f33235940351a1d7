package exec

import (
	"iter"

	"warroom/session/incident"
)

// sight answers what a shift's person may see of one incident now. Writing to a slow
// client can take long. Meanwhile the person may be put out, or an entry labelled: the
// shift rechecks each time it has waited.
type sight struct {
	person    incident.Person
	state     *incident.State // the newest that the shift knows
	clearance incident.Clearance
}

// setSight makes the incident the one that the shift rechecks. The shift ends with
// session.ErrNotFound once its person may no longer enter it.
func (s *shift) setSight(p incident.Person, state *incident.State) *sight {
	s.sight = &sight{person: p}
	s.sight.update(state)
	return s.sight
}

func (v *sight) update(state *incident.State) {
	if state != v.state {
		v.state, v.clearance = state, incident.ClearanceOf(state, v.person)
	}
}

// sees reports whether the person may see the item that entry seq opened.
func (v *sight) sees(seq uint64) bool { return v.clearance.Sees(v.state, seq) }

// shows reports whether the person may see an entry.
func (v *sight) shows(e *incident.Event) bool { return v.clearance.Shows(v.state, e) }

// entries yields those of some that the person may see when each one's turn comes.
func (v *sight) entries(some iter.Seq[*incident.Entry]) iter.Seq[*incident.Entry] {
	return func(yield func(*incident.Entry) bool) {
		for e := range some {
			if v.shows(e.Event) && !yield(e) {
				return
			}
		}
	}
}

// assets yields the assets that the person may see when each one's turn comes.
func (v *sight) assets() iter.Seq[*incident.Asset] {
	all := incident.AssetsFor(v.state, v.person)
	return func(yield func(*incident.Asset) bool) {
		for a := range all {
			if v.sees(a.Seq) && !yield(a) {
				return
			}
		}
	}
}
