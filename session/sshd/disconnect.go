package sshd

import (
	"encoding/binary"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// version is the door's identification (RFC 4253, section 4.2).
const version = "SSH-2.0-warroom"

// maxDisconnecting is how many connections may be lingered over at one time, until
// their clients have read why they are turned away and the log has noted it. The
// rest are closed at once, and the next line of the log says how many.
const maxDisconnecting = 64

// turnAway tells the client why it can't stay, where the protocol has a place
// for that, and closes the connection. It never waits, not even for the log: its
// callers hold the lock that every login needs.
func (c *conn) turnAway(why string) {
	close(c.turnedAway)
	if c.door.disconnecting.Add(1) > maxDisconnecting {
		c.door.disconnecting.Add(-1)
		c.door.closedSilently.Add(1)
		go c.door.guard("close a connection", func() { _ = c.Close() })
		return
	}
	go c.door.guard("turn a connection away", func() {
		defer c.door.disconnecting.Add(-1)
		c.disconnect(why)
		c.door.log.Warn("turned a connection away: too many have opened no session, or it stood still",
			"source", c.pending.source, "and closed without a word", c.door.closedSilently.Swap(0))
	})
}

// disconnect says why, ends our side, and waits until the client has ended its
// own, or for as long as a last word may take.
func (c *conn) disconnect(why string) {
	defer c.Close()
	limit := time.Now().Add(c.door.config.Limits.LastMessage)
	_ = c.SetDeadline(limit) // frees a write that hangs, too
	if !c.sendReason(why) {
		return
	}
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok && half.CloseWrite() == nil {
		select { // whoever reads the connection reads it to its end
		case <-c.closed:
		case <-time.After(time.Until(limit)):
		}
	}
}

// sendReason writes why. Before keys are in use it is a disconnect, which clients
// show (RFC 4253, section 11.1); then a banner (RFC 4252, section 5.4); and who
// has come in already can be told nothing without a session.
func (c *conn) sendReason(why string) bool {
	c.mu.Lock()
	banner := c.banner
	c.mu.Unlock()
	if banner != nil {
		defer c.leaving.Store(true)
		return banner.SendAuthBanner("warroom: "+why+"\r\n") == nil
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	c.leaving.Store(true)
	if c.sealed {
		return false
	}
	word := disconnectPacket(why)
	if !c.wrote {
		word = append([]byte(version+"\r\n"), word...)
	}
	_, err := c.Conn.Write(word)
	return err == nil
}

// tooMany is SSH_DISCONNECT_TOO_MANY_CONNECTIONS.
const tooMany = 12

// disconnectPacket is a whole packet, as it stands before keys are in use (RFC 4253,
// section 6).
func disconnectPacket(why string) []byte {
	payload := gossh.Marshal(struct {
		Reason    uint32 `sshtype:"1"`
		Why, Lang string
	}{tooMany, why, "en"})
	const head, block, least = 5, 8, 4
	padding := block - (head+len(payload))%block
	if padding < least {
		padding += block
	}
	packet := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+padding))
	packet = append(packet, byte(padding))
	return append(append(packet, payload...), make([]byte, padding)...)
}
