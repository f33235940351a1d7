package sshd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"sync"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// entrance is what goes on record of how one connection came in.
type entrance struct {
	ctx context.Context // the library's: it has the connection once that is proved

	mu     sync.Mutex // guards what follows
	proved bool       // somebody has proved themselves
	told   bool       // and that is noted
}

// mostWhy bounds what is noted of a reason, and of a name that a client gives
// itself, in bytes.
const mostWhy = 120

// witnessRefused notes an attempt that was refused. A flood of them is told by
// the address, whatever else a client makes up.
func (d *Door) witnessRefused(c *caller, m gossh.ConnMetadata, method string, err error) {
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
		a.Asked, a.Incident = verbOf(line)
	}
	c := ch.caller
	if c.entrance.first() {
		a.What = session.LetIn
	}
	c.mu.Lock()
	conn := c.conn
	c.mu.Unlock()
	d.witness(c, conn, a)
}

// witnessIdle notes that somebody proved themselves and asked for nothing.
func (c *caller) witnessIdle() {
	c.entrance.mu.Lock()
	proved := c.entrance.proved && c.entrance.ctx != nil
	c.entrance.mu.Unlock()
	if !proved {
		return
	}
	if conn, ok := c.entrance.ctx.Value(ssh.ContextKeyConn).(*gossh.ServerConn); ok && c.entrance.first() {
		c.door.witness(c, conn, session.Access{What: session.LetIn})
	}
}

// witness notes what was asked on a connection, and by whom.
func (d *Door) witness(c *caller, conn *gossh.ServerConn, a session.Access) {
	who, _ := identityOf(conn.Permissions)
	a.Name, a.Key, a.Method = who.Name, who.Key, who.Proof
	a.Source, a.Session = addressOf(c), shortSession(conn.SessionID())
	d.hub.Witness(who.Key, a)
}

// prove notes that somebody has proved themselves.
func (e *entrance) prove() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.proved = true
}

// first reports whether the entrance wasn't noted before.
func (e *entrance) first() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	first := !e.told
	e.told = true
	return first
}

// verbOf is the verb of a command line and the incident that it names, where it
// names one. A word that is no verb isn't told.
func verbOf(line string) (string, incident.ID) {
	name, rest := cutWord(line)
	for _, v := range execVerbs() {
		if v.name != name {
			continue
		}
		for rest != "" && strings.Contains(v.args, "ID") {
			var word string
			if word, rest = cutWord(rest); strings.HasPrefix(word, "--") {
				continue
			}
			id, err := incident.ParseID(word)
			if err != nil {
				break
			}
			return name, id
		}
		return name, ""
	}
	return "no verb", ""
}

// addressOf is where a connection comes from.
func addressOf(c *caller) string {
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
