package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
)

// runBreakGlass asks to be let into an incident that isn't this person's to enter,
// and opens it. What isn't there and what may not be broken into are answered
// alike.
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
