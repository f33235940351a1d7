package sshd

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"warroom/session/incident"
)

// lineTerminal echoes what is typed, and writes lines between. A line that is being
// typed when others come is written again below them.
type lineTerminal struct {
	mu    sync.Mutex // guards what follows
	to    io.Writer
	typed []byte

	sequence int  // of the goroutine that reads: how far an escape sequence is
	returned bool // the same: the last byte was a carriage return
}

// Write writes whole lines for the person.
func (t *lineTerminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := p
	if len(t.typed) > 0 {
		text = append([]byte{'\n'}, p...)
		if bytes.HasSuffix(p, []byte{'\n'}) {
			text = append(text, t.typed...)
		}
	}
	if _, err := t.to.Write(text); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Keys of a line, as bytes.
const (
	keyInterrupt = 0x03
	keyEnd       = 0x04
	keyBackspace = 0x08
	keyClear     = 0x15
	keyEscape    = 0x1b
	keyDelete    = 0x7f
)

// readLine reads a line from in, byte by byte, and echoes it. Ctrl-C and Ctrl-D on an
// empty line are io.EOF. A line over incident.MaxLine is an incident.Refusal.
func (t *lineTerminal) readLine(in io.Reader) (string, error) {
	var b [1]byte
	size := 0
	for {
		if n, err := in.Read(b[:]); n == 0 {
			if err == nil {
				err = io.EOF
			}
			return "", err
		}
		if t.inSequence(b[0]) {
			continue
		}
		t.mu.Lock()
		line, over, done := t.take(b[0], &size)
		t.mu.Unlock()
		switch {
		case over:
			return "", io.EOF
		case done && size > incident.MaxLine:
			return "", incident.Refusal{Why: fmt.Sprintf("the line has %d bytes, at most %d are taken: split it", size, incident.MaxLine)}
		case done:
			return line, nil
		}
	}
}

// take handles one byte, and reports whether it ends the session or the line.
func (t *lineTerminal) take(b byte, size *int) (line string, over, done bool) {
	afterReturn := t.returned
	t.returned = b == '\r'
	switch b {
	case '\n', '\r':
		if b == '\n' && afterReturn {
			return "", false, false
		}
		line = string(t.typed)
		t.typed = nil
		t.echo("\n")
		return line, false, true
	case keyInterrupt, keyEnd, keyClear:
		if *size == 0 {
			return "", b != keyClear, false
		}
		t.typed, *size = nil, 0
		t.echo("\n")
	case keyBackspace, keyDelete:
		if _, n := utf8.DecodeLastRune(t.typed); n > 0 {
			t.typed, *size = t.typed[:len(t.typed)-n], *size-n
			t.echo("\b \b")
		}
	default:
		if b < ' ' && b != '\t' {
			break
		}
		if *size++; *size <= incident.MaxLine {
			t.typed = append(t.typed, b)
			t.echo(string([]byte{b}))
		}
	}
	return "", false, false
}

// echo writes to the terminal. A client that is gone ends the input too.
func (t *lineTerminal) echo(text string) { _, _ = io.WriteString(t.to, text) }

// inSequence reports whether a byte belongs to an escape sequence, such as that of an
// arrow key: it isn't text.
func (t *lineTerminal) inSequence(b byte) bool {
	switch {
	case b == keyEscape:
		t.sequence = 1
	case t.sequence == 1 && (b == '[' || b == 'O'):
		t.sequence = 2
	case t.sequence == 2 && b >= '@' && b <= '~':
		t.sequence = 0
	case t.sequence == 2 && b >= ' ':
	case t.sequence == 1:
		t.sequence = 0 // alt and a key
	default:
		t.sequence = 0
		return false
	}
	return true
}
