package sshd

import (
	"context"
	"io"
	"sync"
)

// inputRoom bounds what waits to be read, in bytes. A client that sends more
// is read on only when the screen has read.
const inputRoom = 32 << 10

// input is what a person types, on its way to their screen. One goroutine
// reads the client, so that its going away is seen even while nobody reads;
// after the screen is over, what still comes is thrown away.
type input struct {
	mu      sync.Mutex // guards all below
	changed *sync.Cond // on mu: there is more to read, or more room
	ready   []byte
	ended   bool // nothing more comes, or nobody reads
}

// newInput is what the session's person types. It is over when the session is.
func (ch *channel) newInput() *input {
	in := &input{}
	in.changed = sync.NewCond(&in.mu)
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
			in.put(chunk[:n])
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
	for len(in.ready) > inputRoom && !in.ended {
		in.changed.Wait()
	}
	if !in.ended {
		in.ready = append(in.ready, p...)
		in.changed.Broadcast()
	}
}

// Read waits for something to read. It returns io.EOF after the end.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.ready) == 0 && !in.ended && len(p) > 0 {
		in.changed.Wait()
	}
	n := copy(p, in.ready)
	in.ready = in.ready[n:]
	in.changed.Broadcast()
	if n == 0 && in.ended {
		return 0, io.EOF
	}
	return n, nil
}

// stop ends the input: readers get what is left and io.EOF, and the client is
// read on into nothing.
func (in *input) stop() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.ended = true
	in.changed.Broadcast()
}
