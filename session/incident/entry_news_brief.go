package incident

import (
	"fmt"
	"iter"
	"sync"
	"time"
)

// newsShown is an entry that came since the reader left.
type newsShown struct {
	Kind string    `json:"kind"`
	Text string    `json:"text"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Seq  uint64    `json:"seq"`
}

// newsPart tells what changed since the reader left, the newest first. To who was never
// here all is new: the rest of the brief tells what holds. What is asked of the reader
// stands in the next part, with the line that answers it.
func newsPart(v View, r Reader) Part {
	var news iter.Seq[*Entry] = func(func(*Entry) bool) {}
	now := news
	if r.Read > 0 {
		news = v.News(r.Read)
		waiting := v.askedOf(r)
		now = where(news, func(e *Entry) bool { return !waiting()[e.Seq] })
	}
	return list[*Entry]{
		label: "new", heading: "new since you left", key: "news", most: 6, now: now, all: news,
		seq: func(e *Entry) uint64 { return e.Seq }, line: r.Entry, thing: func(e *Entry) string { return entryThing(e.Seq) },
		said:  (*Entry).Kind, // as its text says it
		tone:  func(*Entry) Tone { return ToneNew },
		value: func(e *Entry) any { return newsShown{e.Kind(), e.Line(), e.By, e.Happened().UTC(), e.Seq} },
	}.part()
}

// yoursShown is one thing that waits for the reader by name, or that was said to them.
type yoursShown struct {
	What string `json:"what"` // "role", "key", "objection", "task", "given" or "said"
	Ref  string `json:"ref"`
	Text string `json:"text"`
	By   string `json:"by"`
	Do   string `json:"do"` // the line that answers it; "" where none is asked
	Seq  uint64 `json:"seq"`
	at   string // when, as the reader reads it; "" where it isn't told
	role string // of a task that is a role's
	more string // what stands behind it
	rest string // what stands behind the text
	late bool
}

// askedOf returns a function that has the entries which ask for the reader's key or answer.
func (v View) askedOf(r Reader) func() map[uint64]bool {
	return sync.OnceValue(func() map[uint64]bool {
		asked := map[uint64]bool{}
		for _, some := range []iter.Seq[yoursShown]{v.keysFor(r), v.objectionsFor(r)} {
			for one := range some {
				asked[one.Seq] = true
			}
		}
		return asked
	})
}

// entryThing names an entry, as against what it opened.
func entryThing(seq uint64) string { return fmt.Sprintf("#%d", seq) }

// thing names what waits, or the entry that says it.
func (y yoursShown) thing() string {
	switch y.What {
	case "role":
		return ""
	case "objection":
		return objectionThing(y.Seq)
	}
	return y.Ref
}

func objectionThing(seq uint64) string { return fmt.Sprintf("objection #%d", seq) }

// yoursPart tells what waits for the reader by name, and what was said to them since they
// left.
func yoursPart(v View, r Reader) Part {
	yours := func(yield func(yoursShown) bool) {
		if r.Name == "" {
			return
		}
		told := map[uint64]bool{} // entries: what names the reader may be told already
		for _, some := range []iter.Seq[yoursShown]{v.rolesFor(r), v.keysFor(r), v.objectionsFor(r), v.tasksFor(r), v.saidTo(r)} {
			for one := range some {
				if one.Seq > 0 && told[one.Seq] {
					continue
				}
				told[one.Seq] = true
				if !yield(one) {
					return
				}
			}
		}
	}
	return list[yoursShown]{
		label: "for you", key: "for_you", most: 6, now: yours, all: yours,
		seq:  func(y yoursShown) uint64 { return y.Seq },
		tone: toneBy(func(y yoursShown) bool { return y.late || y.What == "key" || y.What == "role" }, ToneWarn, ToneStrong),
		line: yoursShown.line, thing: yoursShown.thing, value: func(y yoursShown) any { return y },
	}.part()
}

// line puts what is asked before what people typed.
func (y yoursShown) line() string {
	line := y.What
	if y.Ref != "" {
		line += " " + y.Ref
	}
	if y.By != "" {
		line += " of " + y.By
	}
	if y.role != "" {
		line += " for " + y.role
	}
	if y.at != "" {
		line += ", " + y.at
	}
	if y.Do != "" {
		line += " (" + y.Do + ")"
	}
	return line + y.more + ": " + y.Text + y.rest
}

func (v View) rolesFor(r Reader) iter.Seq[yoursShown] {
	return func(yield func(yoursShown) bool) {
		for _, role := range Roles() {
			if v.OfferedTo(role) == r.Name && !yield(yoursShown{What: "role", Text: role.named() + " is offered to you", Do: "/take"}) {
				return
			}
		}
	}
}

func (v View) keysFor(r Reader) iter.Seq[yoursShown] {
	return func(yield func(yoursShown) bool) {
		for _, d := range v.Pending() {
			ref := refName(RefDecision, d.N)
			if d.NextSigner() == r.Name && !yield(yoursShown{What: "key", Ref: ref, Text: d.Subject(r.Stamp), By: d.By, Do: "/confirm " + ref, Seq: d.Seq, more: v.undoneBefore(d, r.Now)}) {
				return
			}
		}
	}
}

func (v View) objectionsFor(r Reader) iter.Seq[yoursShown] {
	return func(yield func(yoursShown) bool) {
		for _, o := range v.OpenObjections() {
			ref := refName(RefProposal, o.Proposal.N)
			if o.Proposal.By == r.Name && !yield(yoursShown{What: "objection", Ref: ref, Text: o.Why, By: o.By, Do: "/answer " + ref + " TEXT", Seq: o.Seq, rest: fmt.Sprintf("; %s, %s, is: %s", ref, o.Proposal.State, o.Proposal.Text)}) {
				return
			}
		}
	}
}

func (v View) tasksFor(r Reader) iter.Seq[yoursShown] {
	return func(yield func(yoursShown) bool) {
		for _, t := range v.TasksOf(r.Name) {
			one := yoursShown{What: "task", Ref: t.Ref().String(), Text: t.Text, By: t.By, Seq: t.Seq, late: t.Overdue(r.Now), rest: t.Why()}
			if t.Unacknowledged() {
				one.Do = "/ack " + one.Ref
			}
			if t.ForRole {
				one.role = t.Role.String()
			}
			switch {
			case one.late:
				one.at = "OVERDUE since " + r.Stamp(t.Due)
			case !t.Due.IsZero():
				one.at = "due " + r.Stamp(t.Due)
			}
			if !yield(one) {
				return
			}
		}
	}
}

func (v View) saidTo(r Reader) iter.Seq[yoursShown] {
	return func(yield func(yoursShown) bool) {
		for e := range v.Mentioning(r.Name, r.Read) {
			what := "said"
			if v.Gives(e.Event, r.Name) {
				what = "given"
			}
			one := yoursShown{What: what, Ref: fmt.Sprintf("#%d", e.Seq), Text: e.Line(), By: e.By, Seq: e.Seq, at: r.Stamp(e.Happened())}
			if !yield(one) {
				return
			}
		}
	}
}
