//go:build unix

package torture

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// crew are the people at work on one server: five who write, two of them with a
// connection a verb, one who types at a screen, and two who watch.
type crew struct {
	house  *house
	addr   string
	stop   context.CancelFunc
	work   sync.WaitGroup
	mu     sync.Mutex // guards conns
	conns  []*ssh.Client
	inside []string // the incidents that they write to
}

// work begins. Each person goes on until the crew rests or the server is gone.
func (h *house) work(s *server, random *rand.Rand) *crew {
	ctx, stop := context.WithCancel(context.Background())
	c := &crew{house: h, addr: s.addr, stop: stop, inside: h.incidents()}
	for i, name := range []string{"ana", "raj", "mei", "kim", "lee"} {
		seed := rand.New(rand.NewPCG(random.Uint64(), uint64(i)))
		c.work.Go(func() { c.write(ctx, &writer{name: name, random: seed, alone: i < 2}) })
	}
	c.work.Go(func() { c.typeOn(ctx, "noor") })
	for i, name := range []string{"kim", "noor"} {
		c.work.Go(func() { c.watch(ctx, name, c.inside[i%len(c.inside)]) })
	}
	return c
}

// rest ends the work: what is under way is cut off.
func (c *crew) rest() {
	c.stop()
	c.mu.Lock()
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
	c.mu.Unlock()
	c.work.Wait()
}

// finish ends the work once what is under way is answered, at the latest after
// limit.
func (c *crew) finish(limit time.Duration) {
	c.stop()
	done := make(chan struct{})
	go func() { c.work.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(limit):
	}
	c.rest()
}

// dial comes in as name; the connection is closed when the crew rests.
func (c *crew) dial(ctx context.Context, name string) (*ssh.Client, error) {
	conn, err := c.house.people.dial(c.addr, name)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx.Err() != nil {
		_ = conn.Close()
		return nil, ctx.Err()
	}
	c.conns = append(c.conns, conn)
	return conn, nil
}

// writer is one who writes.
type writer struct {
	name   string
	random *rand.Rand
	alone  bool // a connection a verb
	conn   *ssh.Client
	texts  []place // entries of theirs that have a text
	tasks  []place // tasks that were given
}

// place is something in an incident: an entry's number, or a task's.
type place struct{ incident, at string }

func (c *crew) write(ctx context.Context, w *writer) {
	for ctx.Err() == nil {
		if w.conn == nil || w.alone {
			if w.conn != nil {
				_ = w.conn.Close()
			}
			var err error
			if w.conn, err = c.dial(ctx, w.name); err != nil {
				if !pause(ctx, 20*time.Millisecond) {
					return
				}
				continue
			}
		}
		if !c.writeOne(ctx, w) {
			w.conn = nil
		}
	}
}

// writeOne writes one thing and notes what came of it; false where the link is
// gone.
func (c *crew) writeOne(ctx context.Context, w *writer) bool {
	incident := c.inside[w.random.IntN(len(c.inside))]
	verb, line := w.next(incident)
	a := c.house.book.ask(w.name, incident, verb)
	got := exec(w.conn, strings.ReplaceAll(line, "TOKEN", a.token))
	w.heed(c.house.book, a, got)
	if got.status != 0 {
		pause(ctx, 20*time.Millisecond)
	}
	return got.status >= 0
}

// heed notes what somebody was told.
func (w *writer) heed(b *book, a *ask, got answer) {
	a.words = got.words
	switch {
	case got.status == 0:
		id, seqs := w.learn(a, got.out)
		b.settle(a, acknowledged, id, seqs)
	case got.status == 1 && !strings.Contains(got.words, "whether this was kept") && !strings.Contains(got.words, "the server stops"):
		b.settle(a, refused, "", nil)
	}
}

// next is what they write now, with TOKEN where the token goes.
func (w *writer) next(incident string) (verb, line string) {
	do := func(verb, rest string) (string, string) { return verb, "do " + incident + " " + verb + " " + rest }
	switch n := w.random.IntN(40); {
	case n < 14:
		return "say", "say " + incident + " TOKEN replica lag on shard seven is up again"
	case n < 18:
		return do("fact", "TOKEN the queue stood still")
	case n < 21:
		return do("finding", "-5m TOKEN the key was read")
	case n < 23:
		return do("note", "TOKEN ask the vendor")
	case n < 24:
		return do("sev", fmt.Sprint(1+w.random.IntN(4), " TOKEN"))
	case n < 27:
		return do("task", "@"+w.name+" TOKEN rotate the keys")
	case n < 29:
		return do("propose", "TOKEN fail over")
	case n < 31:
		return do("decide", "TOKEN we fail over")
	case n < 34:
		return do("change", "TOKEN rule 7 is off -- put it on")
	case n < 35:
		return do("vector", "TOKEN a stolen token")
	case n < 37 && len(w.tasks) > 0:
		t := w.tasks[w.random.IntN(len(w.tasks))]
		if t.incident == incident {
			return do("done", t.at+" TOKEN done")
		}
	case n < 39 && len(w.texts) > 0:
		e := w.texts[w.random.IntN(len(w.texts))]
		if e.incident == incident {
			return do("correct", e.at+" TOKEN it was shard eight")
		}
	case n == 39 && w.name == "ana" && w.random.IntN(4) == 0:
		return "declare", "declare --sev 4 TOKEN mail is slow"
	}
	return "say", "say " + incident + " TOKEN"
}

var (
	printed  = regexp.MustCompile(`^#(\d+) `)
	declared = regexp.MustCompile(`^INC-\d+$`)
	given    = regexp.MustCompile(`: (A\d+) for `)
)

// learn reads what was printed: the incident, where it is a new one, and the
// numbers of the entries that hold the token.
func (w *writer) learn(a *ask, out string) (incident string, seqs []uint64) {
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		if declared.MatchString(line) {
			return line, []uint64{1}
		}
		m := printed.FindStringSubmatch(line)
		if m == nil || !strings.Contains(line, a.token) {
			continue
		}
		seq, _ := strconv.ParseUint(m[1], 10, 64)
		seqs = append(seqs, seq)
		switch a.verb {
		case "say", "fact", "finding":
			w.texts = append(w.texts, place{a.incident, m[1]})
		case "task":
			if t := given.FindStringSubmatch(line); t != nil {
				w.tasks = append(w.tasks, place{a.incident, t[1]})
			}
		}
	}
	return "", seqs
}

// open is a session on a connection of its own, which ends with leave or with ctx;
// nil where the server has none.
func (c *crew) open(ctx context.Context, name string) (s *ssh.Session, leave func()) {
	conn, err := c.dial(ctx, name)
	if err != nil {
		return nil, nil
	}
	if s, err = conn.NewSession(); err != nil {
		_ = conn.Close()
		return nil, nil
	}
	end := context.AfterFunc(ctx, func() { _ = conn.Close() })
	return s, func() {
		end()
		_ = s.Close()
		_ = conn.Close()
	}
}

// watch notes each line that it read whole.
func (c *crew) watch(ctx context.Context, name, incident string) {
	for ctx.Err() == nil {
		c.watchOnce(ctx, name, incident)
		if !pause(ctx, 50*time.Millisecond) {
			return
		}
	}
}

func (c *crew) watchOnce(ctx context.Context, name, incident string) {
	s, leave := c.open(ctx, name)
	if s == nil {
		return
	}
	defer leave()
	out, err := s.StdoutPipe()
	if err != nil || s.Start("watch --json "+incident) != nil {
		return
	}
	for r := bufio.NewReader(out); ; {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		c.house.book.show(strings.TrimSuffix(line, "\n"))
	}
}

// typeOn types lines of chat at a screen. Nothing acknowledges them but what
// others see.
func (c *crew) typeOn(ctx context.Context, name string) {
	for ctx.Err() == nil {
		c.typeOnce(ctx, name, c.inside[0])
		if !pause(ctx, 50*time.Millisecond) {
			return
		}
	}
}

func (c *crew) typeOnce(ctx context.Context, name, incident string) {
	s, leave := c.open(ctx, name)
	if s == nil {
		return
	}
	defer leave()
	keys, err1 := s.StdinPipe()
	out, err2 := s.StdoutPipe()
	if err1 != nil || err2 != nil || s.RequestPty("xterm-256color", 40, 120, ssh.TerminalModes{}) != nil || s.Start(incident) != nil {
		return
	}
	painted, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		buf, first := make([]byte, 32<<10), true
		for {
			n, err := out.Read(buf)
			if first && bytes.Contains(buf[:n], []byte(incident)) {
				first = false
				close(painted)
			}
			if err != nil {
				return
			}
		}
	}()
	select {
	case <-painted:
	case <-gone:
		return
	}
	// An enter closes the brief that stands in front.
	for line := "\r"; ; {
		if _, err := keys.Write([]byte(line)); err != nil || !pause(ctx, 30*time.Millisecond) {
			return
		}
		line = c.house.book.ask(name, incident, "typed").token + " typed\r"
	}
}

// pause lets time pass: a load has a pace. It is false when ctx ends.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
