//go:build unix

package torture

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	osexec "os/exec"
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// kind is one way to break a server.
type kind struct {
	name     string
	injected string
	fuse     bool      // it needs a disk of ours
	disk     disk.Kind // which
	lasts    int       // rounds in one house
	play     func(*round)
	hooks    []edit  // what the server needs to be broken so
	control  control // by which the judge is judged
}

// control is a server that must be found out.
type control struct {
	without string // what was taken out
	edits   []edit
	play    func(*round) // nil: as the kind does
	tries   int          // rounds that it has to be found out; 0: a dozen
	shows   []fault      // one of which must be found; empty: any fault
}

// round is one time that a server is broken and judged.
type round struct {
	*house
	ctx      context.Context
	binary   string
	first    bool // in its house
	random   *rand.Rand
	verdict  *verdict
	injected map[string]int
}

// note counts what was injected.
func (r *round) note(format string, args ...any) { r.injected[fmt.Sprintf(format, args...)]++ }

// between is a random time.
func (r *round) between(from, to time.Duration) time.Duration {
	return from + time.Duration(r.random.Int64N(int64(to-from)))
}

// pause lets a random time pass.
func (r *round) pause(from, to time.Duration) { pause(r.ctx, r.between(from, to)) }

// load starts the server and the crew; nil where it doesn't start.
func (r *round) load() (*server, *crew) {
	s, err := r.start(r.binary)
	if err == nil && r.first {
		if err = r.found(s); err != nil {
			s.kill()
		}
	}
	if err != nil {
		r.verdict.find(unstarted, "%v", err)
		return nil, nil
	}
	return s, r.work(s, r.random)
}

// cut plays a power cut, after which the disk is there again. The server is gone.
func (r *round) cut() {
	chance := []float64{0, .2, .5, .9}[r.random.IntN(4)]
	r.note("power cut, %.0f %% of unsynced pages survive", chance*100)
	err := r.leave()
	r.volume.Heal()
	r.volume.Cut(chance, r.random)
	if err = errors.Join(err, r.mount()); err != nil {
		r.verdict.find(broken, "%v", err)
	}
}

// aftermath starts the server again and judges what it reads, then once more.
func (r *round) aftermath() {
	first := r.look()
	if first == nil {
		return
	}
	r.book.judge(first, r.verdict)
	second := r.look()
	if second != nil && !second.equal(first) {
		r.verdict.find(different, "%s", difference(first, second))
	}
	if out, err := r.verify(r.binary); err != nil {
		r.verdict.find(unverified, "%v: %s", err, out)
	}
	// What was read is shown: it must be there from now on.
	for _, lines := range first {
		for _, line := range lines {
			r.book.show(line)
		}
	}
}

// look starts a server, reads the record and ends it, in good order or not.
func (r *round) look() record {
	s, err := r.start(r.binary)
	if err != nil {
		r.verdict.find(unstarted, "%v", err)
		return nil
	}
	rec, err := r.read(s)
	if err != nil {
		r.verdict.find(unstarted, "%v", err)
	}
	if r.random.IntN(2) == 0 {
		s.kill()
		return rec
	}
	r.stopWhole(s)
	return rec
}

// termLimit is how long a server may take to end, and its process to be gone.
const termLimit = 5*time.Second + 500*time.Millisecond

// stopWhole stops the server, which must end in time and with status 0.
func (r *round) stopWhole(s *server) {
	if took, err := s.stop(3 * termLimit); err != nil || took > termLimit {
		r.verdict.find(late, "%s, %v", took.Round(10*time.Millisecond), err)
	}
}

// verify runs the program's own check.
func (h *house) verify(binary string) (string, error) {
	out, err := osexec.Command(binary, "verify", "--data", h.data).CombinedOutput()
	return string(out), err
}

func difference(a, b record) string {
	for id, lines := range a {
		for i, line := range lines {
			if i >= len(b[id]) || b[id][i] != line {
				return fmt.Sprintf("%s had %.200s", id, line)
			}
		}
		if len(b[id]) > len(lines) {
			return fmt.Sprintf("%s has in addition %.200s", id, b[id][len(lines)])
		}
	}
	return fmt.Sprintf("%d incidents, then %d", len(a), len(b))
}

// newHouse makes a house for rounds of a kind.
func (k kind) newHouse(scratch string) (*house, error) {
	dir, err := os.MkdirTemp(scratch, k.name+"-")
	if err != nil {
		return nil, err
	}
	var volume *disk.Volume
	if k.fuse {
		volume = disk.New(k.disk)
	}
	return newHouse(dir, volume)
}

// hold plays rounds in one house, as many as it lasts, until one finds a fault,
// time is up or enough were played. A house with a fault is kept under keepIn.
func (k kind) hold(ctx context.Context, binary, scratch, keepIn string, random *rand.Rand, rounds int, t *tally) (err error) {
	h, err := k.newHouse(scratch)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, h.leave(), os.RemoveAll(h.scratch))
	}()
	for i := range min(rounds, max(k.lasts, 1)) {
		r := &round{house: h, ctx: ctx, binary: binary, first: i == 0, random: random, verdict: newVerdict(), injected: t.injected}
		before, refusals, shown := h.book.count(acknowledged), h.book.count(refused), len(h.book.shown)
		k.play(r)
		t.rounds++
		r.verdict.acknowledged = h.book.count(acknowledged) - before
		r.verdict.refused = h.book.count(refused) - refusals
		r.verdict.shown = max(0, len(h.book.shown)-shown)
		if ctx.Err() != nil {
			return nil // what was cut short is judged by nobody
		}
		t.verdict.add(r.verdict)
		if r.verdict.faults() > 0 {
			if keepIn != "" {
				at, err := h.keep(keepIn)
				t.verdict.details = append(t.verdict.details, fmt.Sprintf("kept in %s %v", at, err))
			}
			return nil
		}
	}
	return nil
}
