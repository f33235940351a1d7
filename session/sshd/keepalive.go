package sshd

import (
	"fmt"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
)

// keepaliveRequest is the request that OpenSSH sends too. Every client answers it, if
// only to say that it doesn't know it.
const keepaliveRequest = "keepalive@openssh.com"

// watch checks until the connection closes whether its link answers and its writes make
// progress. A write of ours that succeeds doesn't show that the link works, so only the
// client's answers and the person's keys count.
func (c *conn) watch(server *gossh.ServerConn) {
	limits := c.door.config.Limits
	closed := make(chan struct{})
	go c.door.guard("wait for a connection", func() { defer close(closed); _ = server.Wait() })

	// A request blocks while the link does, so it has a goroutine of its own.
	ask, answered := make(chan struct{}, 1), make(chan struct{}, 1)
	go c.door.guard("ask a client", func() { keepAsking(server, ask, answered) })
	defer close(ask)

	turns := time.NewTicker(limits.Keepalive)
	defer turns.Stop()
	heard := time.Now()
	for {
		select {
		case <-closed:
			return
		case <-answered:
			heard = time.Now()
			c.setSilent(false)
		case now := <-turns.C:
			select {
			case ask <- struct{}{}:
			default: // still waiting for the last answer
			}
			if silence := now.Sub(heard); silence >= limits.GoneAfter {
				_ = c.Close()
			} else if silence >= limits.AwayAfter {
				c.setSilent(true)
			}
			c.enforceLimits(now)
		}
	}
}

// keepAsking sends one request for each value of ask, until the connection closes.
func keepAsking(server gossh.Conn, ask <-chan struct{}, answered chan<- struct{}) {
	for range ask {
		if _, _, err := server.SendRequest(keepaliveRequest, true, nil); err != nil {
			return
		}
		answered <- struct{}{}
	}
}

// enforceLimits closes the connection when a write has hung for Limits.Stall, and ends
// screens on which no key was pressed for Limits.Idle.
func (c *conn) enforceLimits(now time.Time) {
	limits := c.door.config.Limits
	for _, ch := range c.openSessions() {
		if ch.stalledFor(now) >= limits.Stall {
			_ = c.Close()
		}
		if limits.Idle > 0 && ch.sizes != nil && ch.sinceLastKey(now) >= limits.Idle {
			ch.cancel(session.Ended{Why: fmt.Sprintf("no key was pressed for %s: connect again when you need to", limits.Idle)})
		}
	}
}

// setSilent notes whether the link answers, and tells the sessions of a change.
func (c *conn) setSilent(silent bool) {
	c.mu.Lock()
	same := c.silent == silent
	c.silent = silent
	c.mu.Unlock()
	if same {
		return
	}
	for _, ch := range c.openSessions() {
		ch.notifyLink(!silent)
	}
}

func (c *conn) isSilent() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.silent
}
