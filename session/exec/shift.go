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

// A shift lets what else is ready run after so many steps, a fraction of a
// millisecond of work, gives its turn away after so many more, a few
// milliseconds, and writes to its client in pages of so many bytes.
const (
	breath   = 256 << 10
	stretch  = 4 << 20
	pageSize = 32 << 10
)

// errSpent says that a shift has used up its steps.
var errSpent = errors.New("the steps of a shift are used up")

// shift is the work of one verb that goes through much, a whole record maybe.
// It holds one of the house's turns while it works, and none while its client
// reads or sends: who stalls holds up nobody. What it writes to goes out page
// by page, so that no document is in memory whole.
type shift struct {
	ctx   context.Context
	turns *session.Turns
	key   string
	out   io.Writer
	guard func(what string, f func())
	may   func() error // says why its person may not read on
	newer func(then *incident.State) (*incident.State, error)
	sight *sight // of the incident that it reads; nil: of none
	page  []byte
	steps int // since it last gave way
	left  int // that it may take in all; under 0 is no bound
	works bool
}

// work runs f in a shift, and then writes what is left of its page, whatever f
// returned.
func (c *call) work(ctx context.Context, f func(*shift) error) error {
	return c.run(&shift{ctx: ctx, turns: c.hub.Turns(), key: c.person.Key, out: c.out, guard: c.guard, may: c.mayRead, newer: c.newest(ctx), left: -1}, f)
}

// workFreely is work that waits for no turn, as what is short may.
func (c *call) workFreely(ctx context.Context, f func(*shift) error) error {
	return c.run(&shift{ctx: ctx, out: c.out, may: c.mayRead, newer: c.newest(ctx), left: -1}, f)
}

func (c *call) run(s *shift, f func(*shift) error) error {
	if err := s.begin(); err != nil {
		return err
	}
	err := func() error {
		defer s.rest()
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

// workAtLarge is work that takes much memory: it waits for one of few places, and
// keeps it to its end. Its f must not write to the client, who may stop reading.
func (c *call) workAtLarge(ctx context.Context, places *session.Turns, f func(*shift) error) error {
	if err := places.Take(ctx, c.person.Key); err != nil {
		return err
	}
	defer places.Give(c.person.Key)
	return c.work(ctx, f)
}

// mayRead says why the person is to be told nothing more.
func (c *call) mayRead() error { return c.hub.People().MayRead(c.person) }

// newest finds the state of an incident that has come of then.
func (c *call) newest(ctx context.Context) func(then *incident.State) (*incident.State, error) {
	return func(then *incident.State) (*incident.State, error) { return c.hub.Newest(ctx, c.person, then) }
}

// begin waits for a turn. What the person still may read is asked after that.
func (s *shift) begin() error {
	if s.turns == nil {
		return cmp.Or(s.ctx.Err(), s.look())
	}
	if err := s.turns.Take(s.ctx, s.key); err != nil {
		return err
	}
	s.works = true
	if err := s.look(); err != nil {
		s.rest()
		return err
	}
	return nil
}

// look finds out what the person may read now.
func (s *shift) look() error {
	if err := s.may(); err != nil || s.sight == nil {
		return err
	}
	state, err := s.newer(s.sight.state)
	if err == nil {
		s.sight.update(state)
	}
	return err
}

func (s *shift) rest() {
	if s.works {
		s.works = false
		s.turns.Give(s.key)
	}
}

// outside runs what waits for the client, without a turn, and lets what else is
// ready run.
func (s *shift) outside(f func() error) error {
	s.rest()
	if err := f(); err != nil {
		return err
	}
	runtime.Gosched()
	return s.begin()
}

// reader is the client, read without a turn. A client is given up who sends
// nothing for so long, or comes to no end in so long in all.
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

// helping is what one reading of a client gave.
type helping struct {
	bytes []byte
	err   error
}

// fetch reads a client once, in a goroutine that ends with the session at last.
// It may outlive whoever asked.
func fetch(guard func(string, func()), client io.Reader, size int) <-chan helping {
	came, room := make(chan helping, 1), make([]byte, min(size, pageSize))
	go guard("read a pipe", func() {
		n, err := client.Read(room)
		came <- helping{room[:n], err}
	})
	return came
}

func (r shiftReader) Read(p []byte) (n int, err error) {
	came := fetch(r.shift.guard, r.client, len(p))
	pause := time.NewTimer(r.pause)
	defer pause.Stop()
	late := time.NewTimer(time.Until(r.until))
	defer late.Stop()
	outside := r.shift.outside(func() error {
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
		err = r.shift.took(n)
	}
	return n, err
}

// took counts steps, and gives way to others after a stretch of them. The error
// is errSpent where there are no more, else that of the shift's context.
func (s *shift) took(steps int) error {
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
	return s.outside(s.ctx.Err)
}

// Write sends p to the client, with what is on the page already.
func (s *shift) Write(p []byte) (int, error) {
	for written := 0; written < len(p); {
		some := p[written:min(len(p), written+pageSize)]
		s.page = append(s.page, some...)
		written += len(some)
		if len(s.page) < pageSize {
			return written, s.took(len(p))
		}
		err := s.outside(func() error {
			_, err := s.out.Write(s.page)
			return err
		})
		if s.page = s.page[:0]; err != nil {
			return written, err
		}
	}
	return len(p), nil
}
