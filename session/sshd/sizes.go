package sshd

import "sync"

// The largest window that is drawn. A client that says more gets this.
const (
	MaxColumns = 500
	MaxRows    = 200
)

// Size is a terminal's, in characters, at least 1×1.
type Size struct{ Columns, Rows int }

// Sizes is the newest size of a terminal: a slot in which the latest wins, so
// that no number of changes ever waits for a slow reader.
type Sizes struct {
	changed chan struct{} // of room one

	mu  sync.Mutex // guards now
	now Size
}

func newSizes(columns, rows uint32) *Sizes {
	return &Sizes{changed: make(chan struct{}, 1), now: clamp(columns, rows)}
}

// Now is the newest size.
func (s *Sizes) Now() Size {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Changed holds a value when the size has changed since the last receive.
func (s *Sizes) Changed() <-chan struct{} { return s.changed }

func (s *Sizes) set(columns, rows uint32) {
	size := clamp(columns, rows)
	s.mu.Lock()
	same := s.now == size
	s.now = size
	s.mu.Unlock()
	if same {
		return
	}
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// clamp bounds a size. Some clients say 0 where they don't know.
func clamp(columns, rows uint32) Size {
	return Size{int(min(max(columns, 1), MaxColumns)), int(min(max(rows, 1), MaxRows))}
}
