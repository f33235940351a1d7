package sshd

import (
	"bytes"
	"io"

	"warroom/session/exec"
)

// runCommand runs one command line, and returns its exit status. With a terminal there
// is no pipe to read: keys are read for Ctrl-C and for Limits.Idle alone.
func (d *Door) runCommand(ch *channel, line string) int {
	r := exec.Request{
		Person: ch.who().Person, Line: line,
		In: ch, Out: ch, Stderr: ch.Stderr(), OnLink: ch.setLink, Guard: d.guard,
		Words: ch.sizes == nil && ch.env.asksWords(),
	}
	if ch.sizes != nil {
		r.In, r.Out, r.Stderr = nil, crlfWriter{ch}, crlfWriter{ch}
		keys := ch.newInput()
		defer keys.stop()
		go d.guard("read keys", func() { keys.pump(interruptReader{ch, ch}, ch.keyPressed) })
	}
	if err := d.config.Commands.Run(ch.ctx, r); err != nil {
		return ch.exitStatus(err)
	}
	return exitDone // the command succeeded, though the session ended meanwhile
}

// interrupt is the byte that Ctrl-C sends.
const interrupt = "\x03"

// interruptReader reads a client, and ends the session at a Ctrl-C.
type interruptReader struct {
	io.Reader
	ch *channel
}

func (r interruptReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if bytes.Contains(p[:n], []byte(interrupt)) {
		r.ch.cancel(nil)
	}
	return n, err
}

// crlfWriter writes "\r\n" for "\n".
type crlfWriter struct{ to io.Writer }

func (c crlfWriter) Write(p []byte) (int, error) {
	if _, err := c.to.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
