package sshd

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"sync"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/exec"
	"warroom/session/incident"
)

// login is what goes on record of how one connection came in.
type login struct {
	offered identity // by the key offered last, yet to be proved; of the handshake's goroutine

	mu        sync.Mutex // guards what follows
	who       identity   // as they proved themselves
	sessionID string     // the connection's, as the log has it
	proved    bool       // somebody has proved themselves
	recorded  bool       // and that is noted
}

// maxReason bounds what is noted of a reason, and of a name that a client gives
// itself, in bytes.
const maxReason = 120

// recordRefused notes an attempt that was refused. A flood of them is told by
// the address, whatever else a client makes up.
func (d *Door) recordRefused(c *conn, m gossh.ConnMetadata, method string, err error) {
	a := session.Access{
		What: session.Refused, User: clip(m.User()), Source: addressOf(c), Method: method,
		Session: shortSession(m.SessionID()), Why: clip(err.Error()),
	}
	var r *keyRefused
	if errors.As(err, &r) {
		a.Key, a.Name, a.Why = fingerprintOf(r.who.key), r.who.Name, clip(r.why.Error())
		if _, ok := r.who.key.(*gossh.Certificate); ok {
			a.Method = "certificate"
		}
	}
	d.hub.Witness(sourceOf(c.RemoteAddr()), a)
}

// recordAsked notes what a session asks for: a screen, or a verb and its
// incident. What else stands on the line may be a secret.
func (d *Door) recordAsked(ch *channel, line string) {
	a := session.Access{What: session.Asked, Asked: "screen"}
	if id, ok := screenFor(line); ok && ch.sizes != nil {
		a.Incident = id
	} else {
		a.Asked, a.Incident = exec.VerbOf(line)
	}
	c := ch.conn
	if c.login.markRecorded() {
		a.What = session.LetIn
	}
	d.recordAccess(c, a)
}

// recordIdle notes that somebody proved themselves and asked for nothing.
func (c *conn) recordIdle() {
	if c.login.isProved() && c.login.markRecorded() {
		c.door.recordAccess(c, session.Access{What: session.LetIn})
	}
}

// recordAccess notes what was asked on a connection, and by whom.
func (d *Door) recordAccess(c *conn, a session.Access) {
	c.login.mu.Lock()
	who := c.login.who
	a.Session = c.login.sessionID
	c.login.mu.Unlock()
	a.Name, a.Key, a.Method = who.Name, who.Key, who.Proof
	a.Source = addressOf(c)
	d.hub.Witness(who.Key, a)
}

// allow notes who may come in by the key that was offered last. The library
// takes no proof but of that one.
func (e *login) allow(who identity) *gossh.Permissions {
	e.offered = who
	return who.permissions()
}

// prove notes that whoever was allowed last has proved themselves.
func (e *login) prove(m gossh.ConnMetadata) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.who, e.sessionID, e.proved = e.offered, shortSession(m.SessionID()), true
}

func (e *login) isProved() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.proved
}

// markRecorded reports whether the entrance wasn't noted before.
func (e *login) markRecorded() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	first := !e.recorded
	e.recorded = true
	return first
}

// addressOf is where a connection comes from.
func addressOf(c *conn) string {
	if ip, ok := addrOf(c.RemoteAddr()); ok {
		return ip.String()
	}
	return c.RemoteAddr().String()
}

// shortSession tells a connection from others: the first digits of the SHA-256
// of the identifier that both its ends know, see RFC 4253, section 7.2.
func shortSession(id []byte) string {
	sum := sha256.Sum256(id)
	return hex.EncodeToString(sum[:6])
}

// clip is text of a client's as it is noted, cut to its bound.
func clip(s string) string {
	s = incident.CleanLine(s)
	if len(s) > maxReason {
		s = strings.ToValidUTF8(s[:maxReason], "") + "…"
	}
	return s
}
