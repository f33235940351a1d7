package incident

import (
	"fmt"
	"time"
)

type proposalShown struct {
	ID         string           `json:"id"`
	Text       string           `json:"text"`
	By         string           `json:"by"`
	At         time.Time        `json:"at"`
	State      string           `json:"state"`
	Supporters []string         `json:"supporters"`
	Objections []objectionShown `json:"objections"`
	Decision   string           `json:"decision"`
	Seq        uint64           `json:"seq"`
}

type objectionShown struct {
	By     string `json:"by"`
	Why    string `json:"why"`
	Answer string `json:"answer"`
}

// proposalsPart tells what was proposed. A brief has what nothing was decided on.
func proposalsPart(v View, _ Reader) Part {
	return list[*Proposal]{
		label: "proposed", heading: "proposals", key: "proposals", most: 3, now: where(v.Proposals(), (*Proposal).Open), all: v.Proposals(),
		seq: (*Proposal).opener,
		line: func(p *Proposal) string {
			line := fmt.Sprintf("P%d by %s: %s", p.N, p.By, p.Text)
			if p.State != proposalOpen {
				line = fmt.Sprintf("P%d %s, by %s: %s", p.N, p.State, p.By, p.Text)
			}
			return line
		},
		value: func(p *Proposal) any { return v.showProposal(p) },
	}.part()
}

func (v View) showProposal(p *Proposal) proposalShown {
	out := proposalShown{
		ID: refName(RefProposal, p.N), Text: p.Text, By: p.By, At: p.At.UTC(), State: p.State.String(),
		Supporters: listOf(p.Supporters), Objections: []objectionShown{}, Decision: refName(RefDecision, p.Decision), Seq: p.Seq,
	}
	for o := range v.Objections(p) {
		out.Objections = append(out.Objections, objectionShown{o.By, o.Why, o.Answer})
	}
	return out
}

// toAnswerPart tells which objections nobody has answered, also after the decision.
func toAnswerPart(v View, _ Reader) Part {
	return list[OpenObjection]{
		label: "to answer", heading: "objections that nobody has answered", most: 3, now: lazily(v.OpenObjections),
		seq:  func(o OpenObjection) uint64 { return o.Seq },
		tone: func(OpenObjection) Tone { return ToneWarn },
		line: func(o OpenObjection) string {
			p := o.Proposal
			return fmt.Sprintf("OBJECTION of %s to P%d, %s (/answer P%[2]d TEXT): %[4]s; P%[2]d is: %[5]s", o.By, p.N, p.State, CleanLine(o.Why), p.Text)
		},
		thing: func(o OpenObjection) string { return objectionThing(o.Seq) },
	}.part()
}
