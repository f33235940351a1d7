package exec

import (
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// A shift lets other goroutines run after breath steps, a fraction of a millisecond of
// work. It gives its turn away after stretch steps, a few milliseconds. It writes to
// its client in pages of pageSize bytes.
const (
	breath   = 256 << 10
	stretch  = 4 << 20
	pageSize = 32 << 10
)

// errSpent says that a shift has used up its steps.
var errSpent = errors.New("the steps of a shift are used up")

// shift is the work of one verb that goes through much, a whole record maybe.
// It holds one of the Hub's work slots while it works, and none while its client reads or
// sends, so a client that stalls holds up nobody. Its output goes out page by page, so
// that no document is in memory whole.
type shift struct {
	ctx   context.Context
	turns *session.WorkSlots
	key   string
	out   io.Writer
	guard func(what string, f func())
	may   func() error // says why its person may not read on
	newer func(then incident.View) (incident.View, error)
	sight *sight // of the incident that it reads; nil: of none
	page  []byte
	steps int // since it last gave way
	left  int // that it may take in all; under 0 is no bound
	works bool
}

// work runs f in a shift, and then writes the rest of its page, whatever f returned.
func (c *call) work(ctx context.Context, f func(*shift) error) error {
	return c.run(&shift{ctx: ctx, turns: c.hub.WorkSlots(), key: c.person.Key, out: c.out, guard: c.guard, may: c.checkRead, newer: c.newest(ctx), left: -1}, f)
}

// workFreely runs f as work does, but waits for no turn: f must be short.
func (c *call) workFreely(ctx context.Context, f func(*shift) error) error {
	return c.run(&shift{ctx: ctx, out: c.out, may: c.checkRead, newer: c.newest(ctx), left: -1}, f)
}

func (c *call) run(s *shift, f func(*shift) error) error {
	if err := s.takeTurn(); err != nil {
		return err
	}
	err := func() error {
		defer s.giveTurn()
		return f(s)
	}()
	if len(s.page) == 0 {
		return err
	}
	if _, flushed := s.out.Write(s.page); err == nil {
		err = flushed
	}
	return err
}

// workAtLarge runs an f that takes much memory: it waits for one of few slots, and keeps
// it until f returns. f must not write to the client, who may stop reading.
func (c *call) workAtLarge(ctx context.Context, slots *session.WorkSlots, f func(*shift) error) error {
	if err := slots.Acquire(ctx, c.person.Key); err != nil {
		return err
	}
	defer slots.Release(c.person.Key)
	return c.work(ctx, f)
}

// checkRead returns why the person may read nothing more, nil when they may.
func (c *call) checkRead() error { return c.hub.People().CheckRead(c.person) }

// newest returns a function that finds the newest view of then's incident.
func (c *call) newest(ctx context.Context) func(then incident.View) (incident.View, error) {
	return func(then incident.View) (incident.View, error) { return c.hub.Newest(ctx, c.person, then) }
}

// takeTurn waits for a turn, and then rechecks what the person may read.
func (s *shift) takeTurn() error {
	if s.turns == nil {
		return cmp.Or(s.ctx.Err(), s.recheck())
	}
	if err := s.turns.Acquire(s.ctx, s.key); err != nil {
		return err
	}
	s.works = true
	if err := s.recheck(); err != nil {
		s.giveTurn()
		return err
	}
	return nil
}

// recheck updates the sight to the newest view. Its error says why the person may read
// on no more.
func (s *shift) recheck() error {
	if err := s.may(); err != nil || s.sight == nil {
		return err
	}
	view, err := s.newer(s.sight.view)
	if err == nil {
		s.sight.view = view
	}
	return err
}

// giveTurn gives the turn back, if the shift holds one.
func (s *shift) giveTurn() {
	if s.works {
		s.works = false
		s.turns.Release(s.key)
	}
}

// withoutTurn runs f, which waits for the client, without a turn. Then it waits for a
// turn again.
func (s *shift) withoutTurn(f func() error) error {
	s.giveTurn()
	if err := f(); err != nil {
		return err
	}
	runtime.Gosched()
	return s.takeTurn()
}

// reader reads the client without a turn. It gives the client up with errPaused after a
// pause without a byte, and with errSlow when the whole takes longer.
func (s *shift) reader(client io.Reader, pause, whole time.Duration) io.Reader {
	return shiftReader{s, client, pause, time.Now().Add(whole)}
}

type shiftReader struct {
	shift  *shift
	client io.Reader
	pause  time.Duration
	until  time.Time
}

// errPaused says that a client stopped sending, without an end.
var errPaused = errors.New("nothing more came: send it again, whole")

// errSlow says that a client sent on without coming to an end.
var errSlow = errors.New("the list came too slowly, and others wait for its place: send it in parts, or from a faster link")

// chunk is the result of one Read of a client.
type chunk struct {
	bytes []byte
	err   error
}

// fetch reads a client once, in a goroutine that ends with the session at the latest.
// It may outlive the call.
func fetch(guard func(string, func()), client io.Reader, size int) <-chan chunk {
	came, room := make(chan chunk, 1), make([]byte, min(size, pageSize))
	go guard("read a pipe", func() {
		n, err := client.Read(room)
		came <- chunk{room[:n], err}
	})
	return came
}

func (r shiftReader) Read(p []byte) (n int, err error) {
	came := fetch(r.shift.guard, r.client, len(p))
	pause := time.NewTimer(r.pause)
	defer pause.Stop()
	late := time.NewTimer(time.Until(r.until))
	defer late.Stop()
	outside := r.shift.withoutTurn(func() error {
		select {
		case h := <-came:
			n, err = copy(p, h.bytes), h.err
			return nil
		case <-pause.C:
			return errPaused
		case <-late.C:
			return errSlow
		case <-r.shift.ctx.Done():
			return r.shift.ctx.Err()
		}
	})
	if outside != nil {
		return n, outside
	}
	if err == nil {
		err = r.shift.spend(n)
	}
	return n, err
}

// spend counts steps, and gives way to others after a stretch of them. Its error is
// errSpent when none are left, or that of the shift's context or recheck.
func (s *shift) spend(steps int) error {
	if s.left >= 0 {
		if s.left -= steps; s.left < 0 {
			return errSpent
		}
	}
	was := s.steps
	if s.steps += steps; s.steps < stretch {
		if s.steps/breath > was/breath {
			runtime.Gosched()
		}
		return nil
	}
	s.steps = 0
	return s.withoutTurn(s.ctx.Err)
}

// Write appends p to the page, and sends each page that is full to the client.
func (s *shift) Write(p []byte) (int, error) {
	for written := 0; written < len(p); {
		some := p[written:min(len(p), written+pageSize)]
		s.page = append(s.page, some...)
		written += len(some)
		if len(s.page) < pageSize {
			return written, s.spend(len(p))
		}
		err := s.withoutTurn(func() error {
			_, err := s.out.Write(s.page)
			return err
		})
		if s.page = s.page[:0]; err != nil {
			return written, err
		}
	}
	return len(p), nil
}
