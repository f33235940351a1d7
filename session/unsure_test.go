package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"warroom/session/incident"
	"warroom/store"
)

// unsure is a log that gives an append up, once it is told to.
type unsure struct {
	store.Log
	now atomic.Bool
}

func (l *unsure) Append(ctx context.Context, stream string, after uint64, drafts ...store.Draft) ([]store.Record, error) {
	if l.now.Load() {
		return nil, fmt.Errorf("given up: %w", store.ErrUncertain)
	}
	return l.Log.Append(ctx, stream, after, drafts...)
}

// TestAWordOfUnknownOutcomeIsNoRefusal: a script sends again what was refused.
func TestAWordOfUnknownOutcomeIsNoRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &unsure{Log: newTrouble()}
		h := openHub(t, log, Options{})
		id := declare(t, h)
		r := sit(t, h, raj, id)
		log.now.Store(true)
		_, err := r.Do(t.Context(), nil, incident.Say{Text: "is this kept?"})
		log.now.Store(false)
		var fault Fault
		if !errors.As(err, &fault) || !fault.Unsure || !strings.Contains(fault.Why, "look at the timeline before you send it again") {
			t.Errorf("they are told %v", err)
		}
		if errors.As(err, new(incident.Refusal)) {
			t.Errorf("it is a refusal: %v", err)
		}
	})
}
