package board

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// metrics returns the section of times: the recovery metrics, the milestones
// that they run between, pauses, recovery targets after a shutdown, and the targets that were
// observed.
func metrics() section {
	return section{
		name:    "METRICS",
		columns: []column{{"what", 15}, {"is", 14}, {"by", 9}, {"from", 0}},
		timed:   true,
		items: func(v incident.View, l Look) []item {
			m := v.Measures()
			items := []item{
				l.elapsed(v, "TTD detect", m.TTD, incident.MilestoneDetected, "from occurred to detected"),
				l.elapsed(v, "TTA acknowledge", m.TTA, incident.MilestoneAcknowledged, "from detected to acknowledged"),
				l.elapsed(v, "TTC contain", m.TTC, incident.MilestoneContained, "from detected to contained, without the pauses"),
				l.elapsed(v, "TTR recover", m.TTR, incident.MilestoneRecovered, "from detected to recovered, without the pauses"),
			}
			for _, reached := range m.Milestones {
				items = append(items, l.milestone(reached))
			}
			for _, p := range v.Pauses().All() {
				items = append(items, l.pause(p))
			}
			if every := v.Cadence(); every > 0 {
				items = append(items, textItem("", "updates", "every "+pane.Age(every), "", "due at "+v.Severity().String()))
			}
			for _, e := range v.Escalations(l.Now) {
				items = append(items, l.escalation(e))
			}
			for _, c := range v.Targets(l.Now) {
				items = append(items, l.target(c))
			}
			for _, o := range v.Observations(l.Now) {
				items = append(items, l.observed(o))
			}
			return items
		},
	}
}

// escalation returns the item of a call that the playbook asks for.
func (l Look) escalation(e incident.Escalation) item {
	call, from := incident.CleanLine(e.Call), durationText(e.After)
	last, answered := e.Answered()
	switch {
	case e.Asked:
		return textItem("", e.Name()+" call", l.Theme.Paint(themes.Warn, "NOW"), last.By, fmt.Sprintf("%s: not contained after %s, %s", call, from, e.Do()))
	case answered:
		return textItem("", e.Name()+" called", l.when(last.At), last.By, incident.CleanLine(last.Text)+", asked for: "+call)
	}
	return textItem("", e.Name()+" call", l.Theme.Paint(themes.Muted, "not due"), "", fmt.Sprintf("%s, if not contained after %s", call, from))
}

// elapsed returns the item of a metric, known or still running.
func (l Look) elapsed(v incident.View, name string, took incident.Elapsed, until incident.Milestone, from string) item {
	is := l.Theme.Paint(themes.Muted, "unknown")
	if running, ok := v.RunningFor(until, l.Now); ok {
		is = l.Theme.Paint(themes.Warn, "running "+elapsedText(running))
	}
	if took.Known {
		is = elapsedText(took.Took)
	}
	return textItem("", name, is, "", from)
}

func (l Look) milestone(m incident.MilestoneTime) item {
	is, from := l.Theme.Paint(themes.Muted, "not yet"), fmt.Sprintf("/milestone %s HH:MM enters it", m.Milestone)
	by := ""
	if m.Known {
		is, by, from = l.when(m.At), m.By, "from the log"
		if m.Entered {
			from = "entered"
		}
	}
	one := textItem("", m.Milestone.String(), is, by, from)
	if one.Seq = m.Seq; !m.Known {
		one.Do = "/milestone " + m.Milestone.String()
	}
	return one
}

func (l Look) pause(p incident.Pause) item {
	is := "until " + pane.When(p.To, l.Zone, pane.Day(l.Now, l.Zone))
	if p.To.IsZero() {
		is = l.Theme.Paint(themes.Warn, "PAUSED")
	}
	one := textItem("since "+l.when(p.From), "pause", is, "", p.Why)
	one.Seq = p.Seq
	return one
}

// target returns when a system that was shut down must be restored, and how old
// its data may be.
func (l Look) target(c incident.TargetClock) item {
	is, from := "no RTO", ""
	if !c.Deadline.IsZero() {
		left := c.Deadline.Sub(l.Now)
		is = pane.Age(left) + " left"
		if left < 0 {
			is = l.Theme.Paint(themes.Danger, "LATE "+pane.Age(-left))
		}
		from = "back by " + l.when(c.Deadline)
	}
	if !c.Restore.IsZero() {
		from += ", with data from " + l.when(c.Restore) + " or later"
	}
	return textItem(fmt.Sprintf("RTO %s, RPO %s", elapsedText(c.RTO), elapsedText(c.RPO)), c.System, is, "", from)
}

// observed returns the newest observation of a target.
func (l Look) observed(o incident.Observed) item {
	is := "met"
	switch {
	case o.Waived:
		is = "waived"
	case o.Breached():
		is = l.Theme.Paint(themes.Danger, "BREACHED")
	}
	one := textItem("at "+l.when(o.At), o.Target.Name, is, o.By, o.String())
	if one.Seq = o.Seq; o.Breached() {
		one.Do = "/observe " + o.System + " " + o.Target.Name
	}
	return one
}

// elapsedText returns an elapsed time in a few cells.
func elapsedText(d time.Duration) string {
	if d < time.Minute {
		return "under 1m"
	}
	return pane.Age(d)
}
