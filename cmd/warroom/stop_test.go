package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/store"
	"warroom/store/sqlite"
)

// losing is a log whose file was lost, and whose Close takes some time to save
// the record.
type losing struct {
	store.Log
	takes time.Duration
	state error // of Lost
}

func (l *losing) Lost() error { return l.state }

func (l *losing) Close() error {
	time.Sleep(l.takes) // in a bubble
	return errSavedNow
}

var errSavedNow = errors.New("the record was saved just now")

func TestAServerWaitsForALostRecordToBeSaved(t *testing.T) {
	unsaved := fmt.Errorf("%w: %w", sqlite.ErrUnsaved, store.ErrLost)
	for name, c := range map[string]struct {
		log  *losing
		want error // nil for a stop that went well
		says string
	}{
		"saved after a while":      {&losing{takes: saveTime / 2, state: unsaved}, errSavedNow, "don't kill the server"},
		"not saved at all":         {&losing{takes: 2 * saveTime, state: unsaved}, sqlite.ErrUnsaved, "don't kill the server"},
		"saved, the rest hangs":    {&losing{takes: saveTime / 2, state: store.ErrLost}, store.ErrLost, ""},
		"nothing lost, a hung end": {&losing{takes: saveTime / 2}, nil, "all acknowledged entries are on disk"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				said := &words{}
				h := &house{log: c.log, logger: slog.New(slog.NewTextHandler(said, nil))}
				ctx, cancel := context.WithTimeout(t.Context(), closeTime)
				defer cancel()
				defer time.Sleep(2 * c.log.takes) // Close ends in the bubble
				if err := h.closeLog(ctx); !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
				if !strings.Contains(said.String(), c.says) {
					t.Errorf("the operator is told %q, want %q", said, c.says)
				}
				if c.want != nil && strings.Contains(said.String(), "are on disk,") {
					t.Errorf("the operator is told %q", said)
				}
			})
		})
	}
}
