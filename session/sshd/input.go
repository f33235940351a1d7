package sshd

import (
	"context"
	"io"
	"sync"
)

// inputRoom bounds the input that waits to be read, in bytes. A client that sends more
// isn't read until the screen has read.
const inputRoom = 32 << 10

// input is what a person types, on its way to their screen. One goroutine reads the
// client, so that a hang-up is noticed even while nobody reads. After the screen has
// ended, the rest is dropped.
type input struct {
	mu      sync.Mutex // guards all below
	changed *sync.Cond // on mu: there is more to read, or more room
	ready   []byte
	ended   bool // nothing more comes, or nobody reads
}

// newInput returns the input of the session's person. It ends when the session does.
func (ch *channel) newInput() *input {
	in := &input{}
	in.changed = sync.NewCond(&in.mu)
	context.AfterFunc(ch.ctx, in.stop)
	return in
}

// pump reads the client until it hangs up. It calls key for each read.
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

// put waits for room. After the end it drops p.
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

// stop ends the input: readers get the rest and io.EOF, and pump drops what still
// comes.
func (in *input) stop() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.ended = true
	in.changed.Broadcast()
}
