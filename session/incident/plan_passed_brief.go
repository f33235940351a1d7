package incident

import (
	"slices"
	"time"
)

// checksOnRecord returns what is asked to be ticked now, and what isn't any more but was
// ticked or left: the phases first, in their order, then the lists.
func (s *State) checksOnRecord(now time.Time) (all []checkShown) {
	if s.Plan.Playbook == nil {
		return nil
	}
	again := s.lostBehind(now)
	for phase := PhaseTriage; phase < PhaseClosed; phase++ {
		asked := s.criteria(phase, now)
		for _, rule := range s.Plan.Playbook.Exits {
			if rule.Phase != phase {
				continue
			}
			i := slices.IndexFunc(asked, func(c Criterion) bool { return c.Rule.Key == rule.Key })
			c := Criterion{rule, s.check(rule.Key, "", now)}
			if i >= 0 {
				c = asked[i]
			}
			is := phase == s.Status.Phase && i >= 0 || slices.Contains(again, rule.Key) && s.Plan.passed[rule.Key].Seq <= c.Tick.Seq
			all = append(all, s.shownAs(c.shown(), rule.Key, is, c.Tick))
		}
	}
	for _, key := range s.everOpened() {
		all = append(all, s.itemsOnRecord(key, now)...)
	}
	return slices.DeleteFunc(all, func(c checkShown) bool { return c.State == "" })
}

// everOpened returns the keys of the lists, first those that are open in the order of their
// opening.
func (s *State) everOpened() []string {
	keys := slices.Clone(s.Plan.Opened)
	for _, list := range s.Plan.Playbook.Checklists {
		if !slices.Contains(keys, list.Key) {
			keys = append(keys, list.Key)
		}
	}
	return keys
}

// itemsOnRecord returns the items of a list, with no state where they are on no record.
func (s *State) itemsOnRecord(key string, now time.Time) (all []checkShown) {
	list, _ := s.Plan.Playbook.checklist(key)
	var asked OpenChecklist
	if open := s.openChecklists(now); slices.ContainsFunc(open, func(c OpenChecklist) bool { return c.Key == key }) {
		asked = open[slices.IndexFunc(open, func(c OpenChecklist) bool { return c.Key == key })]
	}
	for _, item := range list.Items {
		i := slices.IndexFunc(asked.Items, func(a ListItem) bool { return a.Key == item.Key })
		one := ListItem{item, s.check(item.Key, "", now)}
		if i >= 0 {
			one = asked.Items[i]
		}
		all = append(all, s.shownAs(one.shown(key, asked.Because), item.Key, i >= 0, one.Tick))
	}
	return all
}

// shownAs returns a check with its state and, of what was left, who left it.
func (s *State) shownAs(c checkShown, key string, asked bool, tick Tick) checkShown {
	state, left := s.standing(key, asked, tick, c.Lapsed)
	if c.State = state; left.Seq > 0 {
		c = c.of(left)
		if c.Met = false; state != checkStatusTakenBack {
			c.Due, c.Late = nil, false
		}
	}
	return c
}

// gateOnRecord returns the questions of the recovery gate while it must be answered, else those
// that were answered all the same.
func (s *State) gateOnRecord(now time.Time) (all []checkShown) {
	left := unanswered(s, now)
	for _, q := range gateQuestions() {
		tick, key := s.Plan.Gate[q], gatePrefix+q.String()
		if s.Status.gatedBy == 0 && tick.Seq == 0 {
			continue
		}
		one := showCheck(q.String(), q.Question(), !slices.Contains(left, q), tick)
		if slices.Contains(left, q) {
			one.Lapsed = s.gateLapsed(q, now)
		}
		if q == gateRestorePoint {
			one.Restore = instant(s.Plan.Restore)
		}
		was := s.Plan.passed[key]
		all = append(all, s.shownAs(one, key, s.Status.Phase < PhaseReview || was.Seq <= tick.Seq, tick))
	}
	return all
}
