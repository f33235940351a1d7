// Package intake turns files that other programs write, in any known format,
// into commands.
//
// Its one idea: a machine asks as a person does. Its commands pass the same
// checks, so a list of indicators can do no more than its importer could type.
//
// It refuses to know who asks, what an incident already holds, and what becomes
// of the commands: the caller runs them one by one.
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
	maxRead   = 10 * MaxItems // rows or objects, ignored ones included
	maxRow    = 64 << 10
	maxObject = 1 << 20
)

// maxLeft bounds the sentences about items that were not imported.
const maxLeft = 100

// maxWhy bounds a reason, in bytes, to the size of an entry's text.
const maxWhy = 4 << 10

// List holds the items of a list that was read.
type List struct {
	Items []incident.NameAsset // in the order of the list, none twice
	Left  []string             // a sentence for each item that can't be imported, with its place

	seen map[incident.NameAsset]bool
	read int // rows or objects so far
	more int // items that can't be imported beyond those in Left
}

// errItems says that a list has too many items.
var errItems = fmt.Errorf("the list has more than %d items: split it", MaxItems)

// count counts a row or an object, ignored ones included.
func (l *List) count() error {
	if l.read++; l.read > maxRead {
		return fmt.Errorf("the list has more than %d rows or objects: split it", maxRead)
	}
	return nil
}

// add adds the item at a place, or returns an error.
func (l *List) add(place string, c incident.NameAsset) error {
	t, value, err := incident.Canonical(c.Type, c.Value, c.IOC)
	if err != nil {
		l.leave(place, err.Error())
		return nil
	}
	c.Type, c.Value, c.Why = t, value, incident.CleanLine(c.Why)
	switch {
	case len(c.Why) > maxWhy:
		l.leave(place, fmt.Sprintf("the reason has %d bytes, at most %d fit", len(c.Why), maxWhy))
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

// leave records why an item can't be imported.
func (l *List) leave(place, why string) {
	if len(l.Left) == maxLeft {
		l.more++
		return
	}
	l.Left = append(l.Left, place+": "+short(why))
}

// maxShown bounds how much of a list a sentence repeats, in bytes.
const maxShown = 300

// short returns a text of a list in a form that fits into a sentence.
func short(s string) string {
	if len(s) > maxShown {
		s = s[:maxShown] + "…"
	}
	return incident.CleanLine(s)
}

// whole returns the list once all of it was read.
func (l *List) whole() List {
	if l.more > 0 {
		l.Left = append(l.Left, fmt.Sprintf("and %d more were not imported", l.more))
	}
	return List{Items: l.Items, Left: l.Left}
}

// bounded reads a list of at most MaxBytes, and of at most so many bytes in one
// item. It counts the bytes since the last finished item, so that a list or an
// item that is too large is never in memory whole.
type bounded struct {
	r    io.Reader
	most int // bytes of an item
	all  int
	item int
}

// The reasons for refusing a list.
var (
	errEmpty = errors.New("the list is empty")
	errBytes = fmt.Errorf("the list has more than %d MiB: split it", MaxBytes>>20)
)

func (b *bounded) Read(p []byte) (int, error) {
	switch {
	case b.all > MaxBytes:
		return 0, errBytes
	case b.item > b.most:
		return 0, fmt.Errorf("the item after byte %d has more than %d KiB: remove or shorten it", b.all-b.item, b.most>>10)
	}
	n, err := b.r.Read(p[:min(len(p), maxRow)])
	b.all, b.item = b.all+n, b.item+n
	if errors.Is(err, io.EOF) && b.all == 0 {
		err = errEmpty
	}
	return n, err
}

// next starts another item. Bytes that were read ahead don't count for any.
func (b *bounded) next() { b.item = 0 }
