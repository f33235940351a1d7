package exec

import (
	"time"

	"warroom/session/incident"
)

type shownSizeUp struct {
	Impact      shownImpact             `json:"impact"`
	Urgency     string                  `json:"urgency"`
	Proposed    *int                    `json:"severity_proposed"`
	Severities  listed[shownStep]       `json:"severities"`
	Impacts     listed[shownImpactStep] `json:"impacts"`
	Standings   listed[shownStanding]   `json:"standings"`
	Hypotheses  listed[shownHypothesis] `json:"hypotheses"`
	Milestones  map[string]*time.Time   `json:"milestones"`
	Metrics     map[string]*float64     `json:"metrics"` // in seconds; null where it isn't known
	PausedSince *time.Time              `json:"paused_since"`
}

// shownImpact has the levels as words, a guess with "?" after it.
type shownImpact struct {
	Confidentiality string `json:"confidentiality"`
	Integrity       string `json:"integrity"`
	Availability    string `json:"availability"`
}

type shownStep struct {
	Severity incident.Severity `json:"severity"`
	At       time.Time         `json:"at"`
	By       string            `json:"by"`
	Why      string            `json:"why"`
	Seq      uint64            `json:"seq"`
}

type shownImpactStep struct {
	shownImpact
	Urgency string    `json:"urgency"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Why     string    `json:"why"`
	Seq     uint64    `json:"seq"`
}

type shownStanding struct {
	What string    `json:"what"`
	From string    `json:"from"`
	To   string    `json:"to"`
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	Why  string    `json:"why"`
	Seq  uint64    `json:"seq"`
}

type shownHypothesis struct {
	ID         string         `json:"id"`
	Text       string         `json:"text"`
	Confidence int            `json:"confidence"`
	Techniques []string       `json:"techniques"`
	Fix        string         `json:"fix"`
	Fallback   string         `json:"fallback"`
	Verdict    string         `json:"verdict"`
	Because    []incident.Ref `json:"because"`
	By         string         `json:"by"`
	Seq        uint64         `json:"seq"`
}

func impactShown(i incident.Impact) shownImpact {
	return shownImpact{i.Confidentiality.String(), i.Integrity.String(), i.Availability.String()}
}

func sizeUpShown(v incident.View, sight *sight) shownSizeUp {
	out := shownSizeUp{
		Impact: impactShown(v.Impact()), Urgency: v.Urgency().String(),
		Severities: each(v.Severities().All(), func(c incident.SeverityChange) shownStep {
			return shownStep{c.To, c.At.UTC(), c.By, c.Why, c.Seq}
		}),
		Impacts: each(v.Impacts().All(), func(c incident.ImpactChange) shownImpactStep {
			return shownImpactStep{impactShown(c.To), c.Urgency.String(), c.At.UTC(), c.By, c.Why, c.Seq}
		}),
		Standings: each(v.History().All(), func(c incident.StatusChange) shownStanding {
			return shownStanding{c.What, c.From, c.To, c.At.UTC(), c.By, c.Why, c.Seq}
		}),
		Hypotheses: seenOf(sight, v.Hypotheses(), func(h *incident.Hypothesis) uint64 { return h.Seq }, hypothesisShown),
	}
	if to, ok := v.ProposedSeverity(); ok {
		n := int(to)
		out.Proposed = &n
	}
	out.Milestones, out.Metrics = metricsShown(v.Measures())
	if p, paused := v.Paused(); paused {
		out.PausedSince = instant(p.From)
	}
	return out
}

func hypothesisShown(h *incident.Hypothesis) shownHypothesis {
	return shownHypothesis{
		named(incident.RefHypothesis, h.N), h.Text, h.Confidence, append([]string{}, h.Techniques...), h.Fix, h.Fallback,
		h.Verdict.String(), append([]incident.Ref{}, h.Because...), h.By, h.Seq,
	}
}

func metricsShown(m incident.Measures) (map[string]*time.Time, map[string]*float64) {
	milestones := map[string]*time.Time{}
	for _, r := range m.Milestones {
		milestones[r.Milestone.String()] = instant(r.At)
	}
	took := map[string]*float64{}
	for name, span := range map[string]incident.Elapsed{"ttd": m.TTD, "tta": m.TTA, "ttc": m.TTC, "ttr": m.TTR} {
		took[name] = nil
		if span.Known {
			seconds := span.Took.Seconds()
			took[name] = &seconds
		}
	}
	return milestones, took
}
