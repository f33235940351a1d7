package incident

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// sourceShown says whose act or word a milestone comes from.
type sourceShown struct {
	By      string `json:"by"`
	Entered bool   `json:"entered"` // they said when; else what they did tells
	Seq     uint64 `json:"seq"`
}

// metricsPart tells the milestones, the times between them, and whether work is paused.
func metricsPart(v View, r Reader) Part {
	m := v.Measures()
	milestones, took, sources := map[string]*time.Time{}, map[string]*float64{}, map[string]sourceShown{}
	var parts, below []string
	said := "entered"
	for _, reached := range m.Milestones {
		name := reached.Milestone.String()
		milestones[name] = instant(reached.At)
		if reached.Known {
			sources[name] = sourceShown{reached.By, reached.Entered, reached.Seq}
			parts = append(parts, name+" "+r.Stamp(reached.At))
			below = append(below, reached.source())
		}
	}
	for _, span := range []struct {
		name, what string
		Elapsed
	}{{"ttd", "detect", m.TTD}, {"tta", "acknowledge", m.TTA}, {"ttc", "contain", m.TTC}, {"ttr", "recover", m.TTR}} {
		took[span.name] = nil
		if span.Known {
			seconds := span.Took.Seconds()
			took[span.name] = &seconds
			said += " " + exactly(span.Took)
			parts = append(parts, fmt.Sprintf("time to %s (%s) %s", span.what, strings.ToUpper(span.name), rounded(span.Took)))
		}
	}
	var paused *time.Time
	if p, is := v.Paused(); is {
		paused = instant(p.From)
		parts = append(parts, v.pauseText(p, r))
	}
	return single("times", ToneText, strings.Join(parts, ", "),
		Field{"milestones", milestones}, Field{"metrics", took}, Field{"paused_since", paused}, Field{"milestone_sources", sources}).
		saying(said).below(below...).quiet()
}

// source says whose act or word the milestone comes from.
func (m MilestoneTime) source() string {
	how := "by what they did"
	if m.Entered {
		how = "entered"
	}
	return fmt.Sprintf("%s: by %s in #%d, %s", m.Milestone, m.By, m.Seq, how)
}

// pauseText says since when work is paused; a closed incident is closed.
func (v View) pauseText(p Pause, r Reader) string {
	if v.Phase() == PhaseClosed {
		return "closed since " + r.Stamp(p.From)
	}
	return withReason("PAUSED since "+r.Stamp(p.From), p.Why)
}

// exactly returns a length of time in seconds, as JSON has it.
func exactly(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }

// rounded returns a length of time in whole seconds, as "2m 5s".
func rounded(d time.Duration) string {
	if d = d.Round(time.Second); d == 0 {
		return "under a second"
	}
	return Duration(d).String()
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
