package incident

import (
	"fmt"
	"strings"
	"time"
)

// metricsPart tells the milestones, the times between them, and whether work is paused.
func metricsPart(v View, r Reader) Part {
	m := v.Measures()
	milestones, took := map[string]*time.Time{}, map[string]*float64{}
	var parts []string
	for _, reached := range m.Milestones {
		milestones[reached.Milestone.String()] = instant(reached.At)
		if reached.Known {
			parts = append(parts, reached.Milestone.String()+" "+r.Stamp(reached.At))
		}
	}
	for _, span := range []struct {
		name string
		Elapsed
	}{{"ttd", m.TTD}, {"tta", m.TTA}, {"ttc", m.TTC}, {"ttr", m.TTR}} {
		took[span.name] = nil
		if span.Known {
			seconds := span.Took.Seconds()
			took[span.name] = &seconds
			parts = append(parts, fmt.Sprintf("%s %v s", strings.ToUpper(span.name), seconds))
		}
	}
	var paused *time.Time
	if p, is := v.Paused(); is {
		paused = instant(p.From)
		parts = append(parts, withReason("PAUSED since "+r.Stamp(p.From), p.Why))
	}
	return single("times", ToneText, strings.Join(parts, ", "),
		Field{"milestones", milestones}, Field{"metrics", took}, Field{"paused_since", paused}).quiet()
}

type targetShown struct {
	System  string     `json:"system"`
	BackBy  *time.Time `json:"back_by"`
	Restore *time.Time `json:"restore_point_from"`
}

// targetsPart tells until when what is shut down must be back.
func targetsPart(v View, r Reader) Part {
	targets := lazily(func() []TargetClock { return v.Targets(r.Now) })
	return list[TargetClock]{
		label: "targets", heading: "recovery targets", key: "targets", most: 3, now: targets, all: targets,
		seq:   func(t TargetClock) uint64 { return t.Seq },
		tone:  toneBy(func(t TargetClock) bool { return t.late(r.Now) }, ToneDanger, ToneWarn),
		line:  r.targetText,
		value: func(t TargetClock) any { return targetShown{t.System, instant(t.Deadline), instant(t.Restore)} },
	}.part()
}

// late reports whether the system should be back already.
func (t TargetClock) late(now time.Time) bool {
	return !t.Deadline.IsZero() && !now.IsZero() && now.After(t.Deadline)
}

func (r Reader) targetText(t TargetClock) string {
	line := t.System
	switch {
	case t.late(r.Now):
		line += ", LATE: back by " + r.Stamp(t.Deadline)
	case !t.Deadline.IsZero():
		line += ", back by " + r.Stamp(t.Deadline)
	}
	if !t.Restore.IsZero() {
		line += ", with data from " + r.Stamp(t.Restore) + " or later"
	}
	return line
}
