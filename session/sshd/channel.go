package sshd

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// channel is one session channel of a connection (RFC 4254, section 6): a terminal, or
// one command. It replaces the library's channel, so that everything that a client
// sends passes here first.
type channel struct {
	gossh.Channel
	conn   *conn
	limits Limits

	ctx       context.Context // ends with the session; its cause is for the person
	cancel    context.CancelCauseFunc
	requested atomic.Bool   // a shell or a command was asked for
	answered  chan struct{} // closed when that has been answered
	gone      chan struct{} // closed when nothing of the session is left

	// What the client said of its terminal, before it asked for a shell.
	sizes *session.Latest[Size] // nil without a PTY
	size  Size                  // the last size; of the goroutine that answers requests
	term  string
	env   environment

	began    time.Time
	heldBack atomic.Pointer[error] // why its person is shown nothing new; nil while they are
	lastKey  atomic.Int64          // when a key was last pressed, as elapsed counts
	writing  atomic.Int64          // when the write under way began, the same; 0 when none is

	mu     sync.Mutex // guards what follows
	person identity   // as of the session's opening, or its last recheck
	onLink func(answers bool)
}

type channelKey struct{}

// channelContext makes the library's context, which is a connection's, that of one
// session.
type channelContext struct {
	ssh.Context
	ch *channel
}

func channelOf(ctx context.Context) *channel { return ctx.Value(channelKey{}).(*channel) }

func (c channelContext) Done() <-chan struct{} { return c.ch.ctx.Done() }
func (c channelContext) Err() error            { return c.ch.ctx.Err() }
func (c channelContext) Value(key any) any {
	if key == (channelKey{}) {
		return c.ch
	}
	return c.Context.Value(key)
}

// openChannel serves one session from its opening until nothing is left of it.
func (d *Door) openChannel(srv *ssh.Server, server *gossh.ServerConn, offered gossh.NewChannel, ctx ssh.Context) {
	c := connOf(ctx)
	who, ok := identityOf(server.Permissions)
	if !ok {
		_ = offered.Reject(gossh.Prohibited, "no key was proved on this connection")
		return
	}
	ch := &channel{conn: c, person: who, limits: d.config.Limits, began: time.Now(), answered: make(chan struct{}), gone: make(chan struct{})}
	ch.ctx, ch.cancel = context.WithCancelCause(ctx)
	ch.keyPressed()
	defer ch.cancel(nil)
	if why := d.addSession(c, server, ch); why != "" {
		c.refuse(offered, why)
		return
	}
	defer d.removeSession(ch)
	ssh.DefaultSessionHandler(srv, server, filteredChannel{offered, ch, d}, channelContext{ctx, ch})
	ch.cancel(nil) // the client has closed the session
	if ch.requested.Load() {
		<-ch.answered
	}
}

// refuseChannel refuses channels that aren't sessions, and closes a connection that
// keeps asking for them.
func (d *Door) refuseChannel(_ *ssh.Server, _ *gossh.ServerConn, offered gossh.NewChannel, ctx ssh.Context) {
	c := connOf(ctx)
	if c.isStubborn() {
		_ = c.Close()
		return
	}
	_ = offered.Reject(gossh.UnknownChannelType, "this server opens sessions only, and forwards nothing")
}

// addSession adds a session, or returns why it can't be opened. With the first session
// of a connection its person is known, and its link is watched from then on, whether
// the session is refused or not.
func (d *Door) addSession(c *conn, server *gossh.ServerConn, ch *channel) string {
	if c.add(server, ch) {
		c.endProbation()
		go d.guard("keepalive", func() { c.watch(server) })
	}
	why := d.whyRefused(ch)
	if why != "" {
		c.remove(ch)
		return why
	}
	c.mu.Lock()
	c.refused = 0
	c.mu.Unlock()
	return ""
}

// whyRefused returns why a session can't be opened, "" if it can.
func (d *Door) whyRefused(ch *channel) string {
	most := d.config.Limits.SessionsPerKey
	if sessions, connections := d.count(ch.who().Key); sessions > most || connections > most {
		return fmt.Sprintf("this key has %d sessions open, as many as one may: close one", most)
	}
	// A person who was revoked while they logged in is found here or by onRevoke.
	if err := ch.recheck(); err != nil {
		return err.Error()
	}
	return ""
}

// closeUnused ends a session that has asked for nothing, and its connection if that has
// no other.
func (ch *channel) closeUnused() {
	if ch.requested.Load() {
		return
	}
	ch.cancel(nil)
	if len(ch.conn.openSessions()) == 1 {
		_ = ch.conn.Close()
		return
	}
	_ = ch.Close()
}

func (d *Door) removeSession(ch *channel) {
	ch.conn.remove(ch)
	close(ch.gone)
}

// count returns how many sessions and connections a key has.
func (d *Door) count(fingerprint string) (sessions, connections int) {
	for _, c := range d.connections() {
		if who, ok := c.who(); ok && who.Key == fingerprint {
			connections++
			sessions += len(c.openSessions())
		}
	}
	return sessions, connections
}

// add adds a session to the connection and reports whether it is the first.
func (c *conn) add(server *gossh.ServerConn, ch *channel) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := c.server == nil
	c.server, c.identity = server, ch.who()
	c.sessions[ch] = struct{}{}
	c.door.sessions.add(ch)
	return first
}

func (c *conn) remove(ch *channel) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.sessions, ch)
	c.door.sessions.remove(ch)
}

// who returns the session's person.
func (ch *channel) who() identity {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.person
}

// recheck identifies the session's person anew, or returns why they may not be here any
// more.
func (ch *channel) recheck() error {
	auth := ch.conn.door.auth
	auth.reload.await()
	now, err := auth.stillAllowed(ch.who(), ch.conn.RemoteAddr())
	if err == nil && now.noPTY && ch.sizes != nil {
		err = incident.Refusal{Why: whyChanged}
	}
	if err != nil {
		return err
	}
	ch.conn.setIdentity(now)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	ch.person = now
	return nil
}

// Write measures how long it takes, for stalledFor. It returns when the client's window
// has taken all of p, or with an error when the session or the connection is closed.
func (ch *channel) Write(p []byte) (int, error) {
	ch.writing.Store(ch.elapsed())
	defer ch.writing.Store(0)
	return ch.Channel.Write(p)
}

// Stderr returns the stream for messages to people. Its writes are measured as those of
// Write.
func (ch *channel) Stderr() io.ReadWriter { return stderr{ch, ch.Channel.Stderr()} }

type stderr struct {
	ch *channel
	io.ReadWriter
}

func (s stderr) Write(p []byte) (int, error) {
	s.ch.writing.Store(s.ch.elapsed())
	defer s.ch.writing.Store(0)
	return s.ReadWriter.Write(p)
}

// stalledFor returns how long the write under way has been waiting, 0 when none is.
func (ch *channel) stalledFor(now time.Time) time.Duration {
	since := ch.writing.Load()
	if since == 0 {
		return 0
	}
	return now.Sub(ch.began) - time.Duration(since)
}

// keyPressed notes that a key was pressed.
func (ch *channel) keyPressed() { ch.lastKey.Store(ch.elapsed()) }

// sinceLastKey returns how long no key was pressed.
func (ch *channel) sinceLastKey(now time.Time) time.Duration {
	return now.Sub(ch.began) - time.Duration(ch.lastKey.Load())
}

// elapsed returns how long ago the session began, in nanoseconds, and never 0. It
// counts by the monotonic clock.
func (ch *channel) elapsed() int64 { return int64(time.Since(ch.began)) + 1 }

// setLink calls f with whether the link answers: at once, and at each change.
func (ch *channel) setLink(f func(answers bool)) {
	ch.mu.Lock()
	ch.onLink = f
	ch.mu.Unlock()
	f(!ch.conn.isSilent())
}

func (ch *channel) notifyLink(answers bool) {
	ch.mu.Lock()
	f := ch.onLink
	ch.mu.Unlock()
	if f != nil {
		f(answers)
	}
}
