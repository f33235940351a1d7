package incident

import (
	"slices"
	"time"
	"warroom/session/incident/immutable"
)

// timed sets by when something is to be settled: so long after it was first asked.
func (c *CheckState) timed(since time.Time, within Duration, now time.Time) {
	if within <= 0 || since.IsZero() {
		return
	}
	c.Due = since.Add(time.Duration(within))
	c.Late = !c.Settled() && !now.IsZero() && !now.Before(c.Due)
}

// DueCheck is an exit criterion of the present phase, or an item of an open checklist, that
// has a time and isn't settled.
type DueCheck struct {
	Key  string
	Text string // as it is asked
	Role *Role  // whose it is to tick; nil: anyone's
	Item bool   // of a checklist
	Do   string // the line that ticks it
	Due  time.Time
	Late bool
}

// DueChecks returns what is to be ticked by a time, in the order of the playbook. A closed
// incident has nothing.
func (v View) DueChecks(now time.Time) (all []DueCheck) {
	if v.Phase() == PhaseClosed || !v.Playbook().timesChecks() {
		return nil
	}
	add := func(c DueCheck, is CheckState) {
		if c.Due, c.Late = is.Due, is.Late; !c.Due.IsZero() && !is.Settled() {
			all = append(all, c)
		}
	}
	for _, c := range v.Criteria(now) {
		add(DueCheck{Key: c.Rule.Key, Text: c.Asked(), Role: c.Rule.Role, Do: c.Rule.Wants.Line(c.Rule.Key)}, c.CheckState)
	}
	for _, list := range v.OpenChecklists(now) {
		for _, i := range list.Items {
			add(DueCheck{Key: i.Key, Text: i.Asked(), Role: &i.Role, Item: true, Do: i.Wants.Line(i.Key)}, i.CheckState)
		}
	}
	return all
}

// timesChecks reports whether a criterion or an item has a time. A nil playbook times none.
func (p *Playbook) timesChecks() bool {
	return p != nil && (slices.ContainsFunc(p.Exits, func(r ExitRule) bool { return r.Within > 0 }) ||
		slices.ContainsFunc(p.Checklists, func(c Checklist) bool {
			return slices.ContainsFunc(c.Items, func(i CheckItem) bool { return i.Within > 0 })
		}))
}

// isFor reports whether p holds the role whose it is to tick, or acts in it.
func (c DueCheck) isFor(v View, p Person) bool { return c.Role != nil && v.HolderOf(*c.Role) == p.Name }

// whose returns the role before a text.
func (c DueCheck) whose() string {
	if c.Role == nil {
		return c.Text
	}
	return c.Role.String() + ", " + c.Text
}

// checksDue returns what is to be ticked by a time.
func (v View) checksDue(now time.Time) (due []dueShown) {
	for _, c := range v.DueChecks(now) {
		what := "criterion"
		if c.Item {
			what = "item"
		}
		due = append(due, dueShown{At: c.Due, What: what, Ref: c.Key, Text: c.whose()})
	}
	return due
}

// outline returns the section without the ticks and the answers that count no more by an
// entry that they cite: an outline has few entries.
func (p Plan) outline(s *State) Plan {
	gone := func(r Ref) bool { return r.Kind == RefEntry && s.lapse(r, time.Time{}) != "" }
	for key, tick := range p.Ticks {
		if slices.ContainsFunc(tick.Refs, gone) {
			p.Ticks = mapWithout(p.Ticks, key)
		}
	}
	for n, calls := range p.calls {
		kept := immutable.List[Call]{}
		for _, c := range calls.All() {
			c.Answered = c.Answered && !slices.ContainsFunc(c.Refs, gone)
			kept = kept.Append(c)
		}
		p.calls = mapWith(p.calls, n, kept)
	}
	return p
}
