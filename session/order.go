package session

import (
	"cmp"

	"warroom/session/incident"
)

// Order is the order of a list of incidents.
type Order uint8

// The orders. In each, closed incidents come last.
const (
	OrderNeed   Order = iota // what needs someone most comes first
	OrderYours               // what has most that waits for the reader
	OrderUnread              // what has most that the reader hasn't read
	OrderNewest              // the last that was declared
)

var orderWords = [...]string{"need", "yours", "unread", "newest"}

func (o Order) String() string { return orderWords[o] }

// Next returns the order after o, the first after the last.
func (o Order) Next() Order { return (o + 1) % Order(len(orderWords)) }

// Orders returns the words of all orders.
func Orders() []string { return orderWords[:] }

// ParseOrder returns the order with a word.
func ParseOrder(word string) (Order, bool) {
	for i, w := range orderWords {
		if w == word {
			return Order(i), true
		}
	}
	return 0, false
}

// Compare is negative where a comes before b in a list.
func (o Order) Compare(a, b Summary) int {
	by := 0
	switch o {
	case OrderYours:
		by = cmp.Or(morePressing(a, b), compareNeed(a, b))
	case OrderUnread:
		by = cmp.Or(cmp.Compare(b.Unread, a.Unread), compareNeed(a, b))
	case OrderNewest:
	default:
		by = compareNeed(a, b)
	}
	return cmp.Or(first(b.Phase == incident.PhaseClosed, a.Phase == incident.PhaseClosed), by, cmp.Compare(b.ID.Number(), a.ID.Number()))
}

// compareNeed puts what is real before drills, and the higher severity first; then what
// has more late tasks, more decisions that wait for the reader, more late clocks, and more
// that the reader hasn't read.
func compareNeed(a, b Summary) int {
	return cmp.Or(
		first(b.Drill, a.Drill),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(b.Late.Tasks, a.Late.Tasks),
		cmp.Compare(b.Waits.keys(), a.Waits.keys()),
		cmp.Compare(b.Late.Clocks, a.Late.Clocks),
		cmp.Compare(b.Unread, a.Unread),
	)
}

// morePressing compares what waits for the reader: what is late, then all of it, then what
// was said to them.
func morePressing(a, b Summary) int {
	return cmp.Or(
		cmp.Compare(b.Waits.late(), a.Waits.late()),
		cmp.Compare(b.Waits.Total(), a.Waits.Total()),
		cmp.Compare(len(b.Waits.Said), len(a.Waits.Said)),
	)
}

// first puts the one before the other that is so.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
