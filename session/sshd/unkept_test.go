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
)

// deaf is a client who hears nothing.
type deaf struct{ gossh.Channel }

func (deaf) Stderr() io.ReadWriter {
	return struct {
		io.Reader
		io.Writer
	}{strings.NewReader(""), io.Discard}
}

// TestAWordThatMayHaveBeenKeptSaysSo, though the server stops meanwhile.
func TestAWordThatMayHaveBeenKeptSaysSo(t *testing.T) {
	ctx, stop := context.WithCancelCause(t.Context())
	stop(session.Ended{Why: whyStopping})
	for err, want := range map[error]string{
		session.Fault{Why: "not known", Unsure: true}: "it isn't known whether",
		errNoTurn:              errNoTurn.Why,
		errors.New("the disk"): "tell the people who run this server",
	} {
		if got := whyNotEnrolled(err); !strings.Contains(got, want) || strings.Contains(got, "disk") {
			t.Errorf("%v: a newcomer is told %q", err, got)
		}
	}
	c := &conn{door: openHouse(t, nil).door}
	ch := &channel{conn: c, Channel: deaf{}, ctx: ctx, began: time.Now()}
	if code := ch.exitStatus(session.Fault{Why: "not known", Unsure: true}); code != exitFault {
		t.Errorf("what may have been kept exits %d", code)
	}
}
