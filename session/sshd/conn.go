package sshd

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
)

// conn is one connection to the server, from its first byte until it is closed. The SSH
// library reads and writes through it.
type conn struct {
	net.Conn
	door       *Door
	pending    *pendingConn
	turnedAway chan struct{} // closed when the connection is turned away
	closed     chan struct{} // closed when the connection is
	closing    sync.Once
	leaving    atomic.Bool // the last message is written: what is read or written now is dropped

	ident     identification // of the goroutine that reads the connection
	allowance allowance
	hasSlot   atomic.Bool // it holds a handshake slot
	slotTaken time.Time   // when it got the slot
	encrypted atomic.Bool // keys are exchanged: it needs no slot any more

	writing sync.Mutex // held while writing; guards the two below
	wrote   bool       // something was written
	sealed  bool       // keys are in use in our direction

	login login

	// During authentication; of the handshake's goroutine.
	tries   int  // refused attempts
	advised bool // advise has told the client what to do

	mu        sync.Mutex // guards all below
	banner    gossh.ServerPreAuthConn
	identity  identity  // as of the last session's opening
	goneSince time.Time // since when their key isn't known any more; zero while it is
	server    *gossh.ServerConn
	sessions  map[*channel]struct{}
	refused   int         // channels refused since the last accepted one
	silent    bool        // the link doesn't answer
	timeout   *time.Timer // ends a connection that makes no progress

	clientCtx    context.Context // ends when the client hangs up, which the library's reading ahead shows while a code waits for its turn
	cancelClient context.CancelFunc
}

type connKey struct{}

func connOf(ctx context.Context) *conn { return ctx.Value(connKey{}).(*conn) }

// maxRefused bounds the channels that a connection is refused in a row: a client that
// keeps asking is a program, and each answer waits until it is read.
const maxRefused = 32

// onConnect takes in a new connection. When too many have no session yet, it waits for
// a place, and returns nil if it gets none.
func (d *Door) onConnect(ctx ssh.Context, raw net.Conn) net.Conn {
	c := &conn{
		Conn: raw, door: d, sessions: map[*channel]struct{}{},
		turnedAway: make(chan struct{}), closed: make(chan struct{}),
	}
	c.clientCtx, c.cancelClient = context.WithCancel(context.Background())
	c.pending = &pendingConn{source: sourceOf(raw.RemoteAddr()), turnAway: c.turnAway, placed: make(chan struct{})}
	d.mu.Lock()
	draining := d.draining
	if !draining {
		d.conns[c] = struct{}{}
	}
	d.mu.Unlock()
	if draining {
		return nil
	}
	if d.pending.add(c.pending, time.Now()) && !c.waitForPlace() {
		_ = c.Close()
		return nil
	}
	c.expectIdentification()
	ctx.SetValue(connKey{}, c)
	return c
}

// sourceOf returns the address by which limits count: an IPv4 address, or the /64 of an
// IPv6 address, which one household has.
func sourceOf(addr net.Addr) string {
	ip, ok := addrOf(addr)
	if !ok {
		return addr.String()
	}
	if ip.Is6() {
		if net64, err := ip.Prefix(64); err == nil {
			return net64.String()
		}
	}
	return ip.String()
}

func addrOf(addr net.Addr) (netip.Addr, bool) {
	at, err := netip.ParseAddrPort(addr.String())
	return at.Addr().Unmap().WithZone(""), err == nil
}

// onAttempt is called after each attempt of a connection to authenticate.
func (d *Door) onAttempt(c *conn, m gossh.ConnMetadata, method string, err error) {
	var partial *gossh.PartialSuccessError
	switch {
	case err == nil:
		c.login.prove(m)
		c.expectSession()
		select {
		case <-c.closed: // a person who authenticates and leaves at once is recorded too
			c.recordIdle()
		default:
		}
	case !errors.Is(err, gossh.ErrNoAuth) && !errors.As(err, &partial):
		d.recordRefused(c, m, method, err)
	}
}

// endProbation gives up the connection's place among those without a session.
func (c *conn) endProbation() { c.door.pending.remove(c.pending, time.Now()) }

// advance records how far the connection has come.
func (c *conn) advance(s stage) { c.door.pending.advance(c.pending, s, time.Now()) }

// expectSession closes the connection unless it opens a session soon: until then it
// counts for no key, and its link isn't watched.
func (c *conn) expectSession() {
	c.advance(stageAuthenticated)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.banner = nil // the protocol allows no banner after authentication
	c.timeout.Stop()
	c.timeout = time.AfterFunc(c.door.config.Limits.Handshake, func() {
		c.door.guard("close an unused connection", func() {
			if _, ok := c.who(); !ok {
				_ = c.Close()
			}
		})
	})
}

// clientGone ends what waits for the client.
func (c *conn) clientGone() {
	if c.cancelClient != nil { // nil in tests that make a conn by hand
		c.cancelClient()
	}
}

// Close ends the connection at once, whatever is being written to it.
func (c *conn) Close() error {
	c.closing.Do(func() {
		close(c.closed)
		c.releaseSlot()
		c.recordIdle()
		c.clientGone()
		c.endProbation()
		c.mu.Lock()
		if c.timeout != nil {
			c.timeout.Stop()
		}
		c.mu.Unlock()
		c.door.mu.Lock()
		delete(c.door.conns, c)
		c.door.mu.Unlock()
	})
	return c.Conn.Close()
}

// refuse answers a session with the reason why it can't be opened. It closes a
// connection that has no session, and one that has asked too often.
func (c *conn) refuse(offered gossh.NewChannel, why string) {
	stubborn := c.isStubborn()
	c.mu.Lock()
	empty := len(c.sessions) == 0
	c.mu.Unlock()
	if !stubborn {
		_ = offered.Reject(gossh.ResourceShortage, why)
	}
	if stubborn || empty {
		_ = c.Close()
	}
}

// isStubborn counts one more refusal, and reports whether it is one too many.
func (c *conn) isStubborn() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused++
	return c.refused > maxRefused
}

// who returns the person of this connection, once a session was opened.
func (c *conn) who() (identity, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.identity, c.server != nil
}

// openSessions returns the sessions of this connection.
func (c *conn) openSessions() []*channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]*channel, 0, len(c.sessions))
	for ch := range c.sessions {
		all = append(all, ch)
	}
	return all
}

// end ends every session with the reason why, and closes the connection when they are
// gone or ctx ends.
func (c *conn) end(ctx context.Context, why string) {
	sessions := c.openSessions()
	for _, ch := range sessions {
		ch.cancel(session.Ended{Why: why})
	}
	for _, ch := range sessions {
		select {
		case <-ch.gone:
		case <-ctx.Done():
		}
	}
	_ = c.Close()
}

// endSoon calls end with the time for a last message.
func (c *conn) endSoon(why string) {
	ctx, cancel := context.WithTimeout(context.Background(), c.door.config.Limits.LastMessage)
	defer cancel()
	c.end(ctx, why)
}

// extend gives the client time to type before the handshake's limit ends the
// connection.
func (c *conn) extend(d time.Duration) { _ = c.SetDeadline(time.Now().Add(d)) }
