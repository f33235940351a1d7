package incident

import (
	"iter"
	"slices"
	"time"
)

// list makes a part of many things of one kind. JSON has a list of them under key.
type list[T any] struct {
	label, heading string
	key            string           // "": JSON has them elsewhere
	most           int              // rows that a screen shows at once
	now            iter.Seq[T]      // what counts now; nil: no brief has it
	all            iter.Seq[T]      // all of them, where key is given
	seq            func(T) uint64   // the entry that opened one; nil: everyone here may see it
	line           func(T) string   // one of them, whole words on one line, what people typed last
	more           func(T) []string // what JSON has beyond the line, in plain words: show alone tells it; nil: nothing
	said           func(T) string   // what the line says in another form than JSON has it; nil: nothing
	tone           func(T) Tone     // nil: ToneText
	value          func(T) any      // as JSON has one; nil where key is ""
	thing          func(T) string   // what one tells, if another part may tell it too; nil: nothing
	record         bool             // all are told whatever other parts told: it has more of each
}

func (l list[T]) part() Part {
	heading := l.heading
	if heading == "" {
		heading = l.label
	}
	return Part{Label: l.label, Heading: heading, Most: l.most, Listed: true, Key: l.key, now: l.rows(l.now, true), all: l.rows(l.all, !l.record)}
}

func (l *list[T]) rows(items iter.Seq[T], once bool) iter.Seq[Row] {
	if items == nil {
		return nil
	}
	return func(yield func(Row) bool) {
		for item := range items {
			row := l.row(item)
			if once && l.thing != nil {
				row.thing = l.thing(item)
			}
			if !yield(row) {
				return
			}
		}
	}
}

func (l *list[T]) row(item T) Row {
	row := Row{teller: one[T]{l, item}}
	if l.seq != nil {
		row.Seq = l.seq(item)
	}
	if l.tone != nil {
		row.Tone = l.tone(item)
	}
	return row
}

// one is one thing of a list.
type one[T any] struct {
	list *list[T]
	item T
}

func (o one[T]) text() string { return o.list.line(o.item) }

func (o one[T]) value() any {
	if o.list.value == nil {
		return nil
	}
	return o.list.value(o.item)
}

func (o one[T]) other() string {
	if o.list.said == nil {
		return ""
	}
	return o.list.said(o.item)
}

func (o one[T]) more() []string {
	if o.list.more == nil {
		return nil
	}
	return o.list.more(o.item)
}

// toneBy returns the tone of an item: loud if it is as is asks, else calm.
func toneBy[T any](is func(T) bool, loud, calm Tone) func(T) Tone {
	return func(item T) Tone {
		if is(item) {
			return loud
		}
		return calm
	}
}

// single makes a part of one line, of which JSON has some fields. An empty line isn't
// told.
func single(label string, tone Tone, line string, fields ...Field) Part {
	p := Part{Label: label, Heading: label, Most: 1, Fields: fields}
	if line != "" {
		p.now = slices.Values([]Row{{Tone: tone, teller: sentence{line: line}}})
		p.all = p.now
	}
	return p
}

// saying returns the part of one line, which says something in another form than JSON has
// it.
func (p Part) saying(said string) Part {
	for row := range p.All() {
		p.now = slices.Values([]Row{{Tone: row.Tone, teller: sentence{line: row.Text(), said: said}}})
		p.all = p.now
	}
	return p
}

// below returns the part of one line with lines below it, which show alone tells.
func (p Part) below(lines ...string) Part {
	for row := range p.All() {
		told := row.teller.(sentence)
		told.below = append(told.below, lines...)
		p.all = slices.Values([]Row{{Tone: row.Tone, teller: told}})
	}
	return p
}

// quiet returns the part for show alone: a brief leaves it out.
func (p Part) quiet() Part {
	p.now = nil
	return p
}

// lazily returns the items of a list that is made only when it is read.
func lazily[T any](items func() []T) iter.Seq[T] {
	return func(yield func(T) bool) { slices.Values(items())(yield) }
}

// where returns those of some items that are as is asks.
func where[T any](items iter.Seq[T], is func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for item := range items {
			if is(item) && !yield(item) {
				return
			}
		}
	}
}

// numbered returns the items of a list with places.
func numbered[T any](items iter.Seq2[int, T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, item := range items {
			if !yield(item) {
				return
			}
		}
	}
}

// instant returns a moment as JSON has it: in UTC, nil where there is none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// listOf returns a list that JSON writes as [] where it is empty.
func listOf[T any](items []T) []T { return append([]T{}, items...) }

// refName returns an item's name, "" where n is 0.
func refName(kind byte, n uint64) string { return Ref{kind, n}.String() }
