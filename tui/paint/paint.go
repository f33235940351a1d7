// Package paint turns frames into bytes. It stands in place of Bubble Tea's
// renderer, for many people who look at much the same screen.
//
// Its one idea: rows are immutable values, so what differs between two screens
// is found by comparing them, is encoded once, and is then the same bytes for
// everyone who goes from the one to the other. A [Frame] is a shared [Sheet]
// with a person's own rows below; each session has one [Painter], and one
// goroutine of its own in [Painter.Run] that does all the writing. The program
// only ever leaves its newest frame and goes on: a slow terminal skips frames,
// it is never behind, and it holds nobody up.
//
// Nothing but printable text, colours and attributes passes [NewRow], nothing
// but questions, bells and notifications passes [Painter.Raw].
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

// Options of a painter. The zero value serves.
type Options struct {
	// Synchronized says that the terminal is known to take synchronized output
	// (mode 2026). See also [Painter.Synchronize].
	Synchronized bool
	// MinGap and MaxGap bound the pause between two frames; 2 ms and 250 ms
	// where they are 0.
	MinGap, MaxGap time.Duration
	// Fault is told of each row in which the guard found what is no text, with
	// that made visible, and of each sequence that was refused, quoted. A row
	// that many share is told to one of them. It is called on the goroutine of
	// Run or Raw and must not block.
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

	// What follows belongs to Run.
	terminal terminal
	pen      pen
	gap      gap
	next     time.Time // when a frame would come that is a gap behind each before it
}

// New returns a painter on w, which is its alone while Run runs. Its caller
// closes w; a write that hangs ends only so.
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

// Show leaves a frame to be painted, in place of any that still waits. It goes
// out at once where the last but one is older than the frame gap. A frame
// without a size is dropped.
func (p *Painter) Show(f Frame) {
	if f.paintable() {
		p.slot.show(f)
	}
}

// Resync has everything painted anew, modes too: after a resize, a resume, or
// when a person asks because something else wrote on the screen.
func (p *Painter) Resync() { p.slot.resync() }

// Raw has a sequence written as soon as the terminal takes it, ahead of any
// frame. It takes questions to the terminal (modes, colours, keyboard, name),
// the bell and what [Notification] returns, also several in a row. Anything
// else is refused as a fault, and anything is where too much waits: false.
func (p *Painter) Raw(seq string) bool {
	if !allowed(seq) {
		p.meter.faults.Add(1)
		p.fault(fmt.Sprintf("%.80q", seq))
		return false
	}
	return p.slot.queue(seq)
}

// Synchronize says that the terminal was found to take synchronized output.
func (p *Painter) Synchronize() { p.synchronized.Store(true) }

// CountClusters says that the terminal was found to know mode 2027: to count
// a row's width by grapheme clusters, as rows do. It is then set.
func (p *Painter) CountClusters() {
	if !p.clusters.Swap(true) {
		p.Resync()
	}
}

// Run writes until ctx ends, then restores every mode it set and returns nil;
// from then on w is the caller's again. It restores on a panic too, and lets
// it go on. An error of w ends it at once, with nothing more written. Run is
// called once.
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

// due is when the next frame may go out. Two may follow one another at once,
// as an empty screen and the first full one do; from then on a gap lies before
// each (GCRA, ITU-T I.371, with a tolerance of one gap).
func (p *Painter) due() time.Time { return p.next.Add(-p.gap.now) }

// report tells of the faults in the rows just encoded.
func (p *Painter) report() {
	for _, r := range p.pen.foul {
		p.meter.faults.Add(uint64(r.faults))
		p.fault(r.Plain())
	}
	p.pen.foul = nil
}

// write writes what the pen holds, if anything.
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

// restore gives the terminal back.
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
