package incident

import (
	"fmt"
	"strings"
	"time"
)

// Plain formats the entry as one line for scripts, pipes and screen readers,
// without borders or colour:
//
//	#12 14:31Z kim: image hashed, handing to noor
//	#13 14:32Z SEV ana: SEV3 → SEV1: secrets read
//	#14 13:40Z fact lee [logged 14:29]: first vault read
//	#15 2026-02-28 23:50Z fact lee [logged 2026-03-01 00:10]: second one
//	#16 13:30Z fact lee [time was 14:30] [logged 14:31]: third one
//	#17 14:32Z fact lee [STRUCK by lee, #18]: fourth one
//
// The time shows its day if that isn't the day of now, and the time of logging
// shows its day if that isn't the day of the event. The text comes last, after all
// marks, and its line ends become spaces, so that nobody can forge a mark or a
// line. A nil zone is UTC.
func (e *Entry) Plain(now time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	var b strings.Builder
	fmt.Fprintf(&b, "#%d %s ", e.Seq, DayTime(e.Happened(), now, zone))
	if !e.InChat() {
		b.WriteString(e.Tag() + " ")
	}
	b.WriteString(e.By)
	if stream := e.Stream(); stream != "" {
		b.WriteString(" in " + stream)
	}
	if e.Label != labelNone {
		b.WriteString(" [TLP:" + e.Label.String() + "]")
	}
	stamp := func(t time.Time) string { return strings.TrimSuffix(DayTime(t, e.Happened(), zone), "Z") }
	for _, mark := range e.marks(stamp) {
		b.WriteString(" [" + mark + "]")
	}
	if e.BackDated() {
		b.WriteString(" [logged " + stamp(e.Written()) + "]")
	}
	b.WriteString(": " + CleanLine(e.Line()))
	return b.String()
}

// marks says what became of the entry after it was written. stamp formats a moment.
func (e *Entry) marks(stamp func(time.Time) string) (marks []string) {
	if e.Strike != nil {
		marks = append(marks, e.StruckBy())
	}
	if e.Correction != nil {
		marks = append(marks, e.CorrectedBy())
	}
	if e.Moved() {
		marks = append(marks, "time was "+stamp(e.OccurredAt))
	}
	return marks
}

// DayTime formats a time of day with its zone, and with the day if that differs
// from the day of other.
func DayTime(t, other time.Time, zone *time.Location) string {
	layout := "15:04"
	if zone == time.UTC {
		layout = "15:04Z"
	}
	t = t.In(zone)
	if t.Format(time.DateOnly) != other.In(zone).Format(time.DateOnly) {
		layout = time.DateOnly + " " + layout
	}
	return t.Format(layout)
}
