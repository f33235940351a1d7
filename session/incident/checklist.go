package incident

import "slices"

// onShutdown is what a checklist's On says of one that a shutdown opens.
const onShutdown = "shutdown"

// ChecklistOpened happened when a checklist of the playbook was opened.
type ChecklistOpened struct {
	Key string `json:"key"`
}

// openChecklists are the facts that open those checklists of the incident's
// playbook which something opens and which are not open yet.
func openChecklists(s *State, on string) []Fact {
	if s.Playbook == nil {
		return nil
	}
	var facts []Fact
	for _, c := range s.Playbook.Checklists {
		fits := c.Severity == 0 || s.Severity <= c.Severity
		if c.On == on && fits && !slices.Contains(s.Opened, c.Key) {
			facts = append(facts, ChecklistOpened{Key: c.Key})
		}
	}
	return facts
}

func (ChecklistOpened) kind() string { return "checklist-opened" }

func (f ChecklistOpened) fold(s *State, _ *Event) {
	if !slices.Contains(s.Opened, f.Key) {
		s.Opened = append(slices.Clip(s.Opened), f.Key)
	}
}

func (f ChecklistOpened) line() string { return "opened the checklist " + f.Key }
