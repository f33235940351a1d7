package sshd

import (
	"net"
	"time"
)

// acceptPause is between two connections while nobody else can even wait: each
// of them costs, if only to be turned away, and in the meantime the kernel holds
// the rest in order.
const acceptPause = time.Millisecond

// pacedListener takes connections in one after the other while all places to
// wait are taken.
type pacedListener struct {
	net.Listener
	pending *pendingConns
}

// Accept waits for the next connection.
func (l pacedListener) Accept() (net.Conn, error) {
	if _, waiting := l.pending.count(); waiting >= l.pending.most {
		<-time.After(acceptPause)
	}
	return l.Listener.Accept()
}
