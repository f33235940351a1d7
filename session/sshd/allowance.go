package sshd

import (
	"sync"
	"time"
)

// What a client may send that no verb has asked for: requests, keys, pings,
// exchanges of keys, channels opened and closed. The burst holds what fits in
// the window of a session that isn't read, and a pause is felt by the one who
// sends alone.
const (
	allowedBurst = 3 << 20   // bytes
	allowedRate  = 128 << 10 // bytes a second
)

// allowance is what one connection may still send, in bytes.
type allowance struct {
	mu   sync.Mutex // guards all below
	left int64      // under 0: in debt
	at   time.Time  // of left
}

// spend takes n bytes, and is how long the client has to be left unread.
func (a *allowance) spend(n int, now time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.at.IsZero() {
		a.left, a.at = allowedBurst, now
	}
	a.left += int64(now.Sub(a.at).Seconds() * allowedRate)
	a.left, a.at = min(a.left, allowedBurst)-int64(n), now
	if a.left >= 0 {
		return 0
	}
	return time.Duration(-a.left) * time.Second / allowedRate
}

// giveBack returns what a verb has read of its input.
func (a *allowance) giveBack(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left += int64(n)
}

// payFor charges what was read, and waits while the client is in debt.
func (c *conn) payFor(n int) {
	const look = 100 * time.Millisecond // at what was given back
	for wait := c.allowance.spend(n, time.Now()); wait > 0; wait = c.allowance.spend(0, time.Now()) {
		select {
		case <-time.After(min(wait, look)):
		case <-c.closed:
			return
		}
	}
}

// Read reads the session's input. What a verb takes is no burden on its
// connection; what is typed at a screen is.
func (ch *channel) Read(p []byte) (int, error) {
	n, err := ch.Channel.Read(p)
	if n > 0 && ch.sizes == nil {
		ch.conn.allowance.giveBack(n)
	}
	return n, err
}
