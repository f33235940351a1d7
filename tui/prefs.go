package tui

import (
	"time"

	"warroom/session"
	"warroom/themes"
)

// prefs are one person's preferences, and the abilities of their terminal.
type prefs struct {
	themeChoice themes.Theme // auto until they choose
	dark        bool         // the terminal's background is dark
	depth       themes.Depth
	zoneChoice  *time.Location // nil if they named none
	useZone     bool           // times are shown in zoneChoice
	alert       alert
}

// newPrefs returns the preferences of a person who never chose any, on a dark
// terminal.
func newPrefs(env []string) prefs {
	return prefs{dark: true, depth: themes.DepthOf(env)}
}

// withProfile returns p with the choices of a saved profile.
func (p prefs) withProfile(d session.Profile, f *Frames) prefs {
	if wish, err := themes.Parse(d.Theme); err == nil {
		p.themeChoice = wish
	}
	if own := f.zone(d.Zone); own != nil {
		p.zoneChoice, p.useZone = own, true
	}
	if a, ok := parseAlert(d.Alert); ok {
		p.alert = a
	}
	return p
}

func (p prefs) theme() themes.Theme { return p.themeChoice.On(p.dark, p.depth) }

// zone returns the zone in which times are shown and typed, nil for UTC.
func (p prefs) zone() *time.Location {
	if p.useZone {
		return p.zoneChoice
	}
	return nil
}
