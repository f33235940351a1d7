package incident

import (
	"fmt"
	"time"
)

type observedShown struct {
	System   string        `json:"system"`
	Target   ServiceTarget `json:"target"` // as it holds now
	Value    float64       `json:"value"`  // in the target's unit
	Breached bool          `json:"breached"`
	Waived   bool          `json:"waived"`        // by decision, nobody is held to it
	Decision string        `json:"readjusted_by"` // the trade-off that holds, as "D3"
	By       string        `json:"by"`
	At       time.Time     `json:"at"`
	Seq      uint64        `json:"seq"`
}

// observationsPart tells which targets of the affected systems aren't met, and in show the
// newest observation of each.
func observationsPart(v View, r Reader) Part {
	all := lazily(func() []Observed { return v.Observations(r.Now) })
	return list[Observed]{
		label: "breached", heading: "observed of targets", key: "observations", most: 3, now: where(all, Observed.Breached), all: all,
		seq:  func(o Observed) uint64 { return o.Seq },
		tone: toneBy(Observed.Breached, ToneDanger, ToneText),
		line: func(o Observed) string { return fmt.Sprintf("%s; %s by %s", o, r.Stamp(o.At), o.By) },
		value: func(o Observed) any {
			return observedShown{o.System, o.Target, o.Value, o.Breached(), o.Waived, refName(RefDecision, o.Readjusted), o.By, o.At.UTC(), o.Seq}
		},
	}.part()
}
