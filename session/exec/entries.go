package exec

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// entryWriter writes the entries that a person asked for, one a line.
type entryWriter struct {
	json  bool
	words bool   // whole words in place of tags
	kind  string // a kind's wire name or the beginning of it; empty: all
	since uint64
}

func (c *call) entryWriter() (entryWriter, error) {
	w := entryWriter{json: c.flags["json"] != "", words: c.inWords(), kind: strings.ToLower(c.flags["kind"])}
	if err := checkKind(w.kind); err != nil {
		return w, err
	}
	var err error
	w.since, err = c.since()
	return w, err
}

// checkKind refuses the beginning of no kind, and lists all kinds.
func checkKind(kind string) error {
	kinds := incident.Kinds()
	if kind == "" || slices.ContainsFunc(kinds, func(k string) bool { return strings.HasPrefix(k, kind) }) {
		return nil
	}
	near := ""
	if k := incident.Nearest(kind, kinds); k != "" {
		near = ": did you mean " + k + "?"
	}
	return usagef("there is no kind %q%s\nkinds, of which a beginning will do: %s", incident.Quote(kind), near, strings.Join(kinds, ", "))
}

// since returns the number of --since, after which the caller reads on; 0: all.
func (c *call) since() (uint64, error) {
	seq := c.flags["since"]
	if seq == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(seq, "#"), 10, 64)
	if err != nil {
		return 0, usagef("--since %q is no entry: give its number", incident.Quote(seq))
	}
	return n, nil
}

// wants reports whether an entry is asked for. As lines, an entry that is only in the
// record shows when its kind is asked for.
func (w entryWriter) wants(e *incident.Entry) bool {
	if !strings.HasPrefix(e.Kind(), w.kind) {
		return false
	}
	return w.json || w.kind != "" || e.InTimeline() || e.InChat() || e.InStream()
}

func (w entryWriter) write(out io.Writer, e *incident.Entry, now time.Time) error {
	if w.json {
		lines := json.NewEncoder(out)
		lines.SetEscapeHTML(false)
		return lines.Encode(e)
	}
	line := e.Plain
	if w.words {
		line = e.Words
	}
	_, err := fmt.Fprintln(out, line(now, time.UTC))
	return err
}

// entriesAsked reads which entries the caller asks for, and of which incident.
func (c *call) entriesAsked() (w entryWriter, id incident.ID, err error) {
	if w, err = c.entryWriter(); err == nil {
		id, err = c.id()
	}
	return w, id, err
}

func timeline(ctx context.Context, c *call) error {
	w, id, err := c.entriesAsked()
	if err != nil {
		return err
	}
	when := c.flags["as-of"]
	if when == "" && w.json { // as it stands in the record: nothing to sort
		return c.work(ctx, func(s *shift) error {
			scene, err := c.hub.Scene(ctx, c.person, id)
			if err != nil {
				return err
			}
			view := scene.For(c.person)
			return w.writeAll(s, w.chosen(s, view.Entries(w.since), s.setSight(c.person, view)), c.now())
		})
	}
	entries, view, err := c.entriesOf(ctx, id, w, when)
	if err != nil {
		return err
	}
	return c.work(ctx, func(s *shift) error {
		sight := s.setSight(c.person, view)
		if err := s.recheck(); err != nil {
			return err
		}
		return w.writeAll(s, sight.entries(slices.Values(entries)), c.now())
	})
}

// entriesOf returns the entries that were asked for, in order, as known at a moment or
// "" for now; and the view of now.
func (c *call) entriesOf(ctx context.Context, id incident.ID, w entryWriter, when string) (entries []*incident.Entry, now incident.View, err error) {
	work := c.work
	if when != "" {
		work = func(ctx context.Context, f func(*shift) error) error { return c.workAtLarge(ctx, c.asOfSlots, f) }
	}
	err = work(ctx, func(s *shift) error {
		scene, err := c.hub.Scene(ctx, c.person, id)
		if err != nil {
			return err
		}
		now = scene.For(c.person)
		all := now.Entries(w.since)
		if when != "" {
			at, err := parseAsOf(when, c.now())
			if err != nil {
				return err
			}
			if all, err = now.EntriesAsOf(at, func() error { return s.spend(perFold) }); err != nil {
				return err
			}
		}
		for e := range w.chosen(s, all, s.setSight(c.person, now)) {
			entries = append(entries, sharedWith(now, e))
		}
		if !w.json {
			slices.SortFunc(entries, byMark)
		}
		return ctx.Err()
	})
	return entries, now, err
}

// sharedWith returns the view's own entry when it equals e, else a copy of e. So the
// state that e was read from leaves memory while the client reads.
func sharedWith(v incident.View, e *incident.Entry) *incident.Entry {
	if now := v.Entry(e.Seq); now != nil && *now == *e {
		return now
	}
	c := *e
	return &c
}

func byMark(a, b *incident.Entry) int {
	if a.Mark().Before(b.Mark()) {
		return -1
	}
	return 1
}

// chosen yields those of some entries that were asked for and are in sight now. It ends
// early when the shift does.
func (w entryWriter) chosen(s *shift, all iter.Seq[*incident.Entry], now *sight) iter.Seq[*incident.Entry] {
	return func(yield func(*incident.Entry) bool) {
		for e := range all {
			if s.spend(perEntry) != nil {
				return
			}
			if e != nil && e.Seq > w.since && now.view.Shows(e.Event) && w.wants(e) && !yield(e) {
				return
			}
		}
	}
}

// writeAll writes entries until the shift ends.
func (w entryWriter) writeAll(s *shift, entries iter.Seq[*incident.Entry], now time.Time) error {
	for e := range entries {
		if err := w.write(s, e, now); err != nil {
			return err
		}
	}
	return s.ctx.Err()
}

// perFold is how many steps it takes to fold an entry.
const perFold = 4 << 10

// parseAsOf parses a moment in UTC. One that was typed without seconds means the end of its
// minute.
func parseAsOf(s string, now time.Time) (time.Time, error) {
	at, minute, err := incident.ParseTime(s, incident.Ask{At: now})
	if err != nil {
		return time.Time{}, usagef("--as-of: %v", err)
	}
	if minute {
		at = at.Add(time.Minute - 1)
	}
	return at, nil
}

func watchIncident(ctx context.Context, c *call) error {
	w, id, err := c.entriesAsked()
	if err != nil {
		return err
	}
	seat, err := c.hub.Sit(ctx, c.person, id, session.SeatLine)
	if err != nil {
		return err
	}
	defer seat.Leave()
	if c.onLink != nil {
		c.onLink(seat.Link)
	}
	frozen := ""
	for {
		scene, err := seat.Next(ctx)
		if err != nil {
			return err
		}
		if err := c.writeOn(ctx, &w, scene.For(c.person)); err != nil {
			return err
		}
		if scene.Frozen != frozen {
			frozen = scene.Frozen
			if _, err := fmt.Fprintln(c.stderr, thawOr(frozen)); err != nil {
				return err
			}
		}
	}
}

// fewNew is how many entries watch writes without a turn: what happens now is
// shown now, however many search.
const fewNew = 256

// writeOn writes the entries that a watch has not written yet.
func (c *call) writeOn(ctx context.Context, w *entryWriter, view incident.View) error {
	on := func(s *shift) error {
		defer func() { w.since = max(w.since, view.Last()) }()
		return w.writeAll(s, w.chosen(s, view.Entries(w.since), s.setSight(c.person, view)), c.now())
	}
	if view.Last()-min(w.since, view.Last()) > fewNew {
		return c.work(ctx, on)
	}
	return c.workFreely(ctx, on)
}

func thawOr(frozen string) string {
	if frozen == "" {
		return "the store takes entries again"
	}
	return frozen
}
