package sshd

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// whySilent is the reason for a client that sends no identification.
const whySilent = "your client sent no SSH identification in time: connect again"

// identification is the first line that a client sends (RFC 4253, section 4.2), as it
// comes in.
type identification struct {
	whole     bool
	line      []byte // the current line, cut to maxIdentification
	readAhead []byte // read while waiting for a place; the library reads it next
}

// sshMark begins an identification.
const sshMark = "SSH-"

// maxIdentification bounds the bytes kept of one line: 255, by the same section.
const maxIdentification = 255

// add takes in bytes that came, and reports whether the identification is whole.
func (g *identification) add(p []byte) bool {
	for len(p) > 0 && !g.whole {
		end := bytes.IndexByte(p, '\n')
		line := p
		if end >= 0 {
			line = p[:end]
		}
		g.line = append(g.line, line[:min(len(line), maxIdentification-len(g.line))]...)
		if end < 0 {
			return false
		}
		g.whole = bytes.HasPrefix(g.line, []byte(sshMark))
		g.line, p = nil, p[end+1:]
	}
	return g.whole
}

// waitForPlace reads the identification of a client that waits, and reports whether it
// got a place.
func (c *conn) waitForPlace() bool {
	limits := c.door.config.Limits
	if c.readIdentification() {
		c.door.pending.markIdentified(c.pending, time.Now())
	} else {
		c.door.pending.turnAwayIfWaiting(c.pending, whySilent)
	}
	late := time.NewTimer(limits.Wait)
	defer late.Stop()
	for {
		select {
		case <-c.pending.placed:
			return true
		case <-late.C:
			c.door.pending.turnAwayIfWaiting(c.pending, whyBusy)
		case <-c.turnedAway:
			_, _ = io.Copy(io.Discard, c) // so that the client gets the last message
			return false
		case <-c.closed:
			return false
		}
	}
}

// placeWaiting gives places to waiting connections as soon as the grace of one with a
// place is over, until ctx ends.
func (d *Door) placeWaiting(ctx context.Context) {
	turns := time.NewTicker(d.config.Limits.Grace / 15)
	defer turns.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-turns.C:
			d.guard("place waiting connections", func() { d.pending.placeWaiting(now) })
		}
	}
}

// readIdentification reads until the client's identification is whole, and keeps it for
// the library.
func (c *conn) readIdentification() bool {
	_ = c.SetReadDeadline(time.Now().Add(c.door.config.Limits.Identification))
	buf := make([]byte, maxIdentification)
	for !c.ident.whole {
		n, err := c.Conn.Read(buf)
		if err != nil || len(c.ident.readAhead)+n > maxReadAhead {
			return false
		}
		c.ident.readAhead = append(c.ident.readAhead, buf[:n]...)
		c.ident.add(buf[:n])
	}
	return true
}

// maxReadAhead bounds what is read before the library reads, in bytes.
const maxReadAhead = 2 << 10

// expectIdentification turns the client away unless it sends its identification soon.
func (c *conn) expectIdentification() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timeout = time.AfterFunc(c.door.config.Limits.Identification, func() {
		c.door.guard("expect an identification", func() { c.door.pending.turnAwaySilent(c.pending, time.Now()) })
	})
}

// Read watches what comes before keys are in use, and charges the client for what it
// sends.
func (c *conn) Read(p []byte) (int, error) {
	c.releaseSlot()
	if len(c.ident.readAhead) > 0 {
		n := copy(p, c.ident.readAhead)
		c.ident.readAhead = c.ident.readAhead[n:]
		return n, nil
	}
	n, err := c.Conn.Read(p)
	if err != nil {
		c.clientGone()
	}
	if c.leaving.Load() {
		if err == nil {
			_, _ = io.Copy(io.Discard, c.Conn)
		}
		return 0, io.EOF
	}
	if n == 0 {
		return n, err
	}
	if !c.ident.whole && c.ident.add(p[:n]) {
		c.advance(stageIdentified)
	}
	c.payFor(n)
	if c.ident.whole {
		c.takeSlot()
	}
	return n, err
}

// Write watches whether keys are in use. After the last message it drops what is
// written.
func (c *conn) Write(p []byte) (int, error) {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.leaving.Load() {
		return len(p), nil
	}
	c.wrote = true
	c.sealed = c.sealed || endsPlain(p)
	return c.Conn.Write(p)
}

// endsPlain reports whether one of the plain packets in p says that keys are in use
// after it (SSH_MSG_NEWKEYS; RFC 4253, section 7.3).
func endsPlain(p []byte) bool {
	const head, newKeys = 5, 21
	for !bytes.HasPrefix(p, []byte(sshMark)) && len(p) > head {
		if p[head] == newKeys {
			return true
		}
		length := 4 + uint64(binary.BigEndian.Uint32(p))
		if length >= uint64(len(p)) {
			break
		}
		p = p[length:]
	}
	return false
}

// hasKeys notes that the first key exchange is done.
func (c *conn) hasKeys(conn gossh.ServerPreAuthConn) {
	c.encrypted.Store(true)
	c.releaseSlot()
	c.advance(stageEncrypted)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.banner = conn
}
