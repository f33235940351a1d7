// Package intake turns files that other programs write, in any known format,
// into commands.
//
// Its one idea: a machine asks as a person does. Its commands pass the same
// checks, so a list of indicators can do no more than its importer could type. What
// can't be taken of a list is told with its place, and keeps the rest from nobody.
//
// It refuses to know who asks, what an incident already holds, and what becomes
// of the commands: the caller runs them one by one.
package intake

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"strings"

	"warroom/session/incident"
)

// The bounds of one list. A larger one is refused whole: its sender splits it. It is
// read as a stream: what stays in memory is the items, at most maxKept bytes of their
// values and reasons and some 100 bytes more for each, and one row or object.
const (
	MaxItems  = 100_000
	MaxBytes  = 96 << 20
	maxKept   = 16 << 20
	maxRead   = 2 * MaxItems // rows or objects, ignored ones included
	maxRow    = 64 << 10
	maxObject = 1 << 20
)

// maxLeft bounds the sentences about items that were not imported, maxNotes those about
// how the list was read.
const (
	maxLeft  = 1000
	maxNotes = 20
)

// maxWhy bounds a reason, in bytes, to the size of an entry's text.
const maxWhy = 4 << 10

// List holds the items of a list that was read.
type List struct {
	Parts [][]incident.NameAsset // in the order of the list, no value twice, each a command's worth
	Taken int                    // items in all Parts
	Left  []string               // a sentence for each item that can't be imported, with its place
	More  int                    // items that can't be imported beyond those in Left
	Notes []string               // what was assumed to read it, and what was left aside

	seen map[uint64]int32 // places in Parts, by the sums of the identities
	seed maphash.Seed
	read int // rows or objects so far
	kept int // bytes of values and reasons
}

// The reasons for refusing a list.
var (
	errItems = fmt.Errorf("the list has more than %d items: split it", MaxItems)
	errKept  = fmt.Errorf("the values and reasons of the list have more than %d MiB: split it", maxKept>>20)
	errEmpty = errors.New("the list is empty")
	errBytes = fmt.Errorf("the list has more than %d MiB: split it", MaxBytes>>20)
)

// count counts a row or an object, ignored ones included.
func (l *List) count() error {
	if l.read++; l.read > maxRead {
		return fmt.Errorf("the list has more than %d rows or objects: split it", maxRead)
	}
	return nil
}

// add adds the item at a place, or returns an error.
func (l *List) add(place string, c incident.NameAsset) error {
	c, err := c.Settled()
	if err != nil {
		l.leave(place, err.Error())
		return nil
	}
	return l.put(place, c)
}

// put adds an item that is settled, or returns an error.
func (l *List) put(place string, c incident.NameAsset) error {
	if len(c.Why) > maxWhy {
		l.leave(place, fmt.Sprintf("the reason has %d bytes, at most %d fit", len(c.Why), maxWhy))
		return nil
	}
	if l.seen == nil {
		l.seen, l.seed = map[uint64]int32{}, maphash.MakeSeed()
	}
	sum := maphash.Comparable(l.seed, identity{c.Type, c.Value})
	if at, ok := l.seen[sum]; ok {
		if known := &l.Parts[at/incident.MaxImport][at%incident.MaxImport]; known.Type == c.Type && known.Value == c.Value {
			return l.again(place, known, c)
		}
	}
	l.kept += len(c.Value) + len(c.Why) + len(c.Typed)
	switch {
	case l.Taken == MaxItems:
		return errItems
	case l.kept > maxKept:
		return errKept
	}
	l.seen[sum] = int32(l.Taken)
	l.keep(c)
	return nil
}

// identity is what two rows about the same thing have in common.
type identity struct {
	of    incident.AssetType
	value string
}

// again adds to an item what another row says of it: its state and its reason. What
// contradicts the first row is left.
func (l *List) again(place string, known *incident.NameAsset, c incident.NameAsset) error {
	switch {
	case known.IOC != c.IOC:
		l.leave(place, fmt.Sprintf("%q stands in the list as an indicator and as an asset of ours: keep the right row", short(c.Value)))
		return nil
	case known.Stated && c.Stated && known.State != c.State:
		l.leave(place, fmt.Sprintf("%q stands in the list as %s and as %s: keep the right row", short(c.Value), known.State, c.State))
		return nil
	case c.Stated:
		known.State, known.Stated = c.State, true
	}
	if strings.Contains(known.Why, c.Why) {
		return nil
	}
	why := strings.TrimPrefix(known.Why+"; "+c.Why, "; ")
	if len(why) > maxWhy {
		l.leave(place, fmt.Sprintf("the reasons for %q have more than %d bytes together", short(c.Value), maxWhy))
		return nil
	}
	if l.kept += len(why) - len(known.Why); l.kept > maxKept {
		return errKept
	}
	known.Why = why
	return nil
}

// keep adds c to the last part, which never moves: a list that grew in one piece would
// be copied each time.
func (l *List) keep(c incident.NameAsset) {
	if l.Taken%incident.MaxImport == 0 {
		l.Parts = append(l.Parts, make([]incident.NameAsset, 0, incident.MaxImport))
	}
	last := &l.Parts[len(l.Parts)-1]
	*last = append(*last, c)
	l.Taken++
}

// leave records why an item can't be imported.
func (l *List) leave(place, why string) {
	if len(l.Left) == maxLeft {
		l.More++
		return
	}
	l.Left = append(l.Left, place+": "+short(why))
}

// note records how the list is read, once.
func (l *List) note(note string) {
	note = short(note)
	for _, n := range l.Notes {
		if n == note {
			return
		}
	}
	if len(l.Notes) < maxNotes {
		l.Notes = append(l.Notes, note)
	}
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
	return List{Parts: l.Parts, Taken: l.Taken, Left: l.Left, More: l.More, Notes: l.Notes}
}

// bounded reads a list of at most MaxBytes, and of at most so many bytes in one
// item. It counts the bytes since the last finished item, so that a list or an
// item that is too large is never in memory whole.
type bounded struct {
	r    io.Reader
	most int // bytes of an item; 0: its reader bounds it
	all  int
	item int
}

func (b *bounded) Read(p []byte) (int, error) {
	switch {
	case b.all > MaxBytes:
		return 0, errBytes
	case b.most > 0 && b.item > b.most:
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
