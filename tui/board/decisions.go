package board

import (
	"fmt"
	"strings"

	"warroom/session/incident"
	"warroom/themes"
)

// decisions returns the section of decisions: first pending ones, then open
// proposals with their objections, then those that were decided, the newest
// first.
func decisions() section {
	return section{
		name:    "DECISIONS",
		timed:   true,
		columns: []column{{"no", 4}, {"is", 11}, {"who", 9}, {"what", 0}},
		empty:   "nothing is proposed or decided: /propose TEXT, /decide go TEXT",
		items: func(v incident.View, l Look) (items []item) {
			for _, d := range v.Pending() {
				items = append(items, l.decision(v, d))
			}
			for p := range v.Proposals() {
				if p.Open() {
					items = append(items, l.proposal(p))
					items = append(items, l.objections(v, p)...)
				}
			}
			for d := range v.Decided() {
				items = append(items, l.decision(v, d))
				items = append(items, l.unanswered(v, d)...)
			}
			return items
		},
	}
}

// unanswered returns the objections to a decision's proposal that nobody has
// answered.
func (l Look) unanswered(v incident.View, d *incident.Decision) (items []item) {
	for _, o := range v.OpenObjections() {
		if o.Proposal.N == d.Proposal {
			items = append(items, l.objection(o.Proposal, o.Objection))
		}
	}
	return items
}

func (l Look) decision(v incident.View, d *incident.Decision) item {
	return item{
		cells: func() []string {
			return []string{ref(incident.RefDecision, d.N), l.verdict(d), d.Accountable, d.Subject(l.when)}
		},
		details: func() string { return l.decisionDetails(v, d) },
		Target: Target{
			Seq: d.Seq,
		},
	}
}

// verdict returns the outcome of a decision, in a few words.
func (l Look) verdict(d *incident.Decision) string {
	switch {
	case d.Pending():
		return l.Theme.Paint(themes.Warn, "pending")
	case d.Withdrawn():
		return l.Theme.Paint(themes.Muted, "withdrawn")
	case d.Expired(l.Now):
		return l.Theme.Paint(themes.Danger, "EXPIRED")
	case d.IsTradeOff():
		return "trade-off"
	case d.Go:
		return "go"
	}
	return "no"
}

func (l Look) decisionDetails(v incident.View, d *incident.Decision) string {
	parts := []string{v.About(d, l.Now, l.when), fmt.Sprintf("accountable: %s; entered by %s at %s", d.Accountable, d.By, l.when(d.At))}
	if d.Expired(l.Now) {
		parts = append(parts, "EXPIRED at "+l.when(d.TradeOff.Until)+": the old target is back; /tradeoff decides anew")
	}
	for _, signer := range d.Signers {
		parts = append(parts, "signed by "+signer.Name+" at "+l.when(signer.At))
	}
	if d.Pending() {
		parts = append(parts, fmt.Sprintf("%[1]s %[2]s: /confirm %[1]s", ref(incident.RefDecision, d.N), d.WaitsFor()))
		if way := v.WayOut(d); way != "" {
			parts = append(parts, way)
		}
	}
	if d.Act != "" {
		parts = append(parts, "then the server carries out /"+d.Act)
	}
	return strings.Join(parts, "\n")
}

func (l Look) proposal(p *incident.Proposal) item {
	return item{
		cells: func() []string {
			return []string{ref(incident.RefProposal, p.N), l.Theme.Paint(themes.Warn, "proposed"), p.By, incident.CleanLine(p.Text)}
		},
		details: func() string {
			parts := []string{p.Text, "proposed by " + p.By + " at " + l.when(p.At)}
			if len(p.Supporters) > 0 {
				parts = append(parts, "supported by "+strings.Join(p.Supporters, ", "))
			}
			return strings.Join(append(parts, fmt.Sprintf("/decide %s go TEXT", ref(incident.RefProposal, p.N))), "\n")
		},
		Target: Target{Seq: p.Seq},
	}
}

// objections returns all objections to a proposal, with their answers.
func (l Look) objections(v incident.View, p *incident.Proposal) (items []item) {
	for o := range v.Objections(p) {
		items = append(items, l.objection(p, o))
	}
	return items
}

func (l Look) objection(p *incident.Proposal, o incident.Objection) item {
	is, why := l.Theme.Paint(themes.Warn, "! objects"), incident.CleanLine(o.Why)
	if o.Answer != "" {
		is, why = "answered", why+" ("+o.Answered.By+": "+incident.CleanLine(o.Answer)+")"
	}
	return item{
		cells:   func() []string { return []string{"", is, o.By, why} },
		details: func() string { return o.By + " objects to " + ref(incident.RefProposal, p.N) + ": " + why },
		Target:  Target{Seq: o.Seq},
	}
}

func ref(kind byte, n uint64) string { return incident.Ref{Kind: kind, N: n}.String() }
