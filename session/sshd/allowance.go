package sshd

import (
	"sync"
	"time"
)

// Bounds of what a client may send that no verb reads: requests, keys typed, pings, key
// exchanges, channels opened and closed. The burst is what fits in the window of a
// session that isn't read. Beyond it, only the sender waits.
const (
	allowedBurst = 3 << 20   // bytes
	allowedRate  = 128 << 10 // bytes a second
)

// allowance is what one connection may still send, in bytes. Its methods are safe to
// call concurrently.
type allowance struct {
	mu   sync.Mutex // guards all below
	left int64      // below 0: in debt
	at   time.Time  // when left was computed
}

// spend takes n bytes, and returns how long the client must not be read.
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

// giveBack returns n bytes, which a verb has read of its input.
func (a *allowance) giveBack(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left += int64(n)
}

// payFor charges n bytes that were read, and waits while the client is in debt.
func (c *conn) payFor(n int) {
	const poll = 100 * time.Millisecond // how often giveBack is noticed
	for wait := c.allowance.spend(n, time.Now()); wait > 0; wait = c.allowance.spend(0, time.Now()) {
		select {
		case <-time.After(min(wait, poll)):
		case <-c.closed:
			return
		}
	}
}

// Read reads the session's input. Input that a verb reads costs the connection nothing;
// keys typed at a screen do.
func (ch *channel) Read(p []byte) (int, error) {
	n, err := ch.Channel.Read(p)
	if n > 0 && ch.sizes == nil {
		ch.conn.allowance.giveBack(n)
	}
	return n, err
}
