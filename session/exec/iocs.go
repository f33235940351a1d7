package exec

import (
	"context"
	"errors"
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
	// Write is nil where a format is only read.
	Write func(w io.Writer, v incident.View, assets iter.Seq[*incident.Asset]) error

	// Read reads a list. Its error concerns the list as a whole.
	Read func(r io.Reader) (Reading, error)
}

// Reading is a list that was read.
type Reading struct {
	Parts [][]incident.NameAsset // settled, at most incident.MaxImport items each
	Taken int                    // items in all Parts
	Left  []string               // a sentence, with its place, for each item that was not taken
	More  int                    // items that were not taken beyond those in Left
	Notes []string               // what was assumed to read it
}

func (r Reading) left() int { return len(r.Left) + r.More }

// size returns how many bytes the items take in memory once they are added.
func (r Reading) size() (bytes int) {
	for _, part := range r.Parts {
		bytes += sizeOf(part)
	}
	return bytes
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
		return usagef("there is no format %q: use %s", incident.Quote(name), strings.Join(slices.Sorted(maps.Keys(c.formats)), ", "))
	}
	if c.flags["import"] != "" {
		return c.importAssets(ctx, id, name, format)
	}
	for _, flag := range []string{"dry-run", "lenient", "progress"} {
		if c.flags[flag] != "" {
			return usagef("--%s belongs to --import: iocs %s --import --%s <list.csv", flag, id, flag)
		}
	}
	if format.Write == nil {
		return usagef("%s is read with --import, and not written: use csv or stix", name)
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

// inParts makes of a list the commands that add it.
func inParts(s *shift, name string, list Reading) (parts []incident.ImportAssets, err error) {
	for _, some := range list.Parts {
		part, err := incident.ImportAssets{From: name, Items: some, Taken: list.Taken, Left: list.left()}.Settled()
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
func (c *call) addAssets(ctx context.Context, id incident.ID, parts []incident.ImportAssets, shown *progress) (made []*incident.Event, err error) {
	var old error
	for i, part := range parts {
		shown.say("added part %d of %d", i, len(parts))
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
