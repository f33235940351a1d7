package session

import "context"

// Latest is a slot for one value, of which only the newest matters: Put never blocks,
// however slow the reader is, and replaces a value that nobody has read. Its methods
// are safe to call concurrently.
type Latest[T any] struct{ slot chan T }

// NewLatest returns an empty slot.
func NewLatest[T any]() *Latest[T] { return &Latest[T]{make(chan T, 1)} }

// Put leaves v in the slot.
func (l *Latest[T]) Put(v T) {
	for {
		select {
		case l.slot <- v:
			return
		default:
		}
		select {
		case <-l.slot: // an older value, which nobody has read
		default:
		}
	}
}

// C returns the channel on which each value is received once, for a select.
func (l *Latest[T]) C() <-chan T { return l.slot }

// Next waits for a value that wasn't received before. The error is that of ctx.
func (l *Latest[T]) Next(ctx context.Context) (v T, err error) {
	select {
	case v = <-l.slot:
		return v, nil
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

// signal wakes one reader, once for however many calls of raise came before.
type signal struct{ *Latest[struct{}] }

func newSignal() signal { return signal{NewLatest[struct{}]()} }

// raise wakes the reader. It never blocks. A signal that is raised already stays so: all
// seats of a bridge are raised with each entry.
func (s signal) raise() {
	select {
	case s.slot <- struct{}{}:
	default:
	}
}
