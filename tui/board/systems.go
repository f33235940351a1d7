package board

import (
	"fmt"
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// systems returns the section of affected systems, with the people to call.
func systems() section {
	return section{
		name:    "SYSTEMS",
		columns: []column{{"system", 16}, {"class", 12}, {"owners", 12}, {"call", 0}, {"RTO", 6}, {"RPO", 6}, {"sheet", 6}},
		empty:   "no affected system is entered yet: /affects SYSTEM",
		items: func(v incident.View, l Look) (items []item) {
			for sys := range v.Systems() {
				if sys.Sheet != nil {
					items = append(items, l.system(sys))
				}
			}
			return items
		},
	}
}

func (l Look) system(sys *incident.System) item {
	sheet := sys.Sheet
	return item{
		cells: func() []string {
			state := "ok"
			switch {
			case sys.Unlisted:
				state = l.Theme.Paint(themes.Warn, "none!")
			case sys.Stale:
				state = l.Theme.Paint(themes.Warn, "STALE!")
			}
			return []string{sheet.Name, sheet.Classification, strings.Join(sheet.Owners, " "), contacts(sheet, " "), durationText(sheet.RTO), durationText(sheet.RPO), state}
		},
		details: func() string { return l.systemDetails(sys) },
		Target:  Target{Seq: sys.Seq},
	}
}

func (l Look) systemDetails(sys *incident.System) string {
	sheet := sys.Sheet
	parts := []string{fmt.Sprintf("%s %s; entered by %s at %s", sheet.Name, sheet.Title, sys.By, l.when(sys.At))}
	for _, line := range sheet.Lines(sys.At) {
		switch {
		case line.Name == "title":
		case line.Name == "": // one more of a list
			parts[len(parts)-1] += ", " + line.Text
		default:
			parts = append(parts, line.Name+": "+line.Text)
		}
	}
	return strings.Join(parts, "\n")
}

// contacts returns the people to call, in the order of the sheet.
func contacts(sheet *incident.Sheet, between string) string {
	var all []string
	for _, c := range sheet.Contacts {
		text := strings.TrimSpace(c.Name + " " + c.Reach)
		if c.For != "" {
			text += " (" + c.For + ")"
		}
		all = append(all, text)
	}
	return strings.Join(all, between)
}

// durationText returns a duration in a few cells, "" for none.
func durationText(m incident.Duration) string {
	if m <= 0 {
		return ""
	}
	return pane.Age(time.Duration(m))
}
