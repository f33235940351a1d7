package sshd

import (
	"context"
	"errors"
	"io"
	"net"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
)

// freezer is a client's side of a connection that can stop reading.
type freezer struct {
	net.Conn
	frozen atomic.Bool
	thaw   chan struct{}
}

func (f *freezer) Read(p []byte) (int, error) {
	if f.frozen.Load() {
		<-f.thaw
		return 0, io.ErrClosedPipe
	}
	return f.Conn.Read(p)
}

// freezable connects with a link that can be made to stop answering.
func (h *house) freezable(name string) (*gossh.Client, *freezer) {
	h.t.Helper()
	conn, err := net.Dial("tcp", h.addr())
	if err != nil {
		h.t.Fatal(err)
	}
	f := &freezer{Conn: conn, thaw: make(chan struct{})}
	c, chans, reqs, err := gossh.NewClientConn(f, h.addr(), &gossh.ClientConfig{
		User: "x", Auth: []gossh.AuthMethod{gossh.PublicKeys(h.keys[name])}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	client := gossh.NewClient(c, chans, reqs)
	h.t.Cleanup(func() { close(f.thaw); client.Close() })
	return client, f
}

func TestALinkThatDoesNotAnswerIsToldAndThenClosed(t *testing.T) {
	links, over := make(chan bool, 10), make(chan struct{})
	h := openHouse(t, func(c *Config) {
		c.Limits.Keepalive, c.Limits.AwayAfter, c.Limits.GoneAfter = 10*time.Millisecond, 100*time.Millisecond, 300*time.Millisecond
		c.Screen = func(ctx context.Context, term *Terminal) error {
			term.OnLink(func(answers bool) { links <- answers })
			<-ctx.Done()
			close(over)
			return nil
		}
	})
	client, f := h.freezable("kim")
	openShell(t, client, 80, 24)
	if !within(t, "the link's state", links) {
		t.Error("the link is silent from the start")
	}
	f.frozen.Store(true)
	if within(t, "the link's change", links) {
		t.Error("the link answers though the client doesn't")
	}
	within(t, "the end of the session", over)
}

func TestAScreenThatDrawsEachMomentIsStillIdle(t *testing.T) {
	h := openHouse(t, func(c *Config) {
		c.Limits.Keepalive, c.Limits.Idle = 10*time.Millisecond, 200*time.Millisecond
		c.Screen = func(ctx context.Context, term *Terminal) error {
			clock := time.NewTicker(5 * time.Millisecond)
			defer clock.Stop()
			for {
				select {
				case <-clock.C:
					_, _ = io.WriteString(term.Out, ".")
				case <-ctx.Done():
					return nil
				}
			}
		}
	})
	_, _, out := openShell(t, h.as("kim"), 80, 24)
	readUntil(t, out, "no key was pressed for 200ms")
}

func TestAPanicEndsItsOwnSessionAlone(t *testing.T) {
	h := openHouse(t, func(c *Config) {
		c.Screen = func(ctx context.Context, term *Terminal) error {
			if term.Person.Name == "kim" {
				panic("boom")
			}
			return showNothing(ctx, term)
		}
	})
	other, in, _ := openShell(t, h.as("ana"), 80, 24)
	s, _, out := openShell(t, h.as("kim"), 80, 24)
	readUntil(t, out, whyBroken)
	var exit *gossh.ExitError
	if err := s.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != exitFault {
		t.Errorf("%v", err)
	}
	if !strings.Contains(h.log.String(), "boom") || !strings.Contains(h.log.String(), "goroutine") {
		t.Errorf("the stack isn't logged:\n%s", h.log)
	}
	in.Close()
	if err := other.Wait(); err != nil {
		t.Errorf("ana's session: %v", err)
	}
}

func TestASessionClosedOnAnOpenConnectionLeavesNothingRunning(t *testing.T) {
	began, over := make(chan struct{}, 1), make(chan struct{}, 1)
	h := openHouse(t, func(c *Config) {
		c.Screen = func(ctx context.Context, _ *Terminal) error {
			began <- struct{}{}
			<-ctx.Done()
			over <- struct{}{}
			return nil
		}
	})
	client := h.as("kim")
	before := 0
	for i := range 20 {
		s, _, _ := openShell(t, client, 80, 24)
		within(t, "a screen", began)
		s.Close()
		within(t, "its end", over)
		eventually(t, "its last trace to go", func() bool { n, _ := h.door.count(gossh.FingerprintSHA256(h.keys["kim"].PublicKey())); return n == 0 })
		if i == 5 {
			before = runtime.NumGoroutine()
		}
	}
	eventually(t, "its goroutines to end", func() bool { return runtime.NumGoroutine() <= before+2 })
}

func TestKeysAfterTheScreenIsOverLeaveNothingBehind(t *testing.T) {
	quit := make(chan struct{})
	h := openHouse(t, func(c *Config) {
		c.Screen = func(_ context.Context, term *Terminal) error {
			_, _ = term.In.Read(make([]byte, 1))
			close(quit)
			return nil
		}
	})
	client := h.as("kim")
	_, in, _ := openShell(t, client, 80, 24)
	before := runtime.NumGoroutine()
	if _, err := io.WriteString(in, "q"); err != nil {
		t.Fatal(err)
	}
	within(t, "quit", quit)
	for range 100 {
		if _, err := io.WriteString(in, "more"); err != nil {
			break
		}
	}
	eventually(t, "the goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}

func TestAStalledTerminalHoldsNobodyElseUp(t *testing.T) {
	stalled := make(chan struct{}, 3)
	h := openHouse(t, func(c *Config) {
		c.Screen = func(_ context.Context, term *Terminal) error {
			stalled <- struct{}{}
			_, err := term.Out.Write(make([]byte, 8<<20)) // more than any window takes
			return err
		}
	})
	h.declare("db down")
	client := h.as("kim")
	for range 3 {
		openShell(t, client, 80, 24)
		within(t, "a screen", stalled)
	}
	began := time.Now()
	if a := h.run("ana", "say INC-1 hello"); a.code != exitDone {
		t.Errorf("%+v", a)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("ana waited %s", took)
	}
	client.Close()
}

func TestAWriteThatHangsForLongEndsItsConnection(t *testing.T) {
	over := make(chan error, 1)
	h := openHouse(t, func(c *Config) {
		c.Limits.Keepalive, c.Limits.Stall = 10*time.Millisecond, 100*time.Millisecond
		c.Screen = func(_ context.Context, term *Terminal) error {
			_, err := term.Out.Write(make([]byte, 8<<20)) // more than any window takes
			over <- err
			return err
		}
	})
	openShell(t, h.as("kim"), 80, 24)
	if err := within(t, "the end of the write", over); err == nil {
		t.Error("it was written")
	}
}

func TestDrainTellsThoseInsideAndLetsGo(t *testing.T) {
	over := make(chan struct{})
	h := openHouse(t, func(c *Config) {
		c.Limits.Drain = 500 * time.Millisecond
		c.Screen = func(ctx context.Context, term *Terminal) error {
			if term.Person.Name == "ana" {
				<-over // a screen that won't go
				return nil
			}
			return showNothing(ctx, term)
		}
	})
	defer close(over)
	h.declare("db down")
	_, _, out := openShell(t, h.as("kim"), 80, 24)
	openShell(t, h.as("ana"), 80, 24)
	watching, err := h.as("cy").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	lines, _ := watching.StdoutPipe()
	words, _ := watching.StderrPipe()
	if err := watching.Start("watch INC-1"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, lines, "declared")
	drained := make(chan error, 1)
	go func() { drained <- h.door.Drain(t.Context()) }()
	readUntil(t, out, whyStopping)
	readUntil(t, words, whyStopping)
	if err := within(t, "the end of the drain", drained); err != nil {
		t.Error(err)
	}
	if _, err := h.dial("x", gossh.PublicKeys(h.keys["kim"])); err == nil {
		t.Error("someone comes in after the drain")
	}
}

func TestWatchGoesOnAsItHappens(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	client := h.as("cy")
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	out, _ := s.StdoutPipe()
	if err := s.Start("watch INC-1"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "DECL ana: declared \"db down\" SEV3\n")
	h.done("kim", "say INC-1 image hashed")
	readUntil(t, out, "kim: image hashed\n")
	h.done("kim", "do INC-1 note for us alone")
	h.done("kim", "do INC-1 sev 1 secrets read")
	if got := readUntil(t, out, "\n"); !strings.HasSuffix(got, "Z SEV kim: SEV3 → SEV1: secrets read\n") {
		t.Errorf("%q", got)
	}
	h.done("ana", "do INC-1 remove @cy")
	if err := s.Wait(); err == nil {
		t.Error("a watcher who was removed sees no refusal")
	}
}

func TestWhoWaitsForAPipeIsToldWhenTheServerStops(t *testing.T) {
	h := openHouse(t, nil)
	id := h.declare("db down")
	s, err := h.as("kim").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, _ := s.StdinPipe()
	words, _ := s.StderrPipe()
	if err := s.Start("say " + string(id) + " -"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, "half a "); err != nil { // and no more
		t.Fatal(err)
	}
	h.cameIn("kim speaks", func(a session.Access) bool { return a.Name == "kim" && a.Asked == "say" })
	drained := make(chan error, 1)
	go func() { drained <- h.door.Drain(t.Context()) }()
	readUntil(t, words, whyStopping)
	var exit *gossh.ExitError
	if err := s.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != exitRefused {
		t.Errorf("say ends with %v", err)
	}
	if err := within(t, "the end of the drain", drained); err != nil {
		t.Error(err)
	}
}
