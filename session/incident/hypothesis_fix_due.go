package incident

import "time"

// FixBy returns until when the playbook accepts that the incident isn't fixed, at the present
// severity; zero where it doesn't say.
func (v View) FixBy() time.Time {
	within := v.Playbook().FixWithinAt(v.Severity())
	if within == 0 || v.Declared().At.IsZero() {
		return time.Time{}
	}
	return v.Declared().At.Add(within)
}

// FixDue returns when a fix is due: as it was promised, or as the playbook accepts, whichever
// comes first. Zero for no time, and for what needs no fix any more.
func (v View) FixDue(h *Hypothesis) time.Time {
	wanted := h.Verdict != HypothesisRuledOut && (h.Fix != "" || h.Verdict == HypothesisConfirmed)
	if !wanted || h.Progress.State == FixWorked || v.Phase() == PhaseClosed {
		return time.Time{}
	}
	due, by := h.Progress.Due, v.FixBy()
	if h.Progress.State == FixFailed {
		due = time.Time{} // what failed is due no more, and the incident isn't fixed
	}
	if due.IsZero() || !by.IsZero() && by.Before(due) {
		return by
	}
	return due
}

// FixLate reports whether a fix is past its time.
func (v View) FixLate(h *Hypothesis, now time.Time) bool {
	due := v.FixDue(h)
	return !due.IsZero() && !now.Before(due)
}

// FixStanding returns how far a fix is, in a few words: its state, its owner and its time;
// "" for one of which nothing is said. Stamp writes a moment as the reader reads it.
func (v View) FixStanding(h *Hypothesis, now time.Time, stamp func(time.Time) string) string {
	p, due := h.Progress, v.FixDue(h)
	if p.State == FixPlanned && p.Owner == "" && due.IsZero() {
		return ""
	}
	words := p.State.String()
	switch {
	case h.Fix == "":
		words = "none named"
	case p.State == FixFailed:
		words = "FAILED"
	}
	words += byRefs(p.Because)
	if p.Owner != "" {
		words += ", " + p.Owner
	}
	switch {
	case due.IsZero():
	case !now.Before(due):
		words += ", LATE since " + stamp(due)
	default:
		words += ", due " + stamp(due)
		if p.Due.After(due) {
			words += ", which the playbook accepts (promised " + stamp(p.Due) + ")"
		}
	}
	return words
}
