// Package intake turns what other programs write, in any format that is known,
// into commands.
//
// Its one idea: a machine asks as a person does. What it sends becomes commands
// that pass the same door, so a list of indicators can do no more than the one
// who imports it could type.
//
// It refuses to know who asks, what an incident already holds, and what becomes
// of the commands: the caller asks for them one by one.
package intake

import (
	"errors"
	"fmt"
	"io"

	"warroom/session/incident"
)

// The bounds of one list. A larger one is refused whole: its sender splits it.
const (
	MaxItems = 10_000
	MaxBytes = 4 << 20
)

// maxLeft bounds how many sentences tell of what was not taken.
const maxLeft = 100

// maxWhy is how long a reason may be, in bytes: as long as an entry.
const maxWhy = 4 << 10

// List is what was read of a list of things and indicators.
type List struct {
	Items []incident.NameAsset // in the order of the list, none twice
	Left  []string             // a sentence for each item that was not taken, with its place

	seen map[incident.NameAsset]bool
	more int // items not taken beyond those that Left tells of
}

// errItems says that a list has too many items.
var errItems = fmt.Errorf("the list has more than %d items: split it", MaxItems)

// add takes an item that stands at a place, or says why not.
func (l *List) add(place string, c incident.NameAsset) error {
	t, value, err := incident.Canonical(c.Type, c.Value, c.IOC)
	if err != nil {
		l.leave(place, err.Error())
		return nil
	}
	c.Type, c.Value, c.Why = t, value, incident.CleanLine(c.Why)
	switch {
	case len(c.Why) > maxWhy:
		l.leave(place, fmt.Sprintf("the reason has %d bytes, at most %d are kept", len(c.Why), maxWhy))
		return nil
	case l.seen[c]:
		return nil
	case len(l.Items) == MaxItems:
		return errItems
	}
	if l.seen == nil {
		l.seen = map[incident.NameAsset]bool{}
	}
	l.seen[c] = true
	l.Items = append(l.Items, c)
	return nil
}

// leave says why an item was not taken.
func (l *List) leave(place, why string) {
	if len(l.Left) == maxLeft {
		l.more++
		return
	}
	l.Left = append(l.Left, place+": "+short(why))
}

// maxShown is how much of a list a sentence repeats, in bytes.
const maxShown = 300

// short is what a list says, fit to stand in a sentence.
func short(s string) string {
	if len(s) > maxShown {
		s = s[:maxShown] + "…"
	}
	return incident.CleanLine(s)
}

// whole is the list once all of it was read.
func (l *List) whole() List {
	if l.more > 0 {
		l.Left = append(l.Left, fmt.Sprintf("and %d more were not taken", l.more))
	}
	return List{Items: l.Items, Left: l.Left}
}

// readAll reads a list of at most MaxBytes.
func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the list: %w", err)
	case len(data) > MaxBytes:
		return nil, fmt.Errorf("the list has more than %d MiB: split it", MaxBytes>>20)
	case len(data) == 0:
		return nil, errors.New("the list is empty")
	}
	return data, nil
}
