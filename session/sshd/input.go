package sshd

import (
	"context"
	"io"
	"sync"
	"time"
)

// inputRoom bounds what waits to be read, in bytes. A client that sends more
// is read on only when the screen has read.
const inputRoom = 32 << 10

// A screen keeps what it can't read yet as a key, in hope of the rest, until
// nothing comes for a moment (50 ms in Bubble Tea), and goes through all of it
// again whenever more comes. A sequence that never ends would be kept, and gone
// through, without end. So whoever sends more than a stretch without a break is
// given one: a person's own longest paste isn't.
const (
	inputStretch = 96 << 10
	inputBreak   = 100 * time.Millisecond
)

// input is what a person types, on its way to their screen. One goroutine
// reads the client, so that its going away is seen even while nobody reads;
// after the screen is over, what still comes is thrown away.
type input struct {
	pasting paste

	mu    sync.Mutex // guards all below
	turn  *sync.Cond // on mu: there is more to read, or more room
	ready []byte
	over  bool // nothing more comes, or nobody reads

	stretch int       // bytes read since the last break
	last    time.Time // when a read last gave something
	resting bool      // a break is on
}

// newInput is what the session's person types. It is over when the session is.
func (ch *channel) newInput() *input {
	in := &input{pasting: paste{limit: ch.limits.Paste}}
	in.turn = sync.NewCond(&in.mu)
	context.AfterFunc(ch.ctx, in.stop)
	return in
}

// pump reads the client until it goes away. key is called for each helping.
func (in *input) pump(client io.Reader, key func()) {
	defer in.stop()
	chunk := make([]byte, 4<<10)
	for {
		n, err := client.Read(chunk)
		if n > 0 {
			key()
			in.put(in.pasting.filter(chunk[:n]))
		}
		if err != nil {
			return
		}
	}
}

// put waits for room. What comes after the end is dropped.
func (in *input) put(p []byte) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.ready) > inputRoom && !in.over {
		in.turn.Wait()
	}
	if !in.over {
		in.ready = append(in.ready, p...)
		in.turn.Broadcast()
	}
}

// Read waits for something to read, and for the end of a break. It returns
// io.EOF after the end.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for (len(in.ready) == 0 || in.resting) && !in.over && len(p) > 0 {
		in.turn.Wait()
	}
	n := copy(p, in.ready)
	in.ready = in.ready[n:]
	in.count(n)
	in.turn.Broadcast()
	if n == 0 && in.over {
		return 0, io.EOF
	}
	return n, nil
}

// count begins a break where a stretch has become too long.
func (in *input) count(n int) {
	now := time.Now()
	if now.Sub(in.last) >= inputBreak {
		in.stretch = 0
	}
	in.stretch, in.last = in.stretch+n, now
	if in.stretch < inputStretch {
		return
	}
	in.stretch, in.resting = 0, true
	time.AfterFunc(inputBreak, func() {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.resting = false
		in.turn.Broadcast()
	})
}

// stop ends the input: readers get what is left and io.EOF, and the client is
// read on into nothing.
func (in *input) stop() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.over = true
	in.turn.Broadcast()
}
