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

// login is what is recorded of how one connection came in.
type login struct {
	offered identity // by the key that was offered last and isn't proved yet; of the handshake's goroutine

	mu        sync.Mutex // guards what follows
	who       identity   // the person, by the key that they proved
	sessionID string     // of the connection, as the log has it
	proved    bool       // a key was proved
	recorded  bool       // the login is recorded
}

// maxReason bounds a recorded reason, and a name that a client gives itself, in bytes.
const maxReason = 120

// recordRefused records a refused attempt. A flood of them is counted by address,
// whatever else a client makes up.
func (d *Door) recordRefused(c *conn, m gossh.ConnMetadata, method string, err error) {
	a := session.Access{
		What: session.AccessRefused, User: clip(m.User()), Source: addressOf(c), Method: method,
		Session: shortSession(m.SessionID()), Why: clip(err.Error()),
	}
	var r *keyRefused
	if errors.As(err, &r) {
		a.Key, a.Name, a.Why = fingerprintOf(r.who.key), r.who.Name, clip(r.why.Error())
		if _, ok := r.who.key.(*gossh.Certificate); ok {
			a.Method = "certificate"
		}
	}
	d.hub.RecordAccess(sourceOf(c.RemoteAddr()), a)
}

// recordAsked records what a session asks for: a screen, or a verb and its incident.
// The rest of the line may be a secret.
func (d *Door) recordAsked(ch *channel, line string) {
	a := session.Access{What: session.AccessAsked, Asked: "screen"}
	if id, ok := screenFor(line); ok && ch.sizes != nil {
		a.Incident = id
	} else {
		a.Asked, a.Incident = exec.VerbOf(line)
	}
	c := ch.conn
	if c.login.markRecorded() {
		a.What = session.AccessLetIn
	}
	d.recordAccess(c, a)
}

// recordIdle records a login that asked for nothing.
func (c *conn) recordIdle() {
	if c.login.isProved() && c.login.markRecorded() {
		c.door.recordAccess(c, session.Access{What: session.AccessLetIn})
	}
}

// recordAccess records an access of the person on this connection.
func (d *Door) recordAccess(c *conn, a session.Access) {
	c.login.mu.Lock()
	who := c.login.who
	a.Session = c.login.sessionID
	c.login.mu.Unlock()
	a.Name, a.Key, a.Method = who.Name, who.Key, who.Proof
	a.Source = addressOf(c)
	d.hub.RecordAccess(who.Key, a)
}

// allow notes who may come in by the key that was offered last. The library accepts a
// proof of that key only.
func (e *login) allow(who identity) *gossh.Permissions {
	e.offered = who
	return who.permissions()
}

// prove notes that the key offered last was proved.
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

// markRecorded reports whether the login wasn't recorded before, and marks it so.
func (e *login) markRecorded() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	first := !e.recorded
	e.recorded = true
	return first
}

// addressOf returns the address that a connection comes from.
func addressOf(c *conn) string {
	if ip, ok := addrOf(c.RemoteAddr()); ok {
		return ip.String()
	}
	return c.RemoteAddr().String()
}

// shortSession returns a name for a connection in the log: the first digits of the
// SHA-256 of the session identifier that both ends know (RFC 4253, section 7.2).
func shortSession(id []byte) string {
	sum := sha256.Sum256(id)
	return hex.EncodeToString(sum[:6])
}

// clip returns a client's text as it is recorded, cleaned and cut to maxReason.
func clip(s string) string {
	s = incident.CleanLine(s)
	if len(s) > maxReason {
		s = strings.ToValidUTF8(s[:maxReason], "") + "…"
	}
	return s
}
