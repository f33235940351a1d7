package impact

import (
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// minMetricsWidth is the width that a panel needs for all metrics on one row.
const minMetricsWidth = 50

// drawMetrics draws the recovery metrics on one row. Those that still run show
// "running" in place of a time, since the panel has no clock.
func (l Look) drawMetrics(v incident.View) []paint.Row {
	if l.Width < minMetricsWidth {
		return nil
	}
	m := v.Measures()
	text := ""
	for _, one := range []struct {
		name string
		took incident.Elapsed
		to   incident.Milestone
	}{{"TTD", m.TTD, incident.MilestoneDetected}, {"TTA", m.TTA, incident.MilestoneAcknowledged}, {"TTC", m.TTC, incident.MilestoneContained}, {"TTR", m.TTR, incident.MilestoneRecovered}} {
		is := "?"
		switch {
		case one.took.Known && one.took.Took < time.Minute:
			is = "under 1m"
		case one.took.Known:
			is = pane.Age(one.took.Took)
		case !m.Milestones[one.to].Known && m.Milestones[incident.MilestoneDetected].Known:
			is = "running"
		}
		text += " " + l.Theme.Paint(themes.Muted, one.name) + " " + is + " "
	}
	return []paint.Row{paint.NewRow(text)}
}
