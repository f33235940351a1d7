package tui

import (
	"time"

	"warroom/session"
	"warroom/themes"
)

// prefs are how one person likes their screen, and what their terminal can do.
type prefs struct {
	themeChoice themes.Theme // as chosen, "auto" at first
	dark        bool         // the terminal's background
	depth       themes.Depth
	zoneChoice  *time.Location // the zone they named, nil where they named none
	useZone     bool           // times are shown in it
	alert       alert
}

// newPrefs are those of someone who never chose, on a dark terminal.
func newPrefs(env []string) prefs {
	return prefs{dark: true, depth: themes.DepthOf(env)}
}

// withProfile takes over what the person's key remembers.
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

// zone is that in which times are shown and typed, nil for UTC.
func (p prefs) zone() *time.Location {
	if p.useZone {
		return p.zoneChoice
	}
	return nil
}
