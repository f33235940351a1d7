package board

import (
	"fmt"
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// systems returns the section of affected systems: how each runs, and the people to call.
// The state of the incident as a whole comes first where somebody said it.
func systems() section {
	return section{
		name:    "SYSTEMS",
		timed:   true,
		columns: []column{{"system", 15}, {"is", 11}, {"class", 8}, {"owners", 10}, {"call", 0}, {"RTO", 6}, {"RPO", 6}, {"sheet", 6}},
		empty:   "no affected system is entered yet: /affects SYSTEM",
		items: func(v incident.View, l Look) (items []item) {
			for _, n := range v.SystemStates() {
				if n.Name == "" && !n.Since.IsZero() {
					items = append(items, l.wholeSystem(n))
				}
			}
			for sys := range v.Systems() {
				if sys.Sheet != nil {
					items = append(items, l.system(sys))
				}
			}
			for _, line := range v.ToAffect() {
				items = append(items, l.toAffect(line))
			}
			return items
		},
	}
}

// wholeSystem returns the item of what the incident is about, as a whole.
func (l Look) wholeSystem(n incident.NamedStatus) item {
	return item{
		cells:   func() []string { return []string{"(as a whole)", l.systemState(n.State), "", "", "", "", "", ""} },
		details: func() string { return n.Text(l.when, l.Now) },
		Target:  Target{Seq: n.Seq},
	}
}

// systemState returns the word for a state: capitals tell what isn't well without colour.
func (l Look) systemState(s incident.SystemState) string {
	switch s {
	case incident.SystemRunning, incident.SystemRestored:
		return l.Theme.Paint(themes.Good, s.String())
	case incident.SystemShutdown:
		return l.Theme.Paint(themes.Danger, strings.ToUpper(s.String()))
	}
	return l.Theme.Paint(themes.Warn, strings.ToUpper(s.String()))
}

func (l Look) system(sys *incident.System) item {
	sheet := sys.Sheet
	return item{
		cells: func() []string {
			review := "ok"
			switch {
			case sys.Unlisted:
				review = l.Theme.Paint(themes.Warn, "none!")
			case sys.Stale:
				review = l.Theme.Paint(themes.Warn, "STALE!")
			}
			return []string{sheet.Name, l.systemState(sys.Status.State), sheet.Classification, strings.Join(sheet.Owners, " "), contacts(sheet, " "), durationText(sheet.RTO), durationText(sheet.RPO), review}
		},
		details: func() string { return l.systemDetails(sys) },
		Target:  Target{Seq: sys.Seq},
	}
}

// toAffect returns the item of a system that needs an affected one and isn't named itself.
func (l Look) toAffect(line string) item {
	name := line[strings.LastIndexByte(line, ' ')+1:]
	return item{
		cells: func() []string {
			return []string{name, "", "", l.Theme.Paint(themes.Warn, "needs an affected system: affected too?"), "", "", ""}
		},
		details: func() string {
			return name + " depends on an affected system, by its sheet, and isn't named as affected"
		},
		Target: Target{Do: line},
	}
}

func (l Look) systemDetails(sys *incident.System) string {
	sheet := sys.Sheet
	parts := []string{fmt.Sprintf("%s %s; entered by %s at %s", sheet.Name, sheet.Title, sys.By, l.when(sys.At))}
	if !sys.Status.Since.IsZero() {
		parts = append(parts, incident.NamedStatus{Name: sheet.Name, SystemStatus: sys.Status}.Text(l.when, l.Now))
	}
	for _, line := range sheet.Lines(sys.At) {
		switch line.Name {
		case "title":
		case "": // one more of a list
			parts[len(parts)-1] += ", " + line.Text
		default:
			parts = append(parts, line.Name+": "+line.Text)
		}
	}
	if needed := sys.Radius.Needed(); needed != "" {
		parts = append(parts, "needed by: "+needed)
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
