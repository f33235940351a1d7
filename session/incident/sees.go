package incident

import "fmt"

// Sees reports whether someone with this clearance, who may enter, sees what an
// entry opened: a task, a decision, an asset.
func (c Clearance) Sees(s *State, seq uint64) bool {
	e := s.Entry(seq)
	return e != nil && c.Shows(s, e.Event)
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
