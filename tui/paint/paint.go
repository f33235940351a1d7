// Package paint turns frames into bytes. It replaces Bubble Tea's renderer, for
// many people who look at much the same screen.
//
// Its one idea: rows are immutable values, so what differs between two screens
// is found by comparing them, is encoded once, and is then the same bytes for
// everyone whose screen changes in the same way. A [Frame] is a shared [Sheet]
// with a person's own rows below; each session has one [Painter], and one
// goroutine of its own in [Painter.Run] that does all the writing. The program
// only ever leaves its newest frame and goes on: a slow terminal skips frames,
// it is never behind, and it delays nobody.
//
// Only printable text, colours and attributes pass [NewRow]; only questions, bells
// and notifications pass [Painter.Raw].
//
// # With Bubble Tea
//
// Run the program with tea.WithoutRenderer, tea.WithFPS(1), tea.WithOutput of
// io.Discard, tea.WithColorProfile and a model from [Wrap]. Bubble Tea then
// calls View after Init and after each Update, all on one goroutine, and its
// renderer does nothing; Wrap passes each view on. What Bubble Tea queues for
// the terminal by itself (tea.Raw, clipboard, colour and cursor queries) its
// ticker would write once a second beside our writer, so it is given no
// terminal at all, and asks nothing: mode queries are left out without a
// renderer. Whoever wants an answer asks through Raw; the answers come back
// through the program's input as messages. A view's OnMouse is never called,
// and tea.ClearScreen does nothing: call [Painter.Resync].
//
// The package knows nothing of incidents, people or layout.
package paint

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// Options of a painter. The zero value works.
type Options struct {
	// Synchronized says that the terminal is known to support synchronized
	// output (mode 2026). See also [Painter.Synchronize].
	Synchronized bool
	// MinGap and MaxGap bound the pause between two frames; 2 ms and 250 ms if
	// they are 0.
	MinGap, MaxGap time.Duration
	// Fault is called with each row in which the guard made something visible,
	// and with each refused sequence, quoted. For a row that many share it is
	// called once. It is called on the goroutine of Run or Raw and must not
	// block.
	Fault func(text string)
}

// Painter writes one session's frames to its terminal. All methods but Run may
// be called from any goroutine, and none of them waits for the terminal.
type Painter struct {
	w     io.Writer
	fault func(string)
	slot  slot
	meter meter

	synchronized, clusters atomic.Bool

	// The fields below belong to Run.
	terminal terminal
	pen      pen
	gap      gap
	next     time.Time // when a frame would come that is a gap behind each before it
}

// New returns a painter on w, which only the painter may use while Run runs.
// The caller closes w; only that ends a write that hangs.
func New(w io.Writer, o Options) *Painter {
	if o.MinGap <= 0 {
		o.MinGap = 2 * time.Millisecond
	}
	if o.MaxGap <= 0 {
		o.MaxGap = 250 * time.Millisecond
	}
	if o.Fault == nil {
		o.Fault = func(string) {}
	}
	p := &Painter{
		w:     w,
		fault: o.Fault,
		slot:  slot{wake: make(chan struct{}, 1)},
		meter: meter{base: time.Now()},
		gap:   gap{min: o.MinGap, max: max(o.MinGap, o.MaxGap), now: o.MinGap},
	}
	p.synchronized.Store(o.Synchronized)
	return p
}

// Show leaves a frame to be painted, in place of any waiting one. It is sent at
// once if the last but one is older than the frame gap. A frame without a size
// is dropped.
func (p *Painter) Show(f Frame) {
	if f.paintable() {
		p.slot.show(f)
	}
}

// Resync makes everything be painted again, modes too: after a resize, a
// resume, or when a person asks because something else wrote on the screen.
func (p *Painter) Resync() { p.slot.resync() }

// Raw writes a sequence as soon as the terminal accepts it, ahead of any frame.
// It accepts questions to the terminal (modes, colours, keyboard, name), the
// bell and the results of [Notification], also several in a row. It refuses
// anything else as a fault, and everything while too much waits: false.
func (p *Painter) Raw(seq string) bool {
	if !allowed(seq) {
		p.meter.faults.Add(1)
		p.fault(fmt.Sprintf("%.80q", seq))
		return false
	}
	return p.slot.queue(seq)
}

// Synchronize says that the terminal supports synchronized output.
func (p *Painter) Synchronize() { p.synchronized.Store(true) }

// CountClusters says that the terminal supports mode 2027: it can count a row's
// width by grapheme clusters, as rows do. The mode is then set.
func (p *Painter) CountClusters() {
	if !p.clusters.Swap(true) {
		p.Resync()
	}
}

// Run writes until ctx ends, then restores every mode it set and returns nil;
// from then on w is the caller's again. It restores on a panic too, and
// re-raises it. An error of w ends it at once, with nothing more written. Call
// Run once.
func (p *Painter) Run(ctx context.Context) (err error) {
	defer func() {
		if err == nil {
			err = p.restore()
		}
	}()
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for ctx.Err() == nil {
		j := p.slot.take(time.Now(), p.due())
		if err := p.do(j); err != nil {
			return err
		}
		timer.Reset(j.delay)
		select {
		case <-ctx.Done():
		case <-p.slot.wake:
		case <-timer.C:
		}
	}
	return nil
}

// do writes a job, in one write.
func (p *Painter) do(j job) error {
	p.pen.start()
	for _, seq := range j.raw {
		p.pen.add(seq)
	}
	if !j.ready {
		return p.write()
	}
	begun := time.Now()
	late := begun.Sub(latest(j.since, p.due()))
	p.terminal.lost = p.terminal.lost || j.lost
	p.terminal.synchronized, p.terminal.clusters = p.synchronized.Load(), p.clusters.Load()
	p.terminal.paint(&p.pen, j.frame)
	p.report()
	if len(p.pen.out) == 0 {
		return nil
	}
	err := p.write()
	p.meter.frames.Add(1)
	p.next = latest(p.next, begun).Add(p.gap.now)
	p.gap.learn(time.Since(begun), late)
	return err
}

// due returns when the next frame may be sent. Two may follow one another at
// once, as an empty screen and the first full one do; from then on each comes a
// gap later (GCRA, ITU-T I.371, with a tolerance of one gap).
func (p *Painter) due() time.Time { return p.next.Add(-p.gap.now) }

// report calls Fault for the rows just encoded.
func (p *Painter) report() {
	for _, r := range p.pen.foul {
		p.meter.faults.Add(uint64(r.faults))
		p.fault(r.Plain())
	}
	p.pen.foul = nil
}

// write writes the pen's bytes, if any.
func (p *Painter) write() error {
	if len(p.pen.out) == 0 {
		return nil
	}
	p.meter.begin()
	n, err := p.w.Write(p.pen.out)
	p.meter.end(n)
	if err != nil {
		return fmt.Errorf("write to the terminal: %w", err)
	}
	return nil
}

// restore restores the terminal's modes.
func (p *Painter) restore() error {
	p.pen.start()
	p.terminal.leave(&p.pen)
	return p.write()
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
