package incident

import (
	"fmt"
	"strconv"
)

// Sees reports whether someone with this clearance, who may enter, sees what an
// entry opened: a task, a decision, an asset.
func (c Clearance) Sees(s *State, seq uint64) bool {
	e := s.Entry(seq)
	return e != nil && c.Shows(s, e.Event)
}

// About is the subject of a decision with the text of the proposal that it
// decides on, and who objects to that, as far as this clearance sees them.
func (c Clearance) About(s *State, d *Decision) string {
	p := numbered(s.Decisions.Proposals, d.Proposal)
	if p == nil || !c.Sees(s, p.Seq) {
		return d.Subject()
	}
	about := d.Subject() + "; P" + strconv.FormatUint(p.N, 10) + " is: " + CleanLine(p.Text)
	for _, o := range p.Objections {
		if o.Answer == "" && c.Sees(s, o.Seq) {
			about += "; " + o.By + " objects: " + CleanLine(o.Why)
		}
	}
	return about
}

// Subject is what the decision is about, on one line: its text and, behind what
// it decides on, or what a trade-off changes from what to what.
func (d *Decision) Subject() string {
	switch {
	case d.TradeOff != (Terms{}):
		return CleanLine(because(d.TradeOff.Target+": "+d.TradeOff.Old+" → "+d.TradeOff.New, d.Text))
	case d.Proposal == 0:
		return CleanLine(d.Text)
	case d.Go:
		return CleanLine(because(fmt.Sprintf("go on P%d", d.Proposal), d.Text))
	}
	return CleanLine(because(fmt.Sprintf("no to P%d", d.Proposal), d.Text))
}
