package sshd

import (
	"runtime"
	"time"
)

// maxHandshakes is how many connections may do the costly work before keys are
// exchanged at one time. The other processors are for people with a session.
func maxHandshakes() int { return max(1, runtime.GOMAXPROCS(0)/2) }

// takeSlot waits for a slot for the work on what a connection without keys has sent.
// Slots are given in order.
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
	case <-c.closed: // maybe before Close could see the slot
		c.releaseSlot()
	default:
	}
}

// releaseSlot gives the slot back: when the library reads again, it has done all the
// work it could. In a crowd, the slot rests before it is free.
func (c *conn) releaseSlot() {
	if !c.hasSlot.CompareAndSwap(true, false) {
		return
	}
	d := c.door
	if placed, _ := d.pending.count(); placed < crowd {
		<-d.handshakeSlots
		return
	}
	pause := min(restFactor*time.Since(c.slotTaken), maxRest)
	time.AfterFunc(pause, func() { d.guard("give a turn back", func() { <-d.handshakeSlots }) })
}

// In a crowd of so many connections without a session, a slot rests restFactor times as
// long as it was used, maxRest at most. Key exchanges then take a quarter of a processor
// for each slot, and leave the rest to people with a session.
const (
	crowd      = 16
	restFactor = 3
	maxRest    = 20 * time.Millisecond
)
