package tui

import (
	"fmt"
	"slices"

	"warroom/session"
	"warroom/session/incident"
)

// alertWaiting alerts the person to what began to wait for them between two lists, in any
// incident. The bridge that they are on alerts them to what is said there.
func (r *Root) alertWaiting(before, now []session.Summary) {
	known := make(map[incident.ID]incident.Waiting, len(before))
	for _, s := range before {
		known[s.ID] = s.Waits.Waiting
	}
	text := ""
	for _, s := range now {
		if r.bridge != nil && r.bridge.id() == s.ID {
			continue
		}
		if what := begun(known[s.ID], s.ReadTo(r.profile.Read[s.ID]).Waits.Waiting); what != "" {
			text = string(s.ID) + ": " + what
		}
	}
	if text != "" {
		r.notice = warning(text)
	}
	r.ring(text)
}

// begun tells one thing that waits now and didn't before, "" where there is none. What they
// gave to themselves isn't told.
func begun(before, now incident.Waiting) string {
	for _, kind := range []struct {
		before, now []uint64
		text        string
	}{
		{before.Keys, now.Keys, "D%d waits for your key"},
		{before.Late, now.Late, "your task A%d is late"},
		{slices.Concat(before.Tasks, now.Own), now.Tasks, "A%d is given to you"},
		{before.Said, now.Said, "#%d names you"},
	} {
		for _, n := range kind.now {
			if !slices.Contains(kind.before, n) {
				return fmt.Sprintf(kind.text, n)
			}
		}
	}
	for _, role := range now.Roles {
		if !slices.Contains(before.Roles, role) {
			return role.String() + " is offered to you"
		}
	}
	return ""
}
