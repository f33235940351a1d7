package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/themes"
)

func (r *Root) setTheme(name string) (tea.Cmd, error) {
	wish, err := themes.Parse(name)
	if err != nil {
		return nil, incident.Refusal{Why: err.Error()}
	}
	r.prefs.wish = wish
	return r.keep(), nil
}

func (r *Root) setZone(name string) (tea.Cmd, error) {
	if strings.EqualFold(name, "utc") || strings.EqualFold(name, "z") {
		r.prefs.own, r.prefs.local = nil, false
		return r.keep(), nil
	}
	zone := r.frames.zone(name)
	if zone == nil {
		return nil, refuse("no time zone is named %q: use a name as Europe/Berlin or America/New_York, or utc", incident.Quote(name))
	}
	r.prefs.own, r.prefs.local = zone, true
	return r.keep(), nil
}

func (r *Root) setAlert(name string) (tea.Cmd, error) {
	a, ok := parseAlert(name)
	if !ok {
		return nil, refuse("%q is no alert: use bell, osc9, both or off", incident.Quote(name))
	}
	r.prefs.alert = a
	return r.keep(), nil
}

// turnZone goes from UTC to the person's own zone and back, for this session.
func (r *Root) turnZone(tea.KeyPressMsg) tea.Cmd {
	if r.prefs.own == nil {
		r.notice = note("name your zone first: /zone Europe/Berlin")
		return nil
	}
	r.prefs.local = !r.prefs.local
	return nil
}
