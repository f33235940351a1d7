package sshd

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// deaf is a client who hears nothing.
type deaf struct{ gossh.Channel }

func (deaf) Stderr() io.ReadWriter {
	return struct {
		io.Reader
		io.Writer
	}{strings.NewReader(""), io.Discard}
}

// TestAWordThatWasNeverDecidedSaysSo, when the server stops first; one that was
// decided, or may have been, says what became of it.
func TestAWordThatWasNeverDecidedSaysSo(t *testing.T) {
	ctx, stop := context.WithCancelCause(t.Context())
	stop(session.Ended{Why: whyStopping})
	for _, err := range []error{ctx.Err(), session.Ended{Why: whyStopping}} {
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
	for err, want := range map[error]string{
		session.Fault{Why: "not known", Unsure: true}: "is not known: connect again",
		errCrowded:             errCrowded.Why,
		errors.New("the disk"): "tell whoever runs this server",
	} {
		if got := whyNotEnrolled(err); !strings.Contains(got, want) || strings.Contains(got, "disk") {
			t.Errorf("%v: a newcomer is told %q", err, got)
		}
	}
	caller := &caller{door: openHouse(t, nil).door}
	ch := &channel{caller: caller, Channel: deaf{}, ctx: ctx, began: time.Now()}
	if code := ch.conclude(session.Fault{Why: "not known", Unsure: true}); code != exitFault {
		t.Errorf("what may have been kept exits %d", code)
	}
}
