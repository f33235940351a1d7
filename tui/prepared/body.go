package prepared

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// body draws everything between title and foot.
func (m Model) body(rules *incident.Rules, l Look) []paint.Row {
	switch {
	case m.readiness:
		return l.readiness(rules)
	case m.system != "":
		return l.sheet(rules, m.system)
	}
	return l.list(rules, int(m.at.Within(1, len(rules.Sheets))))
}

// list draws a row for each system.
func (l Look) list(rules *incident.Rules, at int) []paint.Row {
	var rows []paint.Row
	for i, name := range rules.Systems() {
		sheet, mark, ink := rules.Sheets[name], "  ", themes.Text
		late := sheet.Late(l.Now)
		if len(late) > 0 {
			ink = themes.Warn
		}
		if i == at {
			mark, ink = themes.Selection.Sign()+" ", themes.Selection
		}
		text := fmt.Sprintf("%s%s %s %s  %s", mark, cell(name, 20), cell(sheet.Classification, 12), cell(strings.Join(sheet.Owners, " "), 16), strings.Join(append(late, sheet.Title), "; "))
		rows = append(rows, paint.NewRow(l.Theme.Paint(ink, ansi.Truncate(incident.CleanLine(text), l.Width, "…"))).Fit(l.Width))
	}
	if len(rows) == 0 {
		rows = append(rows, paint.NewRow(" no system has a sheet: warroom help playbook shows how one is written").Fit(l.Width))
	}
	return rows
}

// cell returns a text in exactly so many cells.
func cell(text string, width int) string {
	return pane.Pad(ansi.Truncate(incident.CleanLine(text), width, "…"), width)
}

// maxTextRows bounds the rows of one thing that a sheet says.
const maxTextRows = 12

// sheet draws what a sheet says.
func (l Look) sheet(rules *incident.Rules, name string) []paint.Row {
	if rules.Sheets[name] == nil {
		return []paint.Row{paint.NewRow(" it has no sheet any more").Fit(l.Width)}
	}
	fields := pane.Fields{Theme: l.Theme, Width: l.Width, Rest: "… ssh HOST systems " + name + " has the whole of it"}
	ink := themes.Text
	for _, line := range rules.SheetLines(name, l.Now) {
		switch line.Name {
		case "":
		case "overdue":
			ink = themes.Warn
		default:
			ink = themes.Text
		}
		fields.Add(label(line.Name), line.Text, ink, maxTextRows)
	}
	return fields.Rows
}

// label returns the name of a line in the cells that a page has for it.
func label(name string) string {
	switch name {
	case "architecture":
		return "built as"
	case "personal data":
		return "personal"
	case "may be switched off":
		return "off first"
	case "components":
		return "parts"
	case "depends on":
		return "needs"
	}
	return name
}

// readiness draws each procedure, and how many aren't ready.
func (l Look) readiness(rules *incident.Rules) []paint.Row {
	all := rules.Readiness(l.Now)
	rows := []paint.Row{paint.NewRow(l.Theme.Paint(themes.Strong, " "+incident.CountReadiness(all))).Fit(l.Width)}
	fields := pane.Fields{Theme: l.Theme, Width: l.Width, Rest: "… ssh HOST readiness has the whole of it"}
	for _, r := range all {
		ink, owner := themes.Text, r.Owner
		if r.Stale || len(r.Missing) > 0 {
			ink = themes.Warn
		}
		if owner == "" {
			owner = "nobody!"
		}
		fields.Add(r.Kind, fmt.Sprintf("%s, %s: %s; %s", r.Name, owner, r.Days(), r.Text()), ink, maxTextRows)
	}
	return append(rows, fields.Rows...)
}
