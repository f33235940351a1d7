package sshd

import "runtime"

// handshakeTurns is how many connections may be worked for at one time until
// keys are exchanged, which is what costs. The other processors are for those
// inside.
func handshakeTurns() int { return max(1, runtime.GOMAXPROCS(0)/2) }

// work takes a turn for what a connection without keys has sent. Who waits for
// one gets it in order.
func (c *caller) work() {
	if c.keyed.Load() {
		return
	}
	select {
	case c.door.handshakes <- struct{}{}:
		c.working.Store(true)
	case <-c.closed:
		return
	}
	select {
	case <-c.closed: // perhaps before it could be seen at work
		c.rest()
	default:
	}
}

// rest gives the turn back: when the library reads again, it has done all that
// it could with what it had.
func (c *caller) rest() {
	if c.working.CompareAndSwap(true, false) {
		<-c.door.handshakes
	}
}
