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

// entrance is what goes on record of how one connection came in.
type entrance struct {
	allowed identity // by the key offered last, yet to be proved; of the handshake's goroutine

	mu      sync.Mutex // guards what follows
	who     identity   // as they proved themselves
	session string     // the connection's, as the log has it
	proved  bool       // somebody has proved themselves
	told    bool       // and that is noted
}

// mostWhy bounds what is noted of a reason, and of a name that a client gives
// itself, in bytes.
const mostWhy = 120

// witnessRefused notes an attempt that was refused. A flood of them is told by
// the address, whatever else a client makes up.
func (d *Door) witnessRefused(c *conn, m gossh.ConnMetadata, method string, err error) {
	a := session.Access{
		What: session.Refused, User: noted(m.User()), Source: addressOf(c), Method: method,
		Session: shortSession(m.SessionID()), Why: noted(err.Error()),
	}
	var r *keyRefused
	if errors.As(err, &r) {
		a.Key, a.Name, a.Why = fingerprintOf(r.who.key), r.who.Name, noted(r.why.Error())
		if _, ok := r.who.key.(*gossh.Certificate); ok {
			a.Method = "certificate"
		}
	}
	d.hub.Witness(sourceOf(c.RemoteAddr()), a)
}

// witnessAsked notes what a session asks for: a screen, or a verb and its
// incident. What else stands on the line may be a secret.
func (d *Door) witnessAsked(ch *channel, line string) {
	a := session.Access{What: session.Asked, Asked: "screen"}
	if id, ok := screenFor(line); ok && ch.sizes != nil {
		a.Incident = id
	} else {
		a.Asked, a.Incident = exec.VerbOf(line)
	}
	c := ch.conn
	if c.entrance.first() {
		a.What = session.LetIn
	}
	d.witness(c, a)
}

// witnessIdle notes that somebody proved themselves and asked for nothing.
func (c *conn) witnessIdle() {
	if c.entrance.isProved() && c.entrance.first() {
		c.door.witness(c, session.Access{What: session.LetIn})
	}
}

// witness notes what was asked on a connection, and by whom.
func (d *Door) witness(c *conn, a session.Access) {
	c.entrance.mu.Lock()
	who := c.entrance.who
	a.Session = c.entrance.session
	c.entrance.mu.Unlock()
	a.Name, a.Key, a.Method = who.Name, who.Key, who.Proof
	a.Source = addressOf(c)
	d.hub.Witness(who.Key, a)
}

// allow notes who may come in by the key that was offered last. The library
// takes no proof but of that one.
func (e *entrance) allow(who identity) *gossh.Permissions {
	e.allowed = who
	return who.permissions()
}

// prove notes that whoever was allowed last has proved themselves.
func (e *entrance) prove(m gossh.ConnMetadata) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.who, e.session, e.proved = e.allowed, shortSession(m.SessionID()), true
}

func (e *entrance) isProved() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.proved
}

// first reports whether the entrance wasn't noted before.
func (e *entrance) first() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	first := !e.told
	e.told = true
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

// noted is text of a client's as it is noted, cut to its bound.
func noted(s string) string {
	s = incident.CleanLine(s)
	if len(s) > mostWhy {
		s = strings.ToValidUTF8(s[:mostWhy], "") + "…"
	}
	return s
}
