package incident

// Criterion is a rule for leaving a phase, and whether it is met.
type Criterion struct {
	Rule ExitRule
	Tick Tick // zero where it isn't met
	Met  bool
}

// Criteria returns what must be so before the present phase is left, at the present
// severity.
func (v View) Criteria() []Criterion { return v.state.criteria(v.Phase()) }

func (s *State) criteria(phase Phase) []Criterion {
	if s.Plan.Playbook == nil {
		return nil
	}
	var all []Criterion
	for _, r := range s.Plan.Playbook.Exits {
		if r.Phase == phase && holds(r.Severity, s.SizeUp.Severity) {
			tick, met := s.Plan.Ticks[r.Key]
			all = append(all, Criterion{r, tick, met})
		}
	}
	return all
}

// ListItem is one line of an open checklist, and whether it is ticked.
type ListItem struct {
	CheckItem
	Tick Tick // zero where it isn't ticked
	Met  bool
}

// OpenChecklist is a checklist that was opened, with its ticks.
type OpenChecklist struct {
	Key   string
	Title string
	Items []ListItem
}

// OpenChecklists returns the checklists that were opened, in that order. Those whose
// items are all ticked are among them.
func (v View) OpenChecklists() []OpenChecklist { return v.state.openChecklists() }

func (s *State) openChecklists() []OpenChecklist {
	var open []OpenChecklist
	for _, key := range s.Plan.Opened {
		if list, ok := s.Plan.Playbook.checklist(key); ok {
			open = append(open, ticked(s, list))
		}
	}
	return open
}

// checklist is the one with a key.
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

func ticked(s *State, list Checklist) OpenChecklist {
	open := OpenChecklist{Key: list.Key, Title: list.Title}
	for _, item := range list.Items {
		tick, met := s.Plan.Ticks[item.Key]
		open.Items = append(open.Items, ListItem{item, tick, met})
	}
	return open
}

// checkKeys are the keys that can be ticked: of the exit criteria of all phases
// and of the open checklists.
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

// unmet are the keys of the criteria of a phase that aren't met.
func unmet(s *State, phase Phase) []string {
	var keys []string
	for _, c := range s.criteria(phase) {
		if !c.Met {
			keys = append(keys, c.Rule.Key)
		}
	}
	return keys
}

// unticked are the keys that can be ticked now: of the present phase's criteria
// and the open checklists.
func unticked(s *State) []string {
	keys := unmet(s, s.Status.Phase)
	for _, list := range s.openChecklists() {
		for _, item := range list.Items {
			if !item.Met {
				keys = append(keys, item.Key)
			}
		}
	}
	return keys
}
