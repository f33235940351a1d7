package sshd

import (
	"net"
	"time"
)

// acceptPause is the pause between two connections while even the waiting places are
// taken: each costs something, if only to be turned away, and meanwhile the kernel
// keeps the rest in order.
const acceptPause = time.Millisecond

// pacedListener accepts connections one at a time, with acceptPause between them, while
// all waiting places are taken.
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
