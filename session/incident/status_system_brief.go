package incident

import (
	"fmt"
	"strings"
	"time"
)

// systemStateShown is how one affected system runs.
type systemStateShown struct {
	System      string           `json:"system"` // "system": what the incident is about, as a whole
	State       SystemState      `json:"state"`
	Since       time.Time        `json:"since"`
	By          string           `json:"by"`
	Why         string           `json:"why"`
	Because     []Ref            `json:"because"` // the decisions that it rests on
	ShutDown    *time.Time       `json:"shut_down_at"`
	DownSeconds float64          `json:"down_seconds"` // quarantined or shut down, until now
	Quarantine  *quarantineShown `json:"quarantine"`   // the last one
	Seq         uint64           `json:"seq"`
}

type quarantineShown struct {
	For        string     `json:"for"`
	MayEnter   []string   `json:"may_enter"`
	Since      time.Time  `json:"since"`
	By         string     `json:"by"`
	Why        string     `json:"why"`
	Released   *time.Time `json:"released_at"`
	ReleasedBy string     `json:"released_by"`
}

// systemStatesPart tells how each system runs of which somebody said it, the worst first.
func systemStatesPart(v View, r Reader) Part {
	said := where(lazily(v.SystemStates), func(n NamedStatus) bool { return !n.Since.IsZero() })
	return list[NamedStatus]{
		label: "state", heading: "how the systems run", key: "system_states", most: 6, now: said, all: said,
		seq: func(n NamedStatus) uint64 { return n.opener },
		tone: func(n NamedStatus) Tone {
			switch {
			case n.State == SystemShutdown:
				return ToneDanger
			case n.impaired():
				return ToneWarn
			}
			return ToneText
		},
		line:  func(n NamedStatus) string { return n.Text(r.Stamp, r.Now) },
		more:  func(n NamedStatus) []string { return n.more(r) },
		said:  func(n NamedStatus) string { return exactly(n.DownFor(r.Now)) }, // in words, rounded
		value: func(n NamedStatus) any { return showSystemState(n, r.Now) },
	}.part()
}

// Text says on one line how a system runs: since when, by whom and why, and of the last
// quarantine for whom it is kept, who may enter, and when it ended and by whom. A zero now leaves
// out how long it was down.
func (n NamedStatus) Text(stamp func(time.Time) string, now time.Time) string {
	line := fmt.Sprintf("%s is %s", n.called(), n.State)
	if !n.Since.IsZero() {
		line += " since " + stamp(n.Since) + ", by " + n.By
	}
	line = citing(line, n.Refs)
	if down := n.DownFor(now); !now.IsZero() && down >= time.Minute {
		line += "; down for " + Duration(down.Truncate(time.Minute)).String()
	}
	return CleanLine(withReason(line+n.Quarantine.text(stamp, n.Since), n.Why))
}

// text says what its last quarantine adds to the state that a system has since a time.
func (q Quarantine) text(stamp func(time.Time) string, since time.Time) string {
	if q.Since.IsZero() {
		return ""
	}
	var line string
	switch {
	case !q.InForce():
		line = "; was quarantined from " + stamp(q.Since) + " to " + stamp(q.Released) + ", released by " + q.ReleasedBy
	case !q.Since.Equal(since): // else the state's own words say it
		line = "; quarantined since " + stamp(q.Since)
	}
	if q.For != "" {
		line += ", kept for " + q.For
	}
	if len(q.Enter) > 0 {
		line += ", may enter: " + strings.Join(q.Enter, ", ")
	}
	return line
}

// more tells in which entry its state was said, how long it was down, and who quarantined it.
func (n NamedStatus) more(r Reader) []string {
	lines := []string{fmt.Sprintf("said in #%d", n.Seq)}
	if down := n.DownFor(r.Now); down > 0 && down < time.Minute {
		lines[0] += ", down for " + rounded(down)
	}
	if !n.ShutDown.IsZero() {
		lines[0] += ", shut down at " + r.Stamp(n.ShutDown)
	}
	if q := n.Quarantine; !q.Since.IsZero() && !q.Since.Equal(n.Since) {
		lines = append(lines, withReason("quarantined by "+q.By, CleanLine(q.Why)))
	}
	return lines
}

func showSystemState(n NamedStatus, now time.Time) systemStateShown {
	out := systemStateShown{
		System: n.typed(), State: n.State, Since: n.Since.UTC(), By: n.By, Why: n.Why, Because: listOf(n.Refs),
		ShutDown: instant(n.ShutDown), DownSeconds: n.DownFor(now).Seconds(), Seq: n.Seq,
	}
	if q := n.Quarantine; !q.Since.IsZero() {
		out.Quarantine = &quarantineShown{q.For, listOf(q.Enter), q.Since.UTC(), q.By, q.Why, instant(q.Released), q.ReleasedBy}
	}
	return out
}
