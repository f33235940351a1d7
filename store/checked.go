package store

import (
	"context"
	"errors"
	"fmt"
)

// checked is what Checked returns.
type checked struct {
	Log
	damaged func(error)
}

// Checked returns l with a watch for damage: it calls damaged with each
// ErrDamaged before returning it. A conflict after which there is no new record
// is damage too, not competition. It is for callers whose after is always the
// number of a record that they have read or written.
func Checked(l Log, damaged func(error)) Log { return checked{l, damaged} }

// Append implements [Log].
func (c checked) Append(ctx context.Context, stream string, after uint64, drafts ...Draft) ([]Record, error) {
	records, err := c.Log.Append(ctx, stream, after, drafts...)
	if errors.Is(err, ErrConflict) {
		err = c.explain(ctx, stream, after, err)
	}
	return records, tell(c, err)
}

// explain returns the conflict itself if there is a new record that explains
// it, else damage.
func (c checked) explain(ctx context.Context, stream string, after uint64, conflict error) error {
	newer, err := c.Log.Read(ctx, stream, after, 1)
	switch {
	case err != nil:
		return err
	case len(newer) == 0:
		return fmt.Errorf("%w: nothing follows record %d, and yet: %s", ErrDamaged, after, conflict.Error())
	}
	return conflict
}

// Read implements [Log].
func (c checked) Read(ctx context.Context, stream string, after uint64, limit int) ([]Record, error) {
	records, err := c.Log.Read(ctx, stream, after, limit)
	return records, tell(c, err)
}

// Heads implements [Log].
func (c checked) Heads(ctx context.Context, prefix string) ([]Header, error) {
	heads, err := c.Log.Heads(ctx, prefix)
	return heads, tell(c, err)
}

// tell reports damage to the watcher of l, if it has one, and returns err.
func tell(l Log, err error) error {
	if c, ok := l.(checked); ok && errors.Is(err, ErrDamaged) {
		c.damaged(err)
	}
	return err
}
