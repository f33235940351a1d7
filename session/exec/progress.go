package exec

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress is a line about a long import that is written over itself. It never waits for
// the client: what can't be written at once isn't said. A nil progress says nothing.
type progress struct {
	out     io.Writer
	now     func() time.Time
	guard   func(string, func())
	writing chan struct{} // holds one while a line is being written, and after the end

	mu    sync.Mutex
	due   time.Time // before it nothing is said
	shown bool
}

// progressPause is the least time between two lines, and before the first.
const progressPause = time.Second

// newProgress returns the progress that --progress asks for. The server can't know
// whether stderr is a terminal at the client's end.
func (c *call) newProgress() *progress {
	if c.flags["progress"] == "" {
		return nil
	}
	return &progress{out: c.stderr, now: c.now, guard: c.guard, writing: make(chan struct{}, 1), due: c.now().Add(progressPause)}
}

// say writes a line over the last one.
func (p *progress) say(format string, a ...any) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Before(p.due) {
		return
	}
	select {
	case p.writing <- struct{}{}:
	default:
		return
	}
	p.due, p.shown = now.Add(progressPause), true
	line := fmt.Sprintf("\r%-40s", fmt.Sprintf(format, a...))
	go p.guard("write progress", func() {
		defer func() { <-p.writing }()
		_, _ = io.WriteString(p.out, line) // who can't read it has no use for it
	})
}

// end waits for the last line, and begins a new one. Nothing is said after it.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.writing <- struct{}{}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		_, _ = io.WriteString(p.out, "\n") // who can't read it has no use for it
	}
}

// reader tells how much of a list was read.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return &progressReader{p, r, 0}
}

type progressReader struct {
	*progress
	r    io.Reader
	read int
}

func (r *progressReader) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	r.read += n
	r.say("read %.1f MiB", float64(r.read)/(1<<20))
	return n, err
}
