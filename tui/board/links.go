package board

import (
	"strings"

	"warroom/session/incident"
	"warroom/themes"
)

// links returns the section of the team's mode and channels, related incidents,
// and changes of the running system.
func links() section {
	return section{
		name:    "CHANGES",
		columns: []column{{"no", 8}, {"is", 12}, {"by", 8}, {"what", 0}},
		empty:   "nothing was changed or linked: /change TEXT, /link INC-3 related, /mode async, /channel NAME suspect why",
		items: func(v incident.View, l Look) []item {
			return append(append(l.channels(v), l.related(v)...), l.changes(v)...)
		},
	}
}

// channels returns the agreed mode of communication, and the trust in each
// channel.
func (l Look) channels(v incident.View) (items []item) {
	if m := v.Mode(); m.Kind != "" {
		items = append(items, textItem("agreed at "+l.when(m.At), "mode", m.Kind, m.By, m.Link))
	}
	for _, c := range v.Channels() {
		is := "trusted"
		switch {
		case c.Suspect():
			is = l.Theme.Paint(themes.Warn, "suspect")
		case c.Compromised():
			is = l.Theme.Paint(themes.Danger, "COMPROMISED")
		}
		items = append(items, textItem("since "+l.when(c.At), "channel", is, c.By, strings.TrimSpace(c.Name+" "+c.Why)))
	}
	return items
}

func (l Look) related(v incident.View) (items []item) {
	for _, link := range v.Links() {
		items = append(items, textItem("linked at "+l.when(link.At), string(link.To), link.Kind, link.By, ""))
	}
	return items
}

// changes returns the changes of the running system, those in force first.
func (l Look) changes(v incident.View) (stand []item) {
	var undone []item
	for c := range v.Changes() {
		is, more := l.Theme.Paint(themes.Warn, "in force"), "nobody entered how to undo it"
		switch {
		case !c.Undone.IsZero():
			is, more = "undone", "undone at "+l.when(c.Undone)+": "+c.Undoing.Why
		case c.Undo != "":
			more = "to undo it: " + c.Undo
		}
		if c.Undone.IsZero() {
			kept, _ := v.Keeping(c, l.Now)
			more += "\nit " + kept
		}
		one := textItem("changed at "+l.when(c.At)+"\n"+more, ref(incident.RefChange, c.N), is, c.By, c.Text)
		one.Seq = c.Seq
		if c.Undone.IsZero() {
			stand = append(stand, one)
		} else {
			undone = append(undone, one)
		}
	}
	return append(stand, undone...)
}
