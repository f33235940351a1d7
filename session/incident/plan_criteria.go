package incident

import "time"

// Criterion is an exit criterion of a phase, and how it stands.
type Criterion struct {
	Rule ExitRule
	CheckState
}

// CheckState is how something to tick stands.
type CheckState struct {
	Tick Tick // zero if it isn't ticked
	Met  bool // it is ticked as done, and what it cites still shows it

	Because string    // what made it apply, as "kind is data"; "" for nothing but the severity
	Lapsed  string    // why its tick counts no more, as "C1 was undone"
	Due     time.Time // by when it is to be settled; zero: at no time
	Late    bool      // it isn't settled, and Due has come
}

// Settled reports whether nothing is left to do: it is met, or isn't needed.
func (c CheckState) Settled() bool { return c.Met || c.Tick.NotNeeded && c.Lapsed == "" }

// Asked returns what must hold, what made the playbook ask, and why a tick counts no more.
func (c Criterion) Asked() string {
	return c.Rule.Text + forTeam(c.Rule.Team) + becauseOf(c.Because) + lapsedOf(c.Lapsed)
}

// lapsedOf says at the end of a line why a tick counts no more.
func lapsedOf(why string) string {
	if why == "" {
		return ""
	}
	return " (ticked, but " + why + ")"
}

// Criteria returns the exit criteria of the present phase, by the worst since it began,
// unless the decider let that fall.
func (v View) Criteria(now time.Time) []Criterion { return v.state.criteria(v.Phase(), now) }

func (s *State) criteria(phase Phase, now time.Time) []Criterion {
	if s.Plan.Playbook == nil {
		return nil
	}
	at := s.asked()
	at.phase = phase
	var all []Criterion
	for _, r := range s.Plan.Playbook.Exits {
		if r.Phase == phase && applies(r.Severity, r.When, at) {
			c := Criterion{r, s.check(r.Key, r.When.because(at), now)}
			if phase == s.Status.Phase {
				c.timed(s.Status.since, r.Within, now)
			}
			all = append(all, c)
		}
	}
	return all
}

// check returns how the rule with a key stands.
func (s *State) check(key, because string, now time.Time) CheckState {
	tick, ticked := s.Plan.Ticks[key]
	lapsed := s.lapsed(tick.Refs, now)
	return CheckState{Tick: tick, Met: ticked && !tick.NotNeeded && lapsed == "", Because: because, Lapsed: lapsed}
}

// ListItem is one line of an open checklist, and how it stands.
type ListItem struct {
	CheckItem
	CheckState
}

// Asked returns what is to do, what made the playbook ask, and why a tick counts no more.
func (i ListItem) Asked() string {
	return i.Text + forTeam(i.Team) + becauseOf(i.Because) + lapsedOf(i.Lapsed)
}

// OpenChecklist is a checklist that was opened, with its ticks.
type OpenChecklist struct {
	Key   string
	Title string
	Items []ListItem // those that are asked

	Because string // what made it apply
}

// Heading returns the title, and what made the playbook open the list.
func (c OpenChecklist) Heading() string { return c.Title + becauseOf(c.Because) }

// OpenChecklists returns the opened checklists in the order of opening, completed ones
// included. Those that have ceased to apply are left out, as criteria are.
func (v View) OpenChecklists(now time.Time) []OpenChecklist { return v.state.openChecklists(now) }

func (s *State) openChecklists(now time.Time) []OpenChecklist {
	return s.asks(s.Plan.Opened, now)
}

// asks returns the checklists with some keys, as far as they ask for anything now.
func (s *State) asks(keys []string, now time.Time) (open []OpenChecklist) {
	at := s.asked()
	for _, key := range keys {
		if list, ok := s.Plan.Playbook.checklist(key); ok && applies(list.Severity, list.When, at) {
			if asked := s.ticked(list, at, now); len(asked.Items) > 0 {
				open = append(open, asked)
			}
		}
	}
	return open
}

// checklist returns the checklist with a key.
func (p *Playbook) checklist(key string) (Checklist, bool) {
	if p == nil {
		return Checklist{}, false
	}
	for _, c := range p.Checklists {
		if c.Key == key {
			return c, true
		}
	}
	return Checklist{}, false
}

// ticked returns a list with the items that apply.
func (s *State) ticked(list Checklist, at situation, now time.Time) OpenChecklist {
	open := OpenChecklist{Key: list.Key, Title: list.Title, Because: list.When.because(at)}
	for _, item := range list.Items {
		if !applies(item.Severity, item.When, at) {
			continue
		}
		one := ListItem{item, s.check(item.Key, item.When.because(at), now)}
		one.timed(s.Plan.listed[list.Key], item.Within, now)
		open.Items = append(open.Items, one)
	}
	return open
}

// checkKeys returns the keys that can be ticked: of the exit criteria of all
// phases and of the open checklists.
func checkKeys(s *State) []string {
	var keys []string
	for phase := PhaseTriage; phase < PhaseClosed; phase++ {
		for _, c := range s.criteria(phase, time.Time{}) {
			keys = append(keys, c.Rule.Key)
		}
	}
	for _, list := range s.openChecklists(time.Time{}) {
		for _, item := range list.Items {
			keys = append(keys, item.Key)
		}
	}
	return keys
}

// behind returns the criteria of the phases before the present one that were met and are so
// no more: a tick was taken back, or what it cites shows nothing now. What was overridden
// since isn't asked again.
func (s *State) behind(now time.Time) (all []Criterion) {
	for phase := PhaseTriage; phase < s.Status.Phase; phase++ {
		for _, c := range s.criteria(phase, now) {
			was := s.Plan.passed[c.Rule.Key]
			if c.Lapsed != "" && was.Seq <= c.Tick.Seq || c.Tick.Seq == 0 && was.how == checkStatusTakenBack {
				all = append(all, c)
			}
		}
	}
	return all
}

// lostBehind returns the keys of those criteria.
func (s *State) lostBehind(now time.Time) (keys []string) {
	for _, c := range s.behind(now) {
		keys = append(keys, c.Rule.Key)
	}
	return keys
}

// unmet returns the keys of a phase's criteria that aren't met.
func unmet(s *State, phase Phase, now time.Time) []string {
	var keys []string
	for _, c := range s.criteria(phase, now) {
		if !c.Settled() {
			keys = append(keys, c.Rule.Key)
		}
	}
	return keys
}

// unticked returns the keys that aren't ticked: of the present phase's criteria
// and of the open checklists.
func unticked(s *State, now time.Time) []string {
	keys := unmet(s, s.Status.Phase, now)
	for _, list := range s.openChecklists(now) {
		for _, item := range list.Items {
			if !item.Settled() {
				keys = append(keys, item.Key)
			}
		}
	}
	return keys
}
