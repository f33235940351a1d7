package incident

import (
	"fmt"
	"time"
)

// Deed is what somebody did to a thing: who, when, why, and in which entry. The zero Deed is
// nothing done.
type Deed struct {
	By  string
	At  time.Time
	Why string
	Seq uint64
}

func deedOf(e *Event, why string) Deed { return Deed{By: e.By, At: e.OccurredAt, Why: why, Seq: e.Seq} }

// Done reports whether it was done.
func (d Deed) Done() bool { return d.Seq > 0 }

// deedShown is a deed as JSON has it.
type deedShown struct {
	By  string    `json:"by"`
	At  time.Time `json:"at"`
	Why string    `json:"why"`
	Seq uint64    `json:"seq"`
}

// shown returns nil where nothing was done.
func (d Deed) shown() *deedShown {
	if !d.Done() {
		return nil
	}
	return &deedShown{d.By, d.At.UTC(), d.Why, d.Seq}
}

// text returns who did it, when, and in which entry.
func (d Deed) text(stamp func(time.Time) string) string {
	return fmt.Sprintf("by %s at %s in #%d", d.By, stamp(d.At), d.Seq)
}
