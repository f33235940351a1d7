package board

import (
	"fmt"

	"warroom/session/incident"
	"warroom/themes"
)

// assets returns the section of affected assets and indicators. They are
// defanged: nothing on a screen can be clicked or copied into a browser by
// mistake.
func assets() section {
	return section{
		name:    "ASSETS",
		columns: []column{{"kind", 5}, {"type", 11}, {"what", 0}, {"is", 11}, {"by", 8}, {"since", 12}},
		empty:   "no asset or indicator is entered yet: /asset NAME, /ioc VALUE",
		items: func(v incident.View, l Look) (items []item) {
			for a := range v.Assets() {
				items = append(items, l.asset(v, a))
			}
			return items
		},
	}
}

func (l Look) asset(v incident.View, a *incident.Asset) item {
	kind := "asset"
	if a.IOC {
		kind = "IOC"
	}
	value := incident.CleanLine(incident.Defang(a.Type, a.Value))
	return item{
		cells: func() []string {
			return []string{kind, a.Type.String(), value, l.assetState(a.State), a.By, l.when(a.At)}
		},
		details: func() string {
			text := value + ", state set by " + a.By + " at " + l.when(a.At)
			if a.Why != "" {
				text += "\n" + a.Why
			}
			return text + "\n" + l.mentionsText(v, a)
		},
		newest: func() uint64 {
			if all := l.mentions(v, a); len(all) > 0 {
				return all[len(all)-1]
			}
			return a.Seq
		},
		Target: Target{Seq: a.Seq},
	}
}

func (l Look) assetState(state incident.AssetState) string {
	switch state {
	case incident.AssetCompromised:
		return l.Theme.Paint(themes.Danger, "COMPROMISED")
	case incident.AssetCleared:
		return l.Theme.Paint(themes.Good, "cleared")
	case incident.AssetWithdrawn:
		return l.Theme.Paint(themes.Muted, "withdrawn")
	}
	return "unknown"
}

// These bound the entries that are searched for an asset, and the entries that
// are listed.
const (
	maxSearched = 20_000
	maxMentions = 8
)

// mentions returns the entries that mention an asset. It returns none if the
// record is too long to search for a drawing.
func (l Look) mentions(v incident.View, a *incident.Asset) []uint64 {
	if v.Last() > maxSearched {
		return nil
	}
	return v.Mentions(a)
}

// mentionsText lists the entries that mention an asset.
func (l Look) mentionsText(v incident.View, a *incident.Asset) string {
	if v.Last() > maxSearched {
		return "/find shows the entries that mention it"
	}
	text := "mentioned in"
	all := l.mentions(v, a)
	for i := len(all) - 1; i >= max(0, len(all)-maxMentions); i-- {
		text += fmt.Sprintf(" #%d", all[i])
	}
	if more := len(all) - maxMentions; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
