package sshd

import (
	"encoding/binary"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// version is the server's identification (RFC 4253, section 4.2).
const version = "SSH-2.0-warroom"

// maxDisconnecting bounds how many connections may stay open at one time until their
// clients have read why they are turned away, and the log has it. The rest are closed
// at once, and the next line of the log counts them.
const maxDisconnecting = 64

// turnAway tells the client why it is disconnected, if the protocol allows that, and
// closes the connection. It never waits, not even for the log: its callers hold the
// lock that every login needs.
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
		c.door.log.Warn("turned a connection away: too many have opened no session, or it made no progress",
			"source", c.pending.source, "closed_silently", c.door.closedSilently.Swap(0))
	})
}

// disconnect sends why, ends our side, and waits until the client has ended its side,
// for Limits.LastMessage at most.
func (c *conn) disconnect(why string) {
	defer c.Close()
	limit := time.Now().Add(c.door.config.Limits.LastMessage)
	_ = c.SetDeadline(limit) // also ends a write that hangs
	if !c.sendReason(why) {
		return
	}
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok && half.CloseWrite() == nil {
		select { // the reading goroutine reads it to its end
		case <-c.closed:
		case <-time.After(time.Until(limit)):
		}
	}
}

// sendReason sends why, and reports whether it could. Before keys are in use it sends a
// disconnect message, which clients show (RFC 4253, section 11.1); after that a banner
// (RFC 4252, section 5.4). After authentication, nothing can be sent without a session.
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

// disconnectPacket returns a whole disconnect packet, as it is sent before keys are in
// use (RFC 4253, section 6).
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
