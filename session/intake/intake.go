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
// A row, or an object of a bundle, has a bound of its own.
const (
	MaxItems  = 10_000
	MaxBytes  = 4 << 20
	maxRead   = 10 * MaxItems // rows or objects, those among them that say nothing
	maxRow    = 64 << 10
	maxObject = 1 << 20
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
	read int // rows or objects so far
	more int // items not taken beyond those that Left tells of
}

// errItems says that a list has too many items.
var errItems = fmt.Errorf("the list has more than %d items: split it", MaxItems)

// count counts a row or an object, whatever it says.
func (l *List) count() error {
	if l.read++; l.read > maxRead {
		return fmt.Errorf("the list has more than %d rows or objects: split it", maxRead)
	}
	return nil
}

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

// bounded is a list as it comes, of MaxBytes at most, and of so many in one
// item. It counts what it gave since the last item was done, so that neither a
// list nor an item of it is in memory before it is known to be too large.
type bounded struct {
	r    io.Reader
	most int // bytes of an item
	all  int
	item int
}

// What a list is refused for.
var (
	errEmpty = errors.New("the list is empty")
	errBytes = fmt.Errorf("the list has more than %d MiB: split it", MaxBytes>>20)
)

func (b *bounded) Read(p []byte) (int, error) {
	switch {
	case b.all > MaxBytes:
		return 0, errBytes
	case b.item > b.most:
		return 0, fmt.Errorf("the item behind byte %d has more than %d KiB: take it out, or make it shorter", b.all-b.item, b.most>>10)
	}
	n, err := b.r.Read(p[:min(len(p), maxRow)])
	b.all, b.item = b.all+n, b.item+n
	if errors.Is(err, io.EOF) && b.all == 0 {
		err = errEmpty
	}
	return n, err
}

// next begins another item. What was read ahead counts for none.
func (b *bounded) next() { b.item = 0 }
