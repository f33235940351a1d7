package board

import (
	"fmt"

	"warroom/session/incident"
	"warroom/themes"
)

// assets are the affected things and the indicators, defanged: nothing on a
// screen can be clicked or copied into a browser by mistake.
func assets() section {
	return section{
		name:    "ASSETS",
		columns: []column{{"kind", 5}, {"type", 8}, {"what", 0}, {"is", 11}, {"by", 8}, {"since", 12}},
		empty:   "nothing is on the shelf: /asset NAME, /ioc VALUE",
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
		whole: func() string {
			text := value + ", judged last by " + a.By + " at " + l.when(a.At)
			if a.Why != "" {
				text += "\n" + a.Why
			}
			return text + "\n" + l.named(v, a)
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

// Entries that name a thing are sought in a record of at most so many, and the
// newest few are told.
const (
	mostSought = 20_000
	mostNamed  = 8
)

// mentions are the entries that name a thing.
// Where the record is too long to be searched for a drawing, there are none.
func (l Look) mentions(v incident.View, a *incident.Asset) []uint64 {
	if v.Last() > mostSought {
		return nil
	}
	return v.Mentions(a)
}

// named tells which entries name a thing.
func (l Look) named(v incident.View, a *incident.Asset) string {
	if v.Last() > mostSought {
		return "/find shows who names it"
	}
	text := "named in"
	all := l.mentions(v, a)
	for i := len(all) - 1; i >= max(0, len(all)-mostNamed); i-- {
		text += fmt.Sprintf(" #%d", all[i])
	}
	if more := len(all) - mostNamed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
