package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// lost is a log whose file was removed.
func lost(_ context.Context, stream string, _ func() ([]store.Record, error)) ([]store.Record, error) {
	return nil, fmt.Errorf("append to %s: /data/warroom.db was removed: %w", stream, store.ErrLost)
}

func TestALostFileIsToldToAllBeforeAnyoneTypes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		a := sit(t, h, ana, declare(t, h))
		lobby := h.Lobby(raj)
		defer lobby.Close()
		if _, err := lobby.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
		log.onAppend(lost)
		scene := await(t, a, "the banner", func(s *Scene) bool { return s.Frozen != "" })
		if !strings.Contains(scene.Frozen, "its file was removed or replaced; tell whoever runs the server") {
			t.Errorf("the banner says %q", scene.Frozen)
		}
		if _, err := lobby.Next(t.Context()); err != nil || h.Frozen() != scene.Frozen {
			t.Errorf("the lobby hears %q, %v", h.Frozen(), err)
		}
		pass(time.Minute)
		var refusal incident.Refusal
		if _, err := a.Do(t.Context(), nil, incident.Say{Text: "is this kept?"}); !errors.As(err, &refusal) {
			t.Errorf("a minute later it is taken: %v", err)
		}
	})
}

func TestAHealthyLogIsOnlyAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		declare(t, h)
		pass(time.Minute)
		if h.Frozen() != "" {
			t.Errorf("it is frozen: %s", h.Frozen())
		}
		if heads, err := log.Heads(t.Context(), heartbeatStream); err != nil || len(heads) > 0 {
			t.Errorf("asking left %v on record, %v", heads, err)
		}
	})
}
