package exec

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

func show(ctx context.Context, c *call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	return c.work(ctx, func(sh *shift) error {
		scene, err := c.hub.Scene(ctx, c.person, id)
		if err != nil {
			return err
		}
		view := scene.For(c.person)
		sight := sh.setSight(c.person, view)
		if c.flags["json"] != "" {
			return writeObject(sh, shownOf(view, scene.Present, sight, c.now()))
		}
		_, err = io.WriteString(sh, c.showText(view, scene.Present))
		return err
	})
}

// showText renders the incident as it stands.
func (c *call) showText(v incident.View, present []session.Presence) string {
	b, now := v.Brief(), c.now()
	var text strings.Builder
	text.WriteString(columns(append(facts(v, b, now), []string{"here", names(present)})))
	underWay(&text, v, b, now)
	section(&text, "settle before closing, beside tasks and decisions", checksLeft(v, now), func(m incident.Blocker) string {
		return incident.CleanLine(m.What) + "  (" + m.Do + ")"
	})
	return text.String()
}

func brief(ctx context.Context, c *call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	return c.work(ctx, func(s *shift) error {
		scene, err := c.hub.Scene(ctx, c.person, id)
		if err != nil {
			return err
		}
		if c.rest != "" {
			return errUsage
		}
		view := scene.For(c.person)
		s.setSight(c.person, view)
		_, err = io.WriteString(s, c.briefText(view, scene.Present))
		return err
	})
}

// checksLeft returns the criteria, checks and questions of the recovery gate that
// closing waits for.
func checksLeft(v incident.View, now time.Time) []incident.Blocker {
	left, _ := v.CloseBlockers(now)
	return slices.DeleteFunc(left, func(m incident.Blocker) bool { return m.Key == "" })
}

// briefText renders the latecomer's brief.
func (c *call) briefText(v incident.View, present []session.Presence) string {
	b, now := v.Brief(), c.now()
	var text strings.Builder
	text.WriteString(columns(append(facts(v, b, now), []string{"entries", fmt.Sprint(b.Entries)}, []string{"here", names(present)})))
	underWay(&text, v, b, now)
	section(&text, "severity was", b.Severities, func(c incident.SeverityChange) string {
		return fmt.Sprintf("#%d %s %s %s: %s", c.Seq, stamp(c.At), c.To, c.By, incident.CleanLine(c.Why))
	})
	plain := func(e *incident.Entry) string { return e.Plain(now, time.UTC) }
	section(&text, "starred", b.Starred, plain)
	section(&text, "last findings", b.Findings, plain)
	return text.String()
}

// facts returns the fields of a brief that have one value, as rows.
func facts(v incident.View, b incident.Brief, now time.Time) [][]string {
	title := string(b.ID) + " " + incident.CleanLine(b.Title)
	if b.Drill {
		title = "DRILL " + title
	}
	severity := fmt.Sprintf("%s %s, since %s", b.Severity, b.Severity.Word(), stamp(b.Since))
	if b.Why != "" {
		severity += ": " + incident.CleanLine(b.Why)
	}
	rows := append([][]string{{"incident", title}}, courseRows(b, now)...)
	rows = append(rows, [][]string{
		{"severity", severity}, {"impact", impactLine(b)}, {"phase", b.Phase.String()},
		{"system", b.System.String()}, {"TLP", b.TLP.String()}, {"scope", v.Scope().String()},
		{"declared", stamp(b.Declared.At) + " by " + b.Declared.By},
	}...)
	for _, c := range b.Closings {
		rows = append(rows, []string{"closed", closingLine(c)})
	}
	if to, ok := v.ProposedSeverity(); ok && to != b.Severity {
		rows = append(rows, []string{"proposed", to.String() + ", by the playbook from impact and urgency"})
	}
	if b.Mode.Kind != "" {
		rows = append(rows, []string{"mode", strings.TrimSpace(b.Mode.Kind + " " + b.Mode.Link)})
	}
	for _, c := range b.Untrusted {
		rows = append(rows, []string{"channel", c.Name + " " + strings.ToUpper(c.Trust.String()) + ": " + incident.CleanLine(c.Why)})
	}
	for _, h := range b.Holders {
		name := h.Name
		if h.For != "" {
			name += " (acting for " + h.For + ")"
		}
		rows = append(rows, []string{h.Role.String(), name})
	}
	return rows
}

// section writes a heading and its lines, or nothing where there are none.
func section[T any](b *strings.Builder, heading string, items []T, line func(T) string) {
	if len(items) == 0 {
		return
	}
	b.WriteString(heading + "\n")
	for _, item := range items {
		b.WriteString("  " + line(item) + "\n")
	}
}

// names lists the people present, with "(away)" after each who is.
func names(present []session.Presence) string {
	all := make([]string, len(present))
	for i, p := range present {
		all[i] = p.Name
		if p.Rank == incident.RankObserver {
			all[i] += " (observer)"
		}
		if p.Status == session.StatusAway {
			all[i] += " (away)"
		}
	}
	return dash(strings.Join(all, ", "))
}

// stamp formats a time to the minute, in UTC.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04Z") }
