package sshd

import (
	"bytes"
	"io"
)

// interrupt is what Ctrl-C sends.
const interrupt = "\x03"

// ctrlC reads a client and ends its session at a Ctrl-C.
type ctrlC struct {
	io.Reader
	ch *channel
}

func (r ctrlC) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if bytes.Contains(p[:n], []byte(interrupt)) {
		r.ch.cancel(nil)
	}
	return n, err
}

// carriage writes "\r\n" for "\n".
type carriage struct{ to io.Writer }

func (c carriage) Write(p []byte) (int, error) {
	if _, err := c.to.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
