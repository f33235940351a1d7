package sshd

import (
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
)

// zeros is a client that sends without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// reads has a connection read size bytes, and returns how long it took.
func reads(size int64, then func(*conn, int)) time.Duration {
	near, far := net.Pipe()
	defer near.Close()
	go func() {
		defer far.Close()
		_, _ = io.CopyN(far, zeros{}, size)
	}()
	c := &conn{Conn: near, closed: make(chan struct{}), ident: identification{whole: true}}
	c.encrypted.Store(true)
	began, p := time.Now(), make([]byte, 4<<10)
	for {
		n, err := c.Read(p)
		if then != nil {
			then(c, n)
		}
		if err != nil {
			return time.Since(began)
		}
	}
}

func TestWhatNoVerbReadsIsSlowedAndWhatOneReadsIsNot(t *testing.T) {
	const size = 16 * allowedBurst
	synctest.Test(t, func(t *testing.T) {
		if took, least := reads(size, nil), time.Duration(size-allowedBurst)*time.Second/allowedRate; took < least {
			t.Errorf("a flood of %d bytes is read in %s, not %s", size, took, least)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		if took := reads(size, func(c *conn, n int) { c.allowance.giveBack(n) }); took > 0 {
			t.Errorf("a verb that reads it waits for %s", took)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		if took := reads(allowedBurst, nil); took > 0 {
			t.Errorf("who sends what fits waits for %s", took)
		}
	})
}

func TestAVerbReadsALongInputWithoutAWait(t *testing.T) {
	h := openHouse(t, nil)
	client := h.as("kim")
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	var ch *channel
	in, _ := s.StdinPipe()
	if err := s.Start("watch " + string(h.declare("db down"))); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the session", func() bool {
		for _, c := range h.door.connections() {
			if who, ok := c.who(); ok && who.Name == "kim" && len(c.openSessions()) > 0 {
				ch = c.openSessions()[0]
			}
		}
		return ch != nil && ch.requested.Load()
	})
	const size = 8 * allowedBurst
	go func() { _, _ = io.CopyN(in, zeros{}, size) }()
	if _, err := io.CopyN(io.Discard, ch, size); err != nil {
		t.Fatal(err)
	}
	ch.conn.allowance.mu.Lock()
	defer ch.conn.allowance.mu.Unlock()
	if left := ch.conn.allowance.left; left < allowedBurst/2 {
		t.Errorf("%d bytes are left", left)
	}
}

// busySigner is a host key that notes how many exchanges of keys it is asked in
// at one time.
type busySigner struct {
	gossh.Signer
	now, most *atomic.Int64
}

func (b busySigner) Sign(rand io.Reader, data []byte) (*gossh.Signature, error) {
	b.most.Store(max(b.most.Load(), b.now.Add(1)))
	defer b.now.Add(-1)
	for range 1000 {
		runtime.Gosched()
	}
	return b.Signer.Sign(rand, data)
}

func TestFewConnectionsAreWorkedForAtATime(t *testing.T) {
	var now, most atomic.Int64
	h := openHouse(t, nil)
	h.door.handshakeSlots = make(chan struct{}, 1)
	h.door.server.HostSigners[0] = busySigner{h.door.server.HostSigners[0], &now, &most}
	in := make(chan error, 8)
	for range cap(in) {
		go func() {
			client, err := h.dial("x", gossh.PublicKeys(h.keys["kim"]))
			if err == nil {
				client.Close()
			}
			in <- err
		}()
	}
	for range cap(in) {
		if err := within(t, "someone who comes in", in); err != nil {
			t.Error(err)
		}
	}
	if most.Load() != 1 {
		t.Errorf("%d at a time", most.Load())
	}
}

func TestNoTurnIsLostHoweverAStrangerLeaves(t *testing.T) {
	h := openHouse(t, func(c *Config) { c.Limits.Grace, c.Limits.Unproven = 15*time.Millisecond, 5 })
	h.door.handshakeSlots = make(chan struct{}, 1)
	for range 5 {
		for name := range manners {
			conn := h.from("127.0.0.1")
			if name == "an exchange of keys" {
				asked := make(chan struct{})
				go func() {
					_, _, _, _ = gossh.NewClientConn(conn, "", &gossh.ClientConfig{
						User: "x", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
						Auth: []gossh.AuthMethod{gossh.PublicKeysCallback(func() ([]gossh.Signer, error) { close(asked); return nil, io.EOF })},
					})
				}()
				within(t, "an exchange of keys", asked)
			} else {
				manners[name](conn)
			}
			conn.Close()
		}
		h.answers("kim")
	}
	eventually(t, "all turns to be free", func() bool { return len(h.door.handshakeSlots) == 0 })
	eventually(t, "all places to be free", func() bool { i, w := h.door.pending.count(); return i+w == 0 })
}

func TestASessionThatAsksForNothingEnds(t *testing.T) {
	brief := func(c *Config) { c.Limits.Handshake = 300 * time.Millisecond }
	t.Run("with its connection, where it is alone", func(t *testing.T) {
		client := openHouse(t, brief).as("kim")
		if _, err := client.NewSession(); err != nil {
			t.Fatal(err)
		}
		over := make(chan error, 1)
		go func() { over <- client.Wait() }()
		within(t, "the end of the connection", over)
	})
	t.Run("and leaves the others", func(t *testing.T) {
		h := openHouse(t, brief)
		client := h.as("kim")
		other, in, _ := openShell(t, client, 80, 24)
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		over := make(chan error, 1)
		go func() { over <- s.Wait() }()
		eventually(t, "the end of the session", func() bool {
			n, _ := h.door.count(gossh.FingerprintSHA256(h.keys["kim"].PublicKey()))
			return n == 1
		})
		in.Close()
		if err := other.Wait(); err != nil {
			t.Errorf("the screen: %v", err)
		}
	})
}

func TestChannelsOfOtherKindsAskedForWithoutEndCloseTheirConnection(t *testing.T) {
	h := openHouse(t, nil)
	client := h.as("cy")
	openShell(t, client, 80, 24)
	over := make(chan error, 1)
	go func() { over <- client.Wait() }()
	var refused *gossh.OpenChannelError
	for i := range 10 * maxRefused {
		if _, _, err := client.OpenChannel("direct-tcpip", nil); !errors.As(err, &refused) {
			if i < maxRefused {
				t.Fatalf("after %d: %v", i, err)
			}
			break
		}
	}
	within(t, "the end of the connection", over)
}

func TestFloodsOnAConnectionHoldNobodyElseUpAndLeaveNothing(t *testing.T) {
	h := openHouse(t, nil)
	h.answers("ana")
	before := runtime.NumGoroutine()
	floods := map[string]func(*gossh.Client, *gossh.Session) error{
		"global requests": func(c *gossh.Client, _ *gossh.Session) error {
			_, _, err := c.SendRequest("tcpip-forward", false, make([]byte, 64))
			return err
		},
		"keepalives": func(c *gossh.Client, _ *gossh.Session) error {
			_, _, err := c.SendRequest("keepalive@openssh.com", true, nil)
			return err
		},
		"windows": func(_ *gossh.Client, s *gossh.Session) error { return s.WindowChange(24, 80) },
		"environments": func(_ *gossh.Client, s *gossh.Session) error {
			_, err := s.SendRequest("env", false, gossh.Marshal(struct{ Name, Value string }{"LANG", "C"}))
			return err
		},
		"signals": func(_ *gossh.Client, s *gossh.Session) error { return s.Signal("USR1") },
		"sessions": func(c *gossh.Client, _ *gossh.Session) error {
			s, err := c.NewSession()
			if err == nil {
				err = s.Close()
			}
			return err
		},
	}
	for name, flood := range floods {
		client := h.as("cy")
		s, _, _ := openShell(t, client, 80, 24)
		for i := range 500 {
			if err := flood(client, s); err != nil && name != "sessions" {
				t.Fatalf("%s, %d: %v", name, i, err)
			}
		}
		h.answers("ana")
		client.Close()
	}
	eventually(t, fmt.Sprintf("%d goroutines", before+2), func() bool { return runtime.NumGoroutine() <= before+2 })
}

func TestATurnRestsInACrowdAlone(t *testing.T) {
	for inside, atLeast := range map[int]time.Duration{crowd - 1: 0, crowd: 1000 * restFactor * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			d := &Door{handshakeSlots: make(chan struct{}, 1), pending: pendingConns{most: 99, perSource: 99}}
			for range inside {
				d.pending.add(&pendingConn{placed: make(chan struct{})}, time.Now())
			}
			began := time.Now()
			for range 1000 {
				c := &conn{door: d, closed: make(chan struct{})}
				c.takeSlot()
				<-time.After(time.Millisecond)
				c.releaseSlot()
			}
			took := time.Since(began) - 1000*time.Millisecond
			if d.handshakeSlots <- struct{}{}; took < atLeast-restFactor*time.Millisecond || atLeast == 0 && took > 0 {
				t.Errorf("with %d inside, turns rest for %s of %s", inside, took, atLeast)
			}
		})
	}
}

// queue is a listener at which someone new always stands.
type queue struct{ net.Listener }

func (queue) Accept() (net.Conn, error) { return nil, nil }

func TestConnectionsAreTakenAtAPaceWhileNobodyElseCanWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(1, 1)
		l := pacedListener{queue{}, &h.pendingConns}
		began := time.Now()
		for range 1000 {
			_, _ = l.Accept()
		}
		if took := time.Since(began); took > 0 {
			t.Errorf("with room to wait it takes %s", took)
		}
		h.at(stageEncrypted, "a-1")
		h.come("a-2")
		for range 1000 {
			_, _ = l.Accept()
		}
		if took := time.Since(began); took < 1000*acceptPause {
			t.Errorf("with none it takes %s", took)
		}
	})
}

// TestOneWhoAsksWithoutEndWaits: a key's visits have a pace of their own, and
// nobody else feels it.
func TestOneWhoAsksWithoutEndWaits(t *testing.T) {
	h := openHouseWith(t, behind{hub: session.Options{VisitEvery: time.Hour}}, nil)
	cy := h.as("cy")
	defer cy.Close()
	for range session.VisitBurst {
		if a := runOn(t, cy, "whoami", ""); a.code != exitDone {
			t.Fatalf("%+v", a)
		}
	}
	waits, err := cy.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := waits.Start("whoami"); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- waits.Wait() }()
	for range 20 {
		h.done("ana", "whoami")
	}
	select {
	case err := <-ended:
		t.Errorf("one more than its share didn't wait: %v", err)
	default:
	}
}
