package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"warroom/session"
	"warroom/session/playbook"
	"warroom/store/memory"
)

// TestAReaderOfTheHousesFilesThatBreaksReadsOn has the reading of a changed
// playbook panic, which is logged, and the next change is taken up.
func TestAReaderOfTheHousesFilesThatBreaksReadsOn(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	hub, err := session.Open(ctx, memory.Open(), session.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := hub.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	var breaks atomic.Bool
	now := func() time.Time {
		if breaks.Load() {
			panic("the reader breaks")
		}
		return time.Now()
	}
	path, said := filepath.Join(t.TempDir(), "playbook.yaml"), &words{}
	h := &house{hub: hub, library: playbook.Open(playbook.Files{Playbook: path}, nil, now), logger: slog.New(slog.NewTextHandler(said, nil))}
	h.follow(ctx)
	breaks.Store(true)
	put(t, path, "no playbook")
	until(t, "a word of what broke", func() bool { return strings.Contains(said.String(), "the reader breaks") })
	breaks.Store(false)
	put(t, path, "none either")
	until(t, "the next change is taken up", func() bool { return h.library.Brief() != "" })
}

func TestWhatIsContainedFailsAndEndsNothing(t *testing.T) {
	broken := errors.New("broken")
	if err := contained(func() error { return broken }); !errors.Is(err, broken) {
		t.Errorf("an error becomes %v", err)
	}
	if err := contained(func() error { panic("no") }); err == nil || !strings.Contains(err.Error(), "panic: no") || !strings.Contains(err.Error(), "contain_test.go") {
		t.Errorf("a panic becomes %v", err)
	}
}
