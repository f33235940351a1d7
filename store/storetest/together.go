package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"warroom/store"
)

const appenders = 32

// together runs f once for each appender, all at the same time.
func together(f func(n int)) {
	var wg sync.WaitGroup
	for n := range appenders {
		wg.Go(func() { f(n) })
	}
	wg.Wait()
}

func oneStream(t *testing.T, l store.Log) {
	const each = 8
	together(func(n int) {
		after := uint64(0)
		for done := 0; done < each; {
			got, err := l.Append(t.Context(), "INC-1", after, drafts(payload(n), payload(done))...)
			switch {
			case err == nil:
				after = got[1].Seq
				done++
			case errors.Is(err, store.ErrConflict):
				tail, err := l.Read(t.Context(), "INC-1", after, 0)
				if err != nil {
					t.Error(err)
					return
				}
				after += uint64(len(tail))
			default:
				t.Error(err)
				return
			}
		}
	})
	verified(t, l, "INC-1", 2*each*appenders)
	records := read(t, l, "INC-1", 0, 0)
	next := map[string]int{}
	for i := 0; i < len(records); i += 2 {
		who, what := string(records[i].Payload), string(records[i+1].Payload)
		if what != payload(next[who]) {
			t.Fatalf("at record %d, %s's %q stands where %q is due", i+2, who, what, payload(next[who]))
		}
		next[who]++
	}
}

func ownStreams(t *testing.T, l store.Log) {
	const each = 16
	together(func(n int) {
		for seq := range uint64(each) {
			if _, err := l.Append(t.Context(), fmt.Sprintf("INC-%d", n), seq, drafts(payload(n))...); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for n := range appenders {
		verified(t, l, fmt.Sprintf("INC-%d", n), each)
	}
}

func cancelled(t *testing.T, l store.Log) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Append(ctx, "INC-1", 0, drafts("x")...); !errors.Is(err, context.Canceled) || errors.Is(err, store.ErrUncertain) {
		t.Errorf("append: got %v, want context.Canceled alone", err)
	}
	if _, err := l.Read(ctx, "INC-1", 0, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("read: got %v, want context.Canceled", err)
	}
	if _, err := l.Heads(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("heads: got %v, want context.Canceled", err)
	}
	same(t, read(t, l, "INC-1", 0, 0), nil)
	add(t, l, "INC-1", 0, "goes on")
}

func closed(t *testing.T, l store.Log) {
	add(t, l, "INC-1", 0, "one")
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if err := l.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
	wg.Wait()
	if _, err := l.Append(t.Context(), "INC-1", 1, drafts("x")...); !errors.Is(err, store.ErrClosed) {
		t.Errorf("append: got %v, want ErrClosed", err)
	}
	if _, err := l.Read(t.Context(), "INC-1", 0, 0); !errors.Is(err, store.ErrClosed) {
		t.Errorf("read: got %v, want ErrClosed", err)
	}
	if _, err := l.Heads(t.Context(), ""); !errors.Is(err, store.ErrClosed) {
		t.Errorf("heads: got %v, want ErrClosed", err)
	}
}
