package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/themes"
)

func (r *Root) runTheme(name string) (tea.Cmd, error) {
	wish, err := themes.Parse(name)
	if err != nil {
		return nil, incident.Refusal{Why: err.Error()}
	}
	r.prefs.themeChoice = wish
	return r.saveProfile(), nil
}

func (r *Root) runZone(name string) (tea.Cmd, error) {
	if strings.EqualFold(name, "utc") || strings.EqualFold(name, "z") {
		r.prefs.zoneChoice, r.prefs.useZone = nil, false
		return r.saveProfile(), nil
	}
	zone := r.frames.zone(name)
	if zone == nil {
		return nil, refuse("no time zone is named %q: use a name as Europe/Berlin or America/New_York, or utc", incident.Quote(name))
	}
	r.prefs.zoneChoice, r.prefs.useZone = zone, true
	return r.saveProfile(), nil
}

func (r *Root) runAlert(name string) (tea.Cmd, error) {
	a, ok := parseAlert(name)
	if !ok {
		return nil, refuse("%q is no alert: use bell, osc9, both or off", incident.Quote(name))
	}
	r.prefs.alert = a
	return r.saveProfile(), nil
}

// toggleZone switches between UTC and the person's own zone, for this session.
func (r *Root) toggleZone(tea.KeyPressMsg) tea.Cmd {
	if r.prefs.zoneChoice == nil {
		r.notice = note("name your zone first: /zone Europe/Berlin")
		return nil
	}
	r.prefs.useZone = !r.prefs.useZone
	return nil
}
