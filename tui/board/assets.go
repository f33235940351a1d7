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
		items: func(s *incident.State, l Look) (items []item) {
			for _, a := range s.Affected.Assets.All() {
				if l.Clearance.Sees(s, a.Seq) {
					items = append(items, l.asset(s, a))
				}
			}
			return items
		},
	}
}

func (l Look) asset(s *incident.State, a *incident.Asset) item {
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
			return text + "\n" + l.named(s, a)
		},
		newest: func() uint64 {
			if all := l.mentions(s, a); len(all) > 0 {
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
	}
	return "unknown"
}

// Entries that name a thing are sought in a record of at most so many, and the
// newest few are told.
const (
	mostSought = 20_000
	mostNamed  = 8
)

// mentions are the entries that name a thing, of those that the reader sees.
// Where the record is too long to be searched for a drawing, there are none.
func (l Look) mentions(s *incident.State, a *incident.Asset) []uint64 {
	if s.Last > mostSought {
		return nil
	}
	return incident.Mentions(s, a, func(e *incident.Entry) bool {
		return (e.InTimeline() || e.InChat()) && l.Clearance.Shows(s, e.Event)
	})
}

// named tells which entries name a thing.
func (l Look) named(s *incident.State, a *incident.Asset) string {
	if s.Last > mostSought {
		return "/find shows who names it"
	}
	text := "named in"
	all := l.mentions(s, a)
	for i := len(all) - 1; i >= max(0, len(all)-mostNamed); i-- {
		text += fmt.Sprintf(" #%d", all[i])
	}
	if more := len(all) - mostNamed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
