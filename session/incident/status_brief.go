package incident

import (
	"fmt"
	"strings"
	"time"
)

// titlePart tells which incident it is.
func titlePart(v View, _ Reader) Part {
	line, tone := string(v.ID())+" "+v.Title(), ToneStrong
	if v.Drill() {
		line, tone = "DRILL "+line, ToneDrill
	}
	return single("incident", tone, line, Field{"id", v.ID()}, Field{"title", v.Title()}, Field{"drill", v.Drill()})
}

// statusPart tells where the incident stands, and who may know of it.
func statusPart(v View, _ Reader) Part {
	worst, name, others := v.WorstSystem()
	system := "system " + worst.String()
	if name != "" {
		system = name + " " + worst.String()
	}
	if others > 0 {
		system += fmt.Sprintf(" and %s impaired", plural(others, "other"))
	}
	line := fmt.Sprintf("%s, %s, TLP:%s, scope %s", v.Phase(), system, v.TLP(), v.Scope())
	return single("status", ToneText, line,
		Field{"phase", v.Phase()}, Field{"system_state", worst}, Field{"tlp", v.TLP()}, Field{"scope", v.Scope()})
}

// declaredPart tells who opened the incident, and when.
func declaredPart(v View, r Reader) Part {
	d := v.Declared()
	return single("declared", ToneText, r.Stamp(d.At)+" by "+d.By, Field{"declared_at", d.At.UTC()}, Field{"by", d.By})
}

// standingShown is one change of the phase, a system's state or the TLP label.
type standingShown struct {
	What string    `json:"what"`
	From string    `json:"from"`
	To   string    `json:"to"`
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	Why  string    `json:"why"`
	Seq  uint64    `json:"seq"`

	Overrode []string `json:"overrode,omitempty"`      // keys of what wasn't settled
	Fell     bool     `json:"criteria_fall,omitempty"` // the decider let the criteria of the phase fall with it

	System string `json:"system,omitempty"` // whose state it is; none: that of the incident as a whole
}

// standingsPart tells how the phase, the systems' states and the TLP label came to be.
func standingsPart(v View, r Reader) Part {
	return list[StatusChange]{
		label: "stood", heading: "phases, states and labels so far", key: "standings", all: numbered(v.History().All()),
		line: func(c StatusChange) string {
			what := strings.TrimSpace(c.What + " " + c.System)
			return fmt.Sprintf("#%d %s %s: %s from %s to %s", c.Seq, r.Stamp(c.At), c.By, what, c.From, withReason(c.To+overriding(c.Overrode)+falling(c.Fell), c.Why))
		},
		said: func(c StatusChange) string { return fellSaid(c.Fell) },
		value: func(c StatusChange) any {
			return standingShown{c.What, c.From, c.To, c.At.UTC(), c.By, c.Why, c.Seq, c.Overrode, c.Fell, c.System}
		},
	}.part()
}

// overriding names behind a change all that it overrode.
func overriding(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return ", overriding " + strings.Join(keys, ", ")
}

// falling says behind a change that the decider let the criteria of the phase fall.
func falling(fell bool) string {
	if !fell {
		return ""
	}
	return ", and the criteria of the phase fall with it"
}

// fellSaid returns what falling says as JSON has it.
func fellSaid(fell bool) string {
	if !fell {
		return ""
	}
	return " criteria fall"
}
