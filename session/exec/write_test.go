package exec

import (
	"context"
	"errors"
	"strings"
	"testing"

	"warroom/session"
	"warroom/session/incident"
)

// TestAWordThatWasNeverDecidedSaysSo, when the server stops first; one that was
// decided, or may have been, says what became of it.
func TestAWordThatWasNeverDecidedSaysSo(t *testing.T) {
	ctx, stop := context.WithCancelCause(t.Context())
	stop(session.Ended{Why: "the server stops"})
	for _, err := range []error{ctx.Err(), session.Ended{Why: "the server stops"}} {
		var refusal incident.Refusal
		if got := unkept(ctx, err); !errors.As(got, &refusal) || !strings.HasPrefix(refusal.Why, "this was not kept: the server stops") {
			t.Errorf("%v: they are told %v", err, got)
		}
	}
	for _, err := range []error{session.Fault{Why: "not known", Unsure: true}, incident.Refusal{Why: "no"}} {
		if got := unkept(ctx, err); !errors.Is(got, err) {
			t.Errorf("%v: they are told %v", err, got)
		}
	}
}
