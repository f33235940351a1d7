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

// Checked returns l with an eye on damage: each ErrDamaged is told to damaged
// before it is returned, and a conflict behind which nothing new stands is such
// damage, not competition. It is for callers whose after is always the number of
// a record that they have read or written.
func Checked(l Log, damaged func(error)) Log { return checked{l, damaged} }

// Append implements [Log].
func (c checked) Append(ctx context.Context, stream string, after uint64, drafts ...Draft) ([]Record, error) {
	records, err := c.Log.Append(ctx, stream, after, drafts...)
	if errors.Is(err, ErrConflict) {
		err = c.explain(ctx, stream, after, err)
	}
	return records, tell(c, err)
}

// explain is what a conflict comes to: itself, where there is something to read
// that stands in the way.
func (c checked) explain(ctx context.Context, stream string, after uint64, conflict error) error {
	newer, err := c.Log.Read(ctx, stream, after, 1)
	switch {
	case err != nil:
		return err
	case len(newer) == 0:
		return fmt.Errorf("%w: nothing stands behind record %d, and yet: %s", ErrDamaged, after, conflict.Error())
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

// tell returns err, once whoever watches l was told of damage in it.
func tell(l Log, err error) error {
	if c, ok := l.(checked); ok && errors.Is(err, ErrDamaged) {
		c.damaged(err)
	}
	return err
}
