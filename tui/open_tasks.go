package tui

import "warroom/session/incident"

// taskIndex indexes what panel 3 shows of an incident to one reader: the open tasks above all. Each
// screen needs it for each frame, so it is made once for all screens.
type taskIndex struct {
	all        []*incident.Task            // earliest due first
	byAssignee map[string][]*incident.Task // "" holds tasks of roles that nobody holds
	anyDue     bool                        // at least one has a due time
	anyEnd     bool                        // a trade-off that waits for a key has an end
}

func (f *Frames) taskIndex(v incident.View) *taskIndex {
	return f.tasks.get(v, func() *taskIndex {
		h := &taskIndex{all: v.OpenTasks(), byAssignee: map[string][]*incident.Task{}}
		for _, t := range h.all {
			who := v.Assignee(t)
			h.byAssignee[who] = append(h.byAssignee[who], t)
			h.anyDue = h.anyDue || !t.Due.IsZero()
		}
		for _, d := range v.Pending() {
			h.anyEnd = h.anyEnd || !d.TradeOff.Until.IsZero()
		}
		return h
	})
}
