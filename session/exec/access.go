package exec

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// access lists who came to the door, one record a line.
func access(ctx context.Context, c *call) error {
	since, err := c.since()
	if err != nil {
		return err
	}
	var id incident.ID
	if c.rest != "" {
		if id, err = c.id(); err != nil {
			return err
		}
	}
	all, err := c.hub.Accesses(ctx, c.person, id, since)
	if err != nil {
		return err
	}
	return c.work(ctx, func(s *shift) error {
		lines, now := json.NewEncoder(s), c.now()
		lines.SetEscapeHTML(false)
		for a, err := range all {
			if err == nil {
				err = s.spend(perEntry)
			}
			switch {
			case err != nil:
			case c.flags["json"] != "":
				err = lines.Encode(a)
			default:
				_, err = fmt.Fprintln(s, accessLine(a, now))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// accessLine renders a record as one line of text. A text that a client typed stands in
// quotes.
func accessLine(a session.Access, now time.Time) string {
	words := []string{fmt.Sprintf("#%d", a.Seq), incident.DayTime(a.At, now, time.UTC), a.What}
	add := func(before, text string) {
		if text != "" {
			words = append(words, strings.TrimSpace(before+" "+incident.CleanLine(text)))
		}
	}
	add("", a.Name)
	if a.User != "" {
		add("as", fmt.Sprintf("%q", a.User))
	}
	add("", a.Key)
	add("from", a.Source)
	add("by", a.Method)
	add("session", a.Session)
	if a.Count > 0 {
		add("", fmt.Sprintf("%d times since %s", a.Count, incident.DayTime(a.Since, now, time.UTC)))
	}
	line := strings.Join(words, " ")
	if what := strings.TrimSpace(a.Asked + " " + string(a.Incident)); what != "" {
		line += ": " + incident.CleanLine(what)
	}
	if a.Why != "" {
		line += ": " + incident.CleanLine(a.Why)
	}
	return line
}
