package sshd

import (
	"runtime"
	"time"
)

// maxHandshakes is how many connections may be worked for at one time until
// keys are exchanged, which is what costs. The other processors are for those
// inside.
func maxHandshakes() int { return max(1, runtime.GOMAXPROCS(0)/2) }

// takeSlot takes a turn for what a connection without keys has sent. Who waits for
// one gets it in order.
func (c *conn) takeSlot() {
	if c.encrypted.Load() {
		return
	}
	select {
	case c.door.handshakeSlots <- struct{}{}:
		c.slotTaken = time.Now()
		c.hasSlot.Store(true)
	case <-c.closed:
		return
	}
	select {
	case <-c.closed: // perhaps before it could be seen at work
		c.releaseSlot()
	default:
	}
}

// releaseSlot gives the turn back: when the library reads again, it has done all that
// it could with what it had. In a crowd, the turn itself rests too.
func (c *conn) releaseSlot() {
	if !c.hasSlot.CompareAndSwap(true, false) {
		return
	}
	d := c.door
	if inside, _ := d.pending.count(); inside < crowd {
		<-d.handshakeSlots
		return
	}
	pause := min(restFactor*time.Since(c.slotTaken), maxRest)
	time.AfterFunc(pause, func() { d.guard("give a turn back", func() { <-d.handshakeSlots }) })
}

// In a crowd of so many without a session, a turn rests so many times as long
// as it was used, and no longer than a bound: exchanges of keys then take a
// quarter of a processor a turn, and leave the rest to those inside.
const (
	crowd      = 16
	restFactor = 3
	maxRest    = 20 * time.Millisecond
)
