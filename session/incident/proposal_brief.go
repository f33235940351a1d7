package incident

import (
	"fmt"
	"strings"
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

	Withdrawn *deedShown `json:"withdrawn,omitempty"`
}

type objectionShown struct {
	By     string `json:"by"`
	Why    string `json:"why"`
	Answer string `json:"answer"`

	At       time.Time  `json:"at"`
	Seq      uint64     `json:"seq"`
	Answered *deedShown `json:"answered,omitempty"`
}

// proposalsPart tells what was proposed. A brief has what nothing was decided on.
func proposalsPart(v View, r Reader) Part {
	return list[*Proposal]{
		label: "proposed", heading: "proposals", key: "proposals", most: 3, now: where(v.Proposals(), (*Proposal).Open), all: v.Proposals(),
		seq: (*Proposal).opener,
		line: func(p *Proposal) string {
			line := fmt.Sprintf("P%d by %s: %s", p.N, p.By, p.Text)
			if p.Withdrawn.Done() {
				return fmt.Sprintf("P%d withdrawn, by %s: %s", p.N, p.By, p.Text)
			}
			if p.State != proposalOpen {
				line = fmt.Sprintf("P%d %s, by %s: %s", p.N, p.State, p.By, p.Text)
			}
			return line
		},
		more:  func(p *Proposal) []string { return r.proposalMore(v, p) },
		said:  func(p *Proposal) string { return p.State.String() },
		value: func(p *Proposal) any { return v.showProposal(p) },
	}.part()
}

// proposalMore tells when it was proposed, who is for and against it, and what was decided.
func (r Reader) proposalMore(v View, p *Proposal) []string {
	line := fmt.Sprintf("proposed at %s in #%d", r.Stamp(p.At), p.Seq)
	if len(p.Supporters) > 0 {
		line += ", supported by " + strings.Join(p.Supporters, ", ")
	}
	if p.Decision > 0 {
		line += fmt.Sprintf(", decided by D%d", p.Decision)
	}
	lines := []string{line}
	for o := range v.Objections(p) {
		lines = append(lines, fmt.Sprintf("objection of %s at %s in #%d: %s", o.By, r.Stamp(o.At), o.Seq, CleanLine(o.Why)))
		if o.Answer != "" {
			lines = append(lines, fmt.Sprintf("answered %s: %s", o.Answered.text(r.Stamp), CleanLine(o.Answer)))
		}
	}
	if p.Withdrawn.Done() {
		lines = append(lines, withReason("withdrawn "+p.Withdrawn.text(r.Stamp), CleanLine(p.Withdrawn.Why)))
	}
	return lines
}

func (v View) showProposal(p *Proposal) proposalShown {
	out := proposalShown{
		ID: refName(RefProposal, p.N), Text: p.Text, By: p.By, At: p.At.UTC(), State: p.State.String(),
		Supporters: listOf(p.Supporters), Objections: []objectionShown{}, Decision: refName(RefDecision, p.Decision), Withdrawn: p.Withdrawn.shown(), Seq: p.Seq,
	}
	for o := range v.Objections(p) {
		out.Objections = append(out.Objections, objectionShown{o.By, o.Why, o.Answer, o.At.UTC(), o.Seq, o.Answered.shown()})
	}
	return out
}

// unansweredShown is an objection that nobody has answered.
type unansweredShown struct {
	Proposal string    `json:"proposal"`
	By       string    `json:"by"`
	Why      string    `json:"why"`
	At       time.Time `json:"at"`
	Do       string    `json:"do"`
	Seq      uint64    `json:"seq"`
}

// toAnswerPart tells which objections nobody has answered, also after the decision.
func toAnswerPart(v View, r Reader) Part {
	return list[OpenObjection]{
		label: "to answer", heading: "objections that nobody has answered", most: 3, key: "to_answer", now: lazily(v.OpenObjections), all: lazily(v.OpenObjections),
		seq:  func(o OpenObjection) uint64 { return o.Seq },
		tone: func(OpenObjection) Tone { return ToneWarn },
		line: func(o OpenObjection) string {
			p := o.Proposal
			return fmt.Sprintf("OBJECTION of %s to P%d, %s (/answer P%[2]d TEXT): %[4]s; P%[2]d is: %[5]s", o.By, p.N, p.State, CleanLine(o.Why), p.Text)
		},
		thing: func(o OpenObjection) string { return objectionThing(o.Seq) },
		more: func(o OpenObjection) []string {
			return []string{fmt.Sprintf("objected at %s in #%d", r.Stamp(o.At), o.Seq)}
		},
		value: func(o OpenObjection) any {
			ref := refName(RefProposal, o.Proposal.N)
			return unansweredShown{ref, o.By, o.Why, o.At.UTC(), "/answer " + ref + " TEXT", o.Seq}
		},
	}.part()
}
