package exec

import (
	"iter"

	"warroom/session/incident"
)

// sight is what a shift's person may see of one incident now. Writing to a slow client
// can take long. Meanwhile the person may be removed, or an entry labelled: the shift
// rechecks each time it has waited.
type sight struct {
	person incident.Person
	view   incident.View // the newest that the shift knows
}

// setSight makes the incident the one that the shift rechecks. The shift ends with
// session.ErrNotFound once its person may no longer enter it.
func (s *shift) setSight(p incident.Person, view incident.View) *sight {
	s.sight = &sight{p, view}
	return s.sight
}

// entries yields those of some entries that the person may see when each one's turn
// comes.
func (v *sight) entries(some iter.Seq[*incident.Entry]) iter.Seq[*incident.Entry] {
	return func(yield func(*incident.Entry) bool) {
		for e := range some {
			if v.view.Shows(e.Event) && !yield(e) {
				return
			}
		}
	}
}

// assets yields the assets that the person may see when each one's turn comes.
func (v *sight) assets() iter.Seq[*incident.Asset] {
	return func(yield func(*incident.Asset) bool) {
		for a := range v.view.Assets() {
			if v.view.Sees(a.Seq) && !yield(a) {
				return
			}
		}
	}
}

// rows yields the rows of a brief that the person may see when each one's turn comes.
func (v *sight) rows(rows iter.Seq[incident.Row]) iter.Seq[incident.Row] {
	return func(yield func(incident.Row) bool) {
		for row := range rows {
			if (row.Seq == 0 || v.view.Sees(row.Seq)) && !yield(row) {
				return
			}
		}
	}
}
