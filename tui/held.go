package tui

import "warroom/session/incident"

// held are the open tasks of an incident that one reader may see. Every screen asks who has what with
// each frame, so it is found out once for all.
type held struct {
	all   []*incident.Task            // the first that is due first
	of    map[string][]*incident.Task // by who is to do them
	timed bool                        // one of them has an end
}

func (f *Frames) held(v incident.View) *held {
	return f.tasks.take(v, func() *held {
		h := &held{all: v.OpenTasks(), of: map[string][]*incident.Task{}}
		for _, t := range h.all {
			who := v.Assignee(t)
			h.of[who] = append(h.of[who], t)
			h.timed = h.timed || !t.Due.IsZero()
		}
		return h
	})
}
