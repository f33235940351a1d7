package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
)

// runBreakGlass asks to enter an incident that the person has no access to, and
// opens it. The answer is the same if there is no such incident and if it may
// not be entered.
func (r *Root) runBreakGlass(args string) (tea.Cmd, error) {
	name, why, _ := strings.Cut(args, " ")
	id, err := incident.ParseID(name)
	if err != nil || strings.TrimSpace(why) == "" {
		return nil, refuse("write it as /break-glass INC-7 WHY: it rings on every screen there, and stays on record")
	}
	return func() tea.Msg {
		_, err := r.hub.BreakGlass(r.ctx, r.who, id, strings.TrimSpace(why))
		if errors.Is(err, session.ErrNotFound) {
			err = refuse("there is no incident %s for you here", id)
		}
		return declaredMsg{id, err}
	}, nil
}
