package session

import (
	"context"
	"errors"
	"testing"
)

func TestASlowReaderGetsTheNewestValueAndNoOther(t *testing.T) {
	l := NewLatest[int]()
	for i := range 100 {
		l.Put(i)
	}
	if v, err := l.Next(t.Context()); v != 99 || err != nil {
		t.Errorf("%d, %v", v, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("an old value again: %v", err)
	}
}
