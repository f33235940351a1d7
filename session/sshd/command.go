package sshd

import (
	"bytes"
	"io"

	"warroom/session/exec"
)

// exec answers one command line with an exit status.
func (d *Door) exec(ch *channel, line string) int {
	r := exec.Request{
		Person: ch.who().Person, Line: line,
		In: ch, Out: ch, Stderr: ch.Stderr(), OnLink: ch.setLink, Guard: d.guard,
	}
	if ch.sizes != nil {
		r.In, r.Out, r.Stderr = nil, carriage{ch}, carriage{ch}
		keys := ch.newInput()
		defer keys.stop()
		go d.guard("read keys", func() { keys.pump(ctrlC{ch, ch}, ch.beat) })
	}
	if err := d.config.Commands.Run(ch.ctx, r); err != nil {
		return ch.conclude(err)
	}
	return exitDone // it came out so, though the session ended meanwhile
}

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
