package tui

import "warroom/session/incident"

// taskIndex is the open tasks of an incident that one reader may see. Every screen asks who has what with
// each frame, so it is found out once for all.
type taskIndex struct {
	all        []*incident.Task            // the first that is due first
	byAssignee map[string][]*incident.Task // by who is to do them
	anyDue     bool                        // one of them has an end
}

func (f *Frames) taskIndex(v incident.View) *taskIndex {
	return f.tasks.get(v, func() *taskIndex {
		h := &taskIndex{all: v.OpenTasks(), byAssignee: map[string][]*incident.Task{}}
		for _, t := range h.all {
			who := v.Assignee(t)
			h.byAssignee[who] = append(h.byAssignee[who], t)
			h.anyDue = h.anyDue || !t.Due.IsZero()
		}
		return h
	})
}
