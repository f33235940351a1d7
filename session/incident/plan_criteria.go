package incident

// Criterion is an exit criterion of a phase, and its tick.
type Criterion struct {
	Rule ExitRule
	Tick Tick // zero if it isn't ticked
	Met  bool // it is ticked as done

	Because string // what made it apply, as "kind is data"; "" for nothing but the severity
}

// Asked returns what must hold, and what made the playbook ask.
func (c Criterion) Asked() string { return c.Rule.Text + becauseOf(c.Because) }

// Settled reports whether nothing is left to do: it is met, or isn't needed.
func (c Criterion) Settled() bool { return c.Met || c.Tick.NotNeeded }

// Criteria returns the exit criteria of the present phase, by the worst since it began,
// unless the decider let that fall.
func (v View) Criteria() []Criterion { return v.state.criteria(v.Phase()) }

func (s *State) criteria(phase Phase) []Criterion {
	if s.Plan.Playbook == nil {
		return nil
	}
	at := s.asked()
	at.phase = phase
	var all []Criterion
	for _, r := range s.Plan.Playbook.Exits {
		if r.Phase == phase && applies(r.Severity, r.When, at) {
			tick, ticked := s.Plan.Ticks[r.Key]
			all = append(all, Criterion{r, tick, ticked && !tick.NotNeeded, r.When.because(at)})
		}
	}
	return all
}

// ListItem is one line of an open checklist, and its tick.
type ListItem struct {
	CheckItem
	Tick Tick // zero if it isn't ticked
	Met  bool // it is ticked as done

	Because string // what made it apply beside its list
}

// Asked returns what is to do, and what made the playbook ask.
func (i ListItem) Asked() string { return i.Text + becauseOf(i.Because) }

// Settled reports whether nothing is left to do: it is met, or isn't needed.
func (i ListItem) Settled() bool { return i.Met || i.Tick.NotNeeded }

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
func (v View) OpenChecklists() []OpenChecklist { return v.state.openChecklists() }

func (s *State) openChecklists() []OpenChecklist {
	at := s.asked()
	var open []OpenChecklist
	for _, key := range s.Plan.Opened {
		if list, ok := s.Plan.Playbook.checklist(key); ok && applies(list.Severity, list.When, at) {
			if asked := ticked(s, list, at); len(asked.Items) > 0 {
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
func ticked(s *State, list Checklist, at situation) OpenChecklist {
	open := OpenChecklist{Key: list.Key, Title: list.Title, Because: list.When.because(at)}
	for _, item := range list.Items {
		if !applies(item.Severity, item.When, at) {
			continue
		}
		tick, ticked := s.Plan.Ticks[item.Key]
		open.Items = append(open.Items, ListItem{item, tick, ticked && !tick.NotNeeded, item.When.because(at)})
	}
	return open
}

// checkKeys returns the keys that can be ticked: of the exit criteria of all
// phases and of the open checklists.
func checkKeys(s *State) []string {
	var keys []string
	for phase := PhaseTriage; phase < PhaseClosed; phase++ {
		for _, c := range s.criteria(phase) {
			keys = append(keys, c.Rule.Key)
		}
	}
	for _, list := range s.openChecklists() {
		for _, item := range list.Items {
			keys = append(keys, item.Key)
		}
	}
	return keys
}

// unmet returns the keys of a phase's criteria that aren't met.
func unmet(s *State, phase Phase) []string {
	var keys []string
	for _, c := range s.criteria(phase) {
		if !c.Settled() {
			keys = append(keys, c.Rule.Key)
		}
	}
	return keys
}

// unticked returns the keys that aren't ticked: of the present phase's criteria
// and of the open checklists.
func unticked(s *State) []string {
	keys := unmet(s, s.Status.Phase)
	for _, list := range s.openChecklists() {
		for _, item := range list.Items {
			if !item.Settled() {
				keys = append(keys, item.Key)
			}
		}
	}
	return keys
}
