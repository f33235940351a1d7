package session

import "context"

// token is held by one at a time.
type token chan struct{}

func newToken() token { return make(token, 1) }

// take waits for the token; the caller gives it back. The error is that of ctx.
func (t token) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t token) give() { <-t }
