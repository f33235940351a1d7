package sshd

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// entryWriter writes the entries that a person asked for, one a line.
type entryWriter struct {
	person incident.Person
	json   bool
	kind   string // a kind's wire name or the beginning of it; empty: all
	since  uint64
}

func (c *call) entryWriter() (entryWriter, error) {
	w := entryWriter{person: c.person, json: c.flags["json"] != "", kind: strings.ToLower(c.flags["kind"])}
	if seq := c.flags["since"]; seq != "" {
		var err error
		if w.since, err = strconv.ParseUint(strings.TrimPrefix(seq, "#"), 10, 64); err != nil {
			return w, usagef("--since %q is no entry: give its number", incident.CleanLine(seq))
		}
	}
	return w, nil
}

// wants reports whether an entry is asked for and may be seen. As lines, what
// is only in the record shows when its kind is asked for.
func (w entryWriter) wants(s *incident.State, e *incident.Entry) bool {
	if !incident.Visible(s, w.person, e.Event) || !strings.HasPrefix(e.Kind(), w.kind) {
		return false
	}
	return w.json || w.kind != "" || e.InTimeline() || e.InChat() || e.InStream()
}

func (w entryWriter) write(out io.Writer, e *incident.Entry, now time.Time) error {
	if w.json {
		lines := json.NewEncoder(out)
		lines.SetEscapeHTML(false)
		return lines.Encode(e.Event)
	}
	_, err := fmt.Fprintln(out, incident.Plain(e, now, time.UTC))
	return err
}

func timeline(ctx context.Context, c *call) error {
	w, err := c.entryWriter()
	if err != nil {
		return err
	}
	scene, err := c.scene(ctx)
	if err != nil {
		return err
	}
	state, now := scene.State, c.now()
	if when := c.flags["as-of"]; when != "" {
		at, err := parseAsOf(when, now)
		if err != nil {
			return err
		}
		if err := c.inTurn(ctx, func() error { state = asOf(state, at); return ctx.Err() }); err != nil {
			return err
		}
	}
	var entries []*incident.Entry
	for e := range state.Entries(w.since) {
		// The bounds of who may know are those of now.
		if w.wants(scene.State, e) {
			entries = append(entries, e)
		}
	}
	if !w.json {
		slices.SortFunc(entries, func(a, b *incident.Entry) int {
			if incident.MarkOf(a.Event).Before(incident.MarkOf(b.Event)) {
				return -1
			}
			return 1
		})
	}
	out := bufio.NewWriter(c.out)
	for _, e := range entries {
		if err := w.write(out, e, now); err != nil {
			return err
		}
	}
	return out.Flush()
}

// asOf is the state as it was known at a moment: what was written later,
// corrections and stars among it, had not happened yet. The clock may have been
// set back or have stood ahead: what stands before an entry of that moment was
// known too, whatever its time.
func asOf(s *incident.State, at time.Time) *incident.State {
	last := uint64(0)
	for e := range s.Entries(0) {
		if !e.Written().After(at) {
			last = e.Seq
		}
	}
	then := incident.New(s.ID)
	for e := range s.Entries(0) {
		if e.Seq > last {
			break
		}
		then = incident.Fold(then, e.Event)
	}
	return then
}

// parseAsOf reads HH:MM (the latest such moment, UTC), -15m, or RFC 3339.
func parseAsOf(s string, now time.Time) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, strings.ToUpper(s)); err == nil {
		return at, nil
	}
	if ago, ok := strings.CutPrefix(s, "-"); ok {
		if d, err := time.ParseDuration(ago); err == nil {
			return now.Add(-d), nil
		}
	}
	clock, err := time.Parse("15:04", s)
	if err != nil {
		return time.Time{}, usagef("--as-of %q is no time: write 14:05, -15m or 2006-01-02T15:04:05Z", incident.CleanLine(s))
	}
	day := now.UTC()
	at := time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 59, 999_999_999, time.UTC)
	if at.Truncate(time.Minute).After(now) {
		at = at.AddDate(0, 0, -1)
	}
	return at, nil
}

func watchIncident(ctx context.Context, c *call) error {
	w, err := c.entryWriter()
	if err != nil {
		return err
	}
	id, err := c.id()
	if err != nil {
		return err
	}
	seat, err := c.hub.Sit(ctx, c.person, id, session.Line)
	if err != nil {
		return err
	}
	defer seat.Leave()
	c.onLink(seat.Link)
	frozen := ""
	for {
		scene, err := seat.Next(ctx)
		if err != nil {
			return err
		}
		out, now := bufio.NewWriter(c.out), c.now()
		for e := range scene.State.Entries(w.since) {
			w.since = e.Seq
			if !w.wants(scene.State, e) {
				continue
			}
			if err := w.write(out, e, now); err != nil {
				return err
			}
		}
		if err := out.Flush(); err != nil {
			return err
		}
		if scene.Frozen != frozen {
			frozen = scene.Frozen
			if _, err := fmt.Fprintln(c.words, thawOr(frozen)); err != nil {
				return err
			}
		}
	}
}

func thawOr(frozen string) string {
	if frozen == "" {
		return "the store takes entries again"
	}
	return frozen
}
