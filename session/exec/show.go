package exec

import (
	"context"
	"io"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

func show(ctx context.Context, c *call) error {
	return c.readBrief(ctx, func(s *shift, b incident.Brief) error {
		if c.flags["json"] != "" {
			return writeBrief(s, b, s.sight)
		}
		return writeWhole(s, b, s.sight, c.inWords())
	})
}

func brief(ctx context.Context, c *call) error {
	return c.readBrief(ctx, func(s *shift, b incident.Brief) error { return writeShort(s, b, s.sight, c.inWords()) })
}

// readBrief hands the brief of the incident that the call names to write.
func (c *call) readBrief(ctx context.Context, write func(*shift, incident.Brief) error) error {
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
		b, err := c.briefOf(ctx, scene)
		if err != nil {
			return err
		}
		s.setSight(c.person, scene.For(c.person))
		return write(s, b)
	})
}

// briefOf returns a scene as the caller reads it.
func (c *call) briefOf(ctx context.Context, scene *session.Scene) (incident.Brief, error) {
	profile, err := c.hub.Profile(ctx, c.person.Key)
	if err != nil {
		return nil, err
	}
	view := scene.For(c.person)
	return view.Brief(incident.Reader{
		Name: c.person.Name, Read: profile.Read[view.ID()].Seq, Now: c.now(), Present: attendees(scene.Present),
	}), nil
}

// attendees returns the people who are present as a brief names them.
func attendees(present []session.Presence) []incident.Attendee {
	all := make([]incident.Attendee, len(present))
	for i, p := range present {
		all[i] = incident.Attendee{Name: p.Name, Rank: p.Rank, Away: p.Status == session.StatusAway, Since: p.Since}
	}
	return all
}

// stamp formats a time to the minute, in UTC.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04Z") }

// writeBrief writes a brief as one JSON object on one line, its lists row by row, so
// that it is never in memory whole.
func writeBrief(w io.Writer, b incident.Brief, sight *sight) error {
	sep := "{"
	write := func(key string, value func() error) error {
		if _, err := io.WriteString(w, sep+`"`+key+`":`); err != nil {
			return err
		}
		sep = ","
		return value()
	}
	for _, p := range b {
		for _, f := range p.Fields {
			if err := write(f.Key, func() error { return writeValue(w, f.Value) }); err != nil {
				return err
			}
		}
		if p.Key == "" {
			continue
		}
		if err := write(p.Key, func() error { return writeValue(w, valuesOf(sight, p)) }); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "}\n")
	return err
}

// valuesOf returns what JSON has for those rows of a part that the person may see when
// each one's turn comes.
func valuesOf(sight *sight, p incident.Part) listed[any] {
	return func(yield func(any) bool) {
		for row := range sight.rows(p.All()) {
			if !yield(row.Value()) {
				return
			}
		}
	}
}
