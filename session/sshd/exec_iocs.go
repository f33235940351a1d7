package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"warroom/session/incident"
)

// Shelf is one format in which the things and indicators of an incident are
// written and read. What it reads comes with a sentence for each item that was
// not taken.
type Shelf struct {
	Write func(w io.Writer, s *incident.State, assets []*incident.Asset) error
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
		return usagef("there is no format %q: use %s", incident.CleanLine(name), strings.Join(slices.Sorted(maps.Keys(c.shelves)), " or "))
	}
	scene, err := c.hub.Scene(ctx, c.person, id)
	switch {
	case err != nil:
		return err
	case c.flags["import"] != "":
		return c.importShelf(ctx, id, name, format)
	}
	return format.Write(c.out, scene.State, incident.AssetsFor(scene.State, c.person))
}

// importShelf puts a list on the shelf, some hundred things an entry.
func (c *call) importShelf(ctx context.Context, id incident.ID, name string, format Shelf) error {
	if c.in == nil {
		return usagef("--import reads a list from a pipe: ssh HOST iocs %s --import <list.csv", id)
	}
	items, left, err := format.Read(c.in)
	if err != nil {
		return incident.Refusal{Why: err.Error()}
	}
	for _, why := range left {
		if _, err := fmt.Fprintln(c.words, "not taken: "+why); err != nil {
			return err
		}
	}
	if len(items) == 0 {
		return incident.Refusal{Why: "nothing in the list could be taken"}
	}
	wrote := false
	var refusal incident.Refusal
	for part := range slices.Chunk(items, incident.MaxImport) {
		err = c.write(ctx, id, incident.ImportAssets{From: name, Items: part})
		if err != nil && !errors.As(err, &refusal) {
			return err
		}
		wrote = wrote || err == nil
	}
	if wrote {
		return nil
	}
	return refusal
}
