package incident

import (
	"fmt"
	"time"
)

type huntShown struct {
	ID       string     `json:"id"`
	Question string     `json:"question"`
	Hunter   string     `json:"hunter"`
	State    string     `json:"state"`
	Where    string     `json:"where"` // where was looked, or why it was dropped
	Found    []Ref      `json:"found"`
	Over     []string   `json:"over"`
	By       string     `json:"by"`
	At       time.Time  `json:"at"`
	Answerer string     `json:"answered_by"`
	Answered *time.Time `json:"answered_at"`
	Seq      uint64     `json:"seq"`
}

// huntsPart tells what was asked of systems and logs. A brief has the open hunts, and what
// was found.
func huntsPart(v View, r Reader) Part {
	return list[*Hunt]{
		label: "hunts", key: "hunts", most: 4, all: v.Hunts(),
		now: where(v.Hunts(), func(h *Hunt) bool { return h.State == HuntOpen || h.State == HuntFound }),
		seq: func(h *Hunt) uint64 { return h.Seq }, line: v.huntText,
		more: func(h *Hunt) []string {
			line := fmt.Sprintf("asked by %s at %s in #%d", h.By, r.Stamp(h.At), h.Seq)
			if h.Answerer != "" {
				line += "; answered at " + r.Stamp(h.Answered)
			}
			return []string{line}
		},
		value: func(h *Hunt) any {
			return huntShown{
				refName(RefHunt, h.N), h.Question, h.Hunter, h.State.String(), h.Where, listOf(h.Found), v.huntedNames(h),
				h.By, h.At.UTC(), h.Answerer, instant(h.Answered), h.Seq,
			}
		},
	}.part()
}

func (v View) huntedNames(h *Hunt) []string {
	names := []string{}
	for _, a := range v.HuntedOver(h) {
		names = append(names, a.Name())
	}
	return names
}

// huntText puts a hunt's marks before its question, so that no text can forge them.
func (v View) huntText(h *Hunt) string {
	line := fmt.Sprintf("Q%d %s, %s", h.N, h.Hunter, h.State)
	if h.Answerer != "" {
		line += " by " + h.Answerer
	}
	if len(h.Found) > 0 {
		line += " in " + refList(h.Found)
	}
	if over := v.huntedNames(h); len(over) > 0 {
		line += fmt.Sprintf(", over %s", firstNames(maxNamed, over, len(over)))
	}
	return withReason(line+": "+h.Question, h.Where)
}

type sweepShown struct {
	Indicator string     `json:"indicator"`
	Asset     string     `json:"asset"`
	State     string     `json:"state"`
	Hunt      string     `json:"hunt"`
	By        string     `json:"by"` // who looked; "" where nobody has yet
	At        *time.Time `json:"at"`
}

// sweepsPart tells which indicator was looked for on which asset.
func sweepsPart(v View, r Reader) Part {
	return list[Sweep]{
		label: "sweep", heading: "which indicator was looked for on which asset", key: "sweep", all: v.Sweeps(),
		seq: func(s Sweep) uint64 { return s.Hunt.Seq },
		line: func(s Sweep) string {
			line := s.Indicator.Name() + " on " + s.Asset.Name() + ": " + s.State()
			if s.Hunt.Answerer != "" {
				line += " by " + s.Hunt.Answerer
			}
			return line + fmt.Sprintf(" (Q%d)", s.Hunt.N)
		},
		more: func(s Sweep) (lines []string) {
			if !s.Hunt.Answered.IsZero() {
				lines = append(lines, "looked for at "+r.Stamp(s.Hunt.Answered))
			}
			return lines
		},
		value: func(s Sweep) any {
			return sweepShown{s.Indicator.Name(), s.Asset.Name(), s.State(), refName(RefHunt, s.Hunt.N), s.Hunt.Answerer, instant(s.Hunt.Answered)}
		},
	}.part()
}
