package exec

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session"
)

// TestALongWorkGivesWay: between two stretches of one key's work, another gets
// the only turn that there is.
func TestALongWorkGivesWay(t *testing.T) {
	turns := session.NewWorkSlots(1, 0)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	run := func(key string, f func(*shift) error) error {
		return (&call{}).run(&shift{ctx: ctx, turns: turns, key: key, out: io.Discard, may: func() error { return nil }, left: -1}, f)
	}
	began, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		<-began
		ended <- run("ana", func(*shift) error { return nil })
	}()
	err := run("cy", func(s *shift) error {
		close(began)
		for ctx.Err() == nil {
			if err := s.spend(stretch / 4); err != nil {
				return err
			}
			select {
			case err := <-ended:
				return err
			default:
			}
		}
		return ctx.Err()
	})
	if err != nil {
		t.Errorf("ana waits until cy is done: %v", err)
	}
}

// drip is a client that sends a list a byte at a time, without end.
type drip struct{}

func (drip) Read(p []byte) (int, error) {
	<-time.After(50 * time.Second)
	return copy(p, "x"), nil
}

func TestAListThatComesWithoutEndIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shift{ctx: t.Context(), may: func() error { return nil }, left: -1, guard: func(_ string, f func()) { f() }}
		began := time.Now()
		_, err := io.Copy(io.Discard, io.LimitReader(s.reader(drip{}, time.Minute, 10*time.Minute), 100))
		if took := time.Since(began); !errors.Is(err, errSlow) || took != 10*time.Minute {
			t.Errorf("after %s: %v", took, err)
		}
	})
}
