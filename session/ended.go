package session

import "sync"

// Ended is the error of a seat or a lobby that is over, and of a hub that is closing.
// Why is a sentence for the person.
type Ended struct{ Why string }

// Error returns Why.
func (e Ended) Error() string { return e.Why }

// lifetime ends once, with a reason. Its methods are safe to call concurrently.
type lifetime struct {
	once sync.Once
	done chan struct{} // closed when it is over
	why  Ended         // set before done is closed
}

func newLifetime() *lifetime { return &lifetime{done: make(chan struct{})} }

// end ends it, and reports whether it hadn't ended before.
func (e *lifetime) end(why string) (first bool) {
	e.once.Do(func() {
		e.why, first = Ended{why}, true
		close(e.done)
	})
	return first
}

// err returns the Ended once it is over, nil before.
func (e *lifetime) err() error {
	select {
	case <-e.done:
		return e.why
	default:
		return nil
	}
}
