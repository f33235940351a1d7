package sshd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// search looks through the entries that the person may see, in one incident
// or in all of theirs.
func search(ctx context.Context, c *call) error {
	first, rest := cutWord(c.rest)
	var where []incident.ID
	if id, err := incident.ParseID(first); err == nil && strings.Contains(first, "-") {
		where, c.rest = []incident.ID{id}, rest
	} else {
		for _, s := range c.hub.List(c.person, true) {
			where = append(where, s.ID)
		}
	}
	words := strings.Fields(strings.ToLower(incident.CleanLine(c.rest)))
	if len(words) == 0 {
		return errUsage
	}
	out, found, now := bufio.NewWriter(c.out), 0, c.now()
	for _, id := range where {
		entries, err := c.entriesWith(ctx, id, words)
		if errors.Is(err, session.ErrNotFound) && len(where) > 1 {
			continue // put out in this moment
		}
		if err != nil {
			return err
		}
		found += len(entries)
		for _, e := range entries {
			if _, err := fmt.Fprintf(out, "%s %s\n", id, incident.Plain(e, now, time.UTC)); err != nil {
				return err
			}
		}
	}
	if found == 0 {
		_, err := fmt.Fprintln(c.words, "no entry holds these words")
		return err
	}
	return out.Flush()
}

// entriesWith are the entries of one incident that the person may see and that
// hold all the words.
func (c *call) entriesWith(ctx context.Context, id incident.ID, words []string) (found []*incident.Entry, err error) {
	err = c.inTurn(ctx, func() error {
		scene, err := c.hub.Scene(ctx, c.person, id)
		if err != nil {
			return err
		}
		for e := range scene.State.Entries(0) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if incident.Visible(scene.State, c.person, e.Event) && holds(e, words) {
				found = append(found, e)
			}
		}
		return nil
	})
	return found, err
}

// holds reports whether an entry of the timeline, the chat or a stream, as it reads now
// or as it was written, has all the words.
func holds(e *incident.Entry, words []string) bool {
	if !e.InTimeline() && !e.InChat() && !e.InStream() {
		return false
	}
	text := strings.ToLower(e.By + " " + e.Line() + " " + e.Original())
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
