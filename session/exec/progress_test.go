package exec

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

// TestProgressIsSaidOnceASecondAndWaitsForNobody: not for a client that reads nothing.
func TestProgressIsSaidOnceASecondAndWaitsForNobody(t *testing.T) {
	var now time.Time
	var said bytes.Buffer
	c := &call{
		Commands: &Commands{now: func() time.Time { return now }}, stderr: &said,
		guard: func(_ string, f func()) { f() }, flags: map[string]string{"progress": "true"},
	}
	p := c.newProgress()
	list := p.reader(strings.NewReader(strings.Repeat("x", 5<<20)))
	for range 4 {
		now = now.Add(time.Second / 2)
		if _, err := list.Read(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
		p.writing <- struct{}{} // the line was written
		<-p.writing
	}
	p.end()
	now = now.Add(time.Minute)
	p.say("late")
	const pad = 40 - len("read 2.0 MiB")
	blank := strings.Repeat(" ", pad)
	if want := "\rread 2.0 MiB" + blank + "\rread 4.0 MiB" + blank + "\n"; said.String() != want {
		t.Errorf("%q, not %q", said.String(), want)
	}

	reading, writing := io.Pipe() // nobody reads
	c.stderr = writing
	p = c.newProgress()
	for range 3 {
		now = now.Add(time.Second)
		p.say("added")
	}
	reading.Close()
	p.end()

	c.flags = nil
	c.newProgress().say("nobody asked")
	c.newProgress().end()
}
