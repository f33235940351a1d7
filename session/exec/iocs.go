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

// Shelf is one format in which the things and indicators of an incident are
// written and read. What it reads comes with a sentence for each item that was
// not taken.
type Shelf struct {
	Write func(w io.Writer, s *incident.State, assets iter.Seq[*incident.Asset]) error
	Read  func(r io.Reader) (items []incident.NameAsset, left []string, err error)
}

// iocs writes the shelf to stdout or, with --import, reads it from stdin.
func iocs(ctx context.Context, c *call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	name := c.flags["format"]
	if name == "" {
		name = "csv"
	}
	format, ok := c.shelves[name]
	if !ok {
		return usagef("there is no format %q: use %s", incident.Shown(name), strings.Join(slices.Sorted(maps.Keys(c.shelves)), " or "))
	}
	if c.flags["import"] != "" {
		return c.importShelf(ctx, id, name, format)
	}
	return c.work(ctx, func(s *shift) error {
		scene, err := c.hub.Scene(ctx, c.person, id)
		if err != nil {
			return err
		}
		return format.Write(s, scene.State, s.looksAt(c.person, scene.State).assets())
	})
}

// importShelf puts a list on the shelf, some hundred things an entry. Who may
// not is refused before anything of it is read.
func (c *call) importShelf(ctx context.Context, id incident.ID, name string, format Shelf) error {
	if err := c.hub.MayAsk(ctx, c.person, id, incident.ImportAssets{}); err != nil {
		return err
	}
	if c.in == nil {
		return usagef("--import reads a list from a pipe: ssh HOST iocs %s --import <list.csv", id)
	}
	var left []string
	var made []*incident.Event
	err := c.workAtLarge(ctx, c.lists, func(s *shift) (err error) {
		if err := c.hub.MayShelve(c.person); err != nil {
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
		return s.outside(func() (err error) {
			made, err = c.putOnShelf(ctx, id, parts)
			return err
		})
	})
	for _, why := range left {
		if _, err := fmt.Fprintln(c.words, "not taken: "+why); err != nil {
			return err
		}
	}
	if err := c.tell(made); err != nil {
		return err
	}
	return err
}

// inParts is the list as the commands that put it on the shelf.
func inParts(s *shift, name string, items []incident.NameAsset) (parts []incident.ImportAssets, err error) {
	for some := range slices.Chunk(items, incident.MaxImport) {
		part, err := incident.ImportAssets{From: name, Items: some}.Settled()
		if err != nil {
			return nil, err
		}
		if err := s.took(sizeOf(some)); err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// perThing is what a thing on a shelf takes beside its value and reason, in bytes.
const perThing = 640

// sizeOf is how many bytes the items take in memory.
func sizeOf(items []incident.NameAsset) (bytes int) {
	for _, item := range items {
		bytes += perThing + len(item.Value) + len(item.Why)
	}
	return bytes
}

// putOnShelf asks for the parts of a list. That a part holds nothing new matters
// only where none does.
func (c *call) putOnShelf(ctx context.Context, id incident.ID, parts []incident.ImportAssets) (made []*incident.Event, err error) {
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

// inPart says of a refusal that what was asked before it stands.
func inPart(err error, stands bool) error {
	var refusal incident.Refusal
	if stands && errors.As(err, &refusal) {
		return incident.Refusal{Why: "only the first part of the list was imported: " + refusal.Why}
	}
	return err
}
