package incident

// maxKeptChanges bounds the changes in force that stay with people: each has an end, which
// somebody has to watch.
const maxKeptChanges = 100

// checkRoomToKeep refuses to leave one change more with a person than anybody can watch.
func (s *State) checkRoomToKeep(c *Change, by Person) error {
	if !c.Keeping.Until.IsZero() {
		return nil // it is one of them, and gets a new end
	}
	if len(s.Decisions.kept) >= maxKeptChanges {
		return refuse("%d changes stay with people already: undo one, or accept this by a decision that holds, /keep C%d D3", maxKeptChanges, c.N)
	}
	own := countBy(s.Decisions.kept, by.Name, func(n uint64) string { return itemN(s.Decisions.Changes, n).Keeping.By })
	return checkShare(s, by, own, maxKeptChanges, "kept changes")
}

// keptDue returns when each change that a person keeps should be undone, or kept anew.
func (v View) keptDue() (due []dueShown) {
	for _, n := range v.state.Decisions.kept {
		c := itemN(v.state.Decisions.Changes, n)
		if v.Sees(c.Seq) {
			due = append(due, dueShown{At: c.Keeping.Until, What: "change", Ref: refName(RefChange, n), Text: c.Keeping.Owner + ", undo it or keep it anew: " + c.Text, Seq: c.Seq})
		}
	}
	return due
}
