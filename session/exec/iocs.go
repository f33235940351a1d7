package exec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"warroom/session/incident"
)

// Format writes and reads the assets and indicators of an incident in one format.
type Format struct {
	Write func(w io.Writer, v incident.View, assets iter.Seq[*incident.Asset]) error

	// Read returns the items of a list, and in left a sentence for each item that it
	// did not take.
	Read func(r io.Reader) (items []incident.NameAsset, left []string, err error)
}

// iocs writes the assets of an incident to stdout or, with --import, reads more from
// stdin.
func iocs(ctx context.Context, c *call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	name := c.flags["format"]
	if name == "" {
		name = "csv"
	}
	format, ok := c.formats[name]
	if !ok {
		return usagef("there is no format %q: use %s", incident.Quote(name), strings.Join(slices.Sorted(maps.Keys(c.formats)), " or "))
	}
	if c.flags["import"] != "" {
		return c.importAssets(ctx, id, name, format)
	}
	return c.work(ctx, func(s *shift) error {
		scene, err := c.hub.Scene(ctx, c.person, id)
		if err != nil {
			return err
		}
		view := scene.For(c.person)
		return format.Write(s, view, s.setSight(c.person, view).assets())
	})
}

// importAssets adds a list to the assets, some hundred an entry. It refuses a person
// who may not before it reads anything of theirs.
func (c *call) importAssets(ctx context.Context, id incident.ID, name string, format Format) error {
	if err := c.hub.CheckAsk(ctx, c.person, id, incident.ImportAssets{}); err != nil {
		return err
	}
	if c.in == nil {
		return usagef("--import reads a list from a pipe: ssh HOST iocs %s --import <list.csv", id)
	}
	var left []string
	var made []*incident.Event
	err := c.workAtLarge(ctx, c.importSlots, func(s *shift) (err error) {
		if err := c.hub.CheckShelve(c.person); err != nil {
			return err
		}
		var items []incident.NameAsset
		items, left, err = format.Read(s.reader(c.in, c.limits.Pause, c.limits.Whole))
		switch {
		case ctx.Err() != nil:
			return ctx.Err() // the client went away: what came may be half a list
		case err != nil:
			return incident.Refusal{Why: err.Error()}
		case len(items) == 0:
			return incident.Refusal{Why: "nothing in the list could be taken"}
		}
		parts, err := inParts(s, name, items)
		if err != nil {
			return err
		}
		c.hub.Shelved(c.person, sizeOf(items))
		return s.withoutTurn(func() (err error) {
			made, err = c.addAssets(ctx, id, parts)
			return err
		})
	})
	for _, why := range left {
		if _, err := fmt.Fprintln(c.stderr, "not taken: "+why); err != nil {
			return err
		}
	}
	if err := c.printEvents(made); err != nil {
		return err
	}
	return err
}

// inParts makes of a list the commands that add it.
func inParts(s *shift, name string, items []incident.NameAsset) (parts []incident.ImportAssets, err error) {
	for some := range slices.Chunk(items, incident.MaxImport) {
		part, err := incident.ImportAssets{From: name, Items: some}.Settled()
		if err != nil {
			return nil, err
		}
		if err := s.spend(sizeOf(some)); err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// perThing is what an asset takes in memory beside its value and reason, in bytes.
const perThing = 640

// sizeOf returns how many bytes the items take in memory.
func sizeOf(items []incident.NameAsset) (bytes int) {
	for _, item := range items {
		bytes += perThing + len(item.Value) + len(item.Why)
	}
	return bytes
}

// addAssets asks for the parts of a list. It returns incident.ErrNothingNew only when
// no part holds anything new.
func (c *call) addAssets(ctx context.Context, id incident.ID, parts []incident.ImportAssets) (made []*incident.Event, err error) {
	var old error
	for _, part := range parts {
		events, err := c.hub.Do(ctx, c.person, id, time.UTC, part)
		switch {
		case errors.Is(err, incident.ErrNothingNew):
			old = err
		case err != nil:
			return made, inPart(err, len(made) > 0)
		}
		made = append(made, events...)
	}
	if len(made) > 0 {
		return made, nil
	}
	return nil, old
}

// inPart adds to a refusal that the parts before it stand.
func inPart(err error, stands bool) error {
	var refusal incident.Refusal
	if stands && errors.As(err, &refusal) {
		return incident.Refusal{Why: "only the first part of the list was imported: " + refusal.Why}
	}
	return err
}
