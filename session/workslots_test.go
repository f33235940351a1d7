package session

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestKeysTakeTurns: of one key with many who ask and another with one, the
// other is next.
func TestKeysTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := NewWorkSlots(1, 0)
		var mu sync.Mutex
		var order []string
		come := func(key string) {
			go func() {
				if err := turns.Acquire(t.Context(), key); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, key)
				mu.Unlock()
				turns.Release(key)
			}()
			synctest.Wait()
		}
		if err := turns.Acquire(t.Context(), "cy"); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			come("cy")
		}
		come("kim")
		come("raj")
		if len(order) > 0 {
			t.Errorf("%q work while cy has the only turn", order)
		}
		turns.Release("cy")
		synctest.Wait()
		if want := []string{"kim", "raj", "cy", "cy", "cy"}; !slices.Equal(order, want) {
			t.Errorf("%q, want %q", order, want)
		}
	})
}

func TestAKeyHoldsOneTurnWhateverIsFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := NewWorkSlots(4, 0)
		held := 0
		for range 4 {
			go func() {
				if turns.Acquire(t.Context(), "cy") == nil {
					held++
				}
			}()
			synctest.Wait()
		}
		if held != 1 {
			t.Errorf("one key holds %d turns", held)
		}
		for held < 4 {
			turns.Release("cy")
			synctest.Wait()
		}
	})
}

func TestWhoGoesAwayWaitsForNoTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := NewWorkSlots(1, 0)
		if err := turns.Acquire(t.Context(), "ana"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		for range 3 {
			go func() {
				if err := turns.Acquire(ctx, "cy"); !errors.Is(err, context.Canceled) {
					t.Errorf("cy, who has gone, is told %v", err)
				}
			}()
		}
		synctest.Wait()
		cancel()
		synctest.Wait()
		turns.Release("ana")
		if err := turns.Acquire(t.Context(), "kim"); err != nil {
			t.Fatal(err)
		}
		if len(turns.waits) > 0 || len(turns.next) > 0 || len(turns.busy) != 1 {
			t.Errorf("what is left: %+v", turns)
		}
	})
}

// TestAKeyThatWorksForLongRests: half of the time is everybody else's.
func TestAKeyThatWorksForLongRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := NewWorkSlots(1, time.Second)
		work := func(key string) (waited time.Duration) {
			began := time.Now()
			if err := turns.Acquire(t.Context(), key); err != nil {
				t.Fatal(err)
			}
			waited = time.Since(began)
			pass(100 * time.Millisecond)
			turns.Release(key)
			return waited
		}
		for n := range 9 {
			if waited := work("cy"); waited != 0 {
				t.Errorf("after %d00 ms of work cy rests %s", n, waited)
			}
		}
		began := time.Now()
		for range 20 {
			work("cy")
		}
		if took := time.Since(began); took < 3800*time.Millisecond || took > 4*time.Second {
			t.Errorf("two seconds more of work took %s", took)
		}
		if waited := work("kim"); waited != 0 {
			t.Errorf("kim rests for cy: %s", waited)
		}
	})
}
