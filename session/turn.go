package session

import "context"

// turn is a lock whose waiting ends with a context.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

// lock waits for the turn; the caller unlocks it. The error is that of ctx.
func (t turn) lock(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turn) unlock() { <-t }
