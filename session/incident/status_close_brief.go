package incident

import "time"

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
				line += ", until reopened " + r.Stamp(c.Reopened)
			}
			return line + ": " + c.String()
		},
		value: func(c Closing) any {
			return closingShown{c.Verdict, c.Result, c.Duplicate, c.By, c.At.UTC(), listOf(c.Left), c.Seq, instant(c.Reopened)}
		},
	}.part()
}
