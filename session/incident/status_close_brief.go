package incident

import (
	"fmt"
	"strings"
	"time"
)

// closingShown is one end of the incident. Its verdict is empty in records of before
// verdicts were asked.
type closingShown struct {
	Verdict    Verdict    `json:"verdict"`
	Result     string     `json:"result"`
	Duplicate  ID         `json:"duplicate_of"` // "" unless the verdict is duplicate
	By         string     `json:"by"`
	At         time.Time  `json:"at"`
	Left       []string   `json:"left"` // what was outstanding
	Seq        uint64     `json:"seq"`
	ReopenedAt *time.Time `json:"reopened_at"`
	Reopened   *deedShown `json:"reopened,omitempty"`
}

// closingsPart tells how the incident ended, and whether it was reopened. A brief has the
// newest first.
func closingsPart(v View, r Reader) Part {
	ends := v.state.Status.Closings
	return list[Closing]{
		label: "closed", key: "closings", most: 3, now: numbered(ends.Backward()), all: numbered(ends.All()),
		tone: toneBy(func(c Closing) bool { return c.Reopened.IsZero() }, ToneStrong, ToneMuted),
		line: func(c Closing) string {
			line := r.Stamp(c.At) + " by " + c.By
			if !c.Reopened.IsZero() {
				line += ", until reopened " + c.Reopening.text(r.Stamp)
			}
			return line + ": " + c.String()
		},
		more: func(c Closing) (lines []string) {
			lines = append(lines, fmt.Sprintf("closed in #%d", c.Seq)+c.leaving())
			if c.Reopening.Done() {
				lines = append(lines, withReason("reopened", CleanLine(c.Reopening.Why)))
			}
			return lines
		},
		value: func(c Closing) any {
			return closingShown{c.Verdict, c.Result, c.Duplicate, c.By, c.At.UTC(), listOf(c.Left), c.Seq, instant(c.Reopened), c.Reopening.shown()}
		},
	}.part()
}

// leaving says what was outstanding: a duplicate leaves it, any other closing overrides it.
func (c Closing) leaving() string {
	if c.Duplicate != "" && len(c.Left) > 0 {
		return ", leaving " + strings.Join(c.Left, ", ")
	}
	return overriding(c.Left)
}
