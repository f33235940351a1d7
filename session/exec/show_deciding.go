package exec

import (
	"time"

	"warroom/session/incident"
)

type shownDeciding struct {
	Proposals listed[shownProposal] `json:"proposals"`
	Decisions listed[shownDecision] `json:"decisions"`
	Changes   listed[shownChange]   `json:"changes"`
}

type shownProposal struct {
	ID         string           `json:"id"`
	Text       string           `json:"text"`
	By         string           `json:"by"`
	At         time.Time        `json:"at"`
	State      string           `json:"state"`
	Supporters []string         `json:"supporters"`
	Objections []shownObjection `json:"objections"`
	Decision   string           `json:"decision"`
	Seq        uint64           `json:"seq"`
}

type shownObjection struct {
	By     string `json:"by"`
	Why    string `json:"why"`
	Answer string `json:"answer"`
}

type shownDecision struct {
	ID          string          `json:"id"`
	Kind        string          `json:"kind"`
	State       string          `json:"state"`
	Go          bool            `json:"go"`
	Text        string          `json:"text"`
	Proposal    string          `json:"proposal"`
	Accountable string          `json:"accountable"`
	By          string          `json:"by"`
	At          time.Time       `json:"at"`
	KeysNeeded  int             `json:"keys_needed"`
	Signers     []string        `json:"signers"`
	TradeOff    *incident.Terms `json:"trade_off,omitempty"`
	Seq         uint64          `json:"seq"`
}

type shownChange struct {
	ID     string     `json:"id"`
	Text   string     `json:"text"`
	Undo   string     `json:"undo"`
	By     string     `json:"by"`
	At     time.Time  `json:"at"`
	Undone *time.Time `json:"undone_at"`
	Seq    uint64     `json:"seq"`
}

func decidingShown(v incident.View, sight *sight, now time.Time) shownDeciding {
	return shownDeciding{
		Proposals: seenOf(sight, v.Proposals(), func(p *incident.Proposal) uint64 { return p.Seq }, proposalShown),
		Decisions: seenOf(sight, v.Decisions(), func(d *incident.Decision) uint64 { return d.Seq }, func(d *incident.Decision) shownDecision { return decisionShown(d, now) }),
		Changes: seenOf(sight, v.Changes(), func(c *incident.Change) uint64 { return c.Seq }, func(c *incident.Change) shownChange {
			return shownChange{named(incident.RefChange, c.N), c.Text, c.Undo, c.By, c.At.UTC(), instant(c.Undone), c.Seq}
		}),
	}
}

func proposalShown(p *incident.Proposal) shownProposal {
	out := shownProposal{
		ID: named(incident.RefProposal, p.N), Text: p.Text, By: p.By, At: p.At.UTC(), State: p.State.String(),
		Supporters: append([]string{}, p.Supporters...), Objections: []shownObjection{},
		Decision: named(incident.RefDecision, p.Decision), Seq: p.Seq,
	}
	for _, o := range p.Objections {
		out.Objections = append(out.Objections, shownObjection{o.By, o.Why, o.Answer})
	}
	return out
}

func decisionShown(d *incident.Decision, now time.Time) shownDecision {
	out := shownDecision{
		ID: named(incident.RefDecision, d.N), Kind: d.Kind.String(), State: d.StateAt(now), Go: d.Go, Text: d.Text,
		Proposal: named(incident.RefProposal, d.Proposal), Accountable: d.Accountable, By: d.By, At: d.At.UTC(),
		KeysNeeded: d.Keys, Signers: []string{}, Seq: d.Seq,
	}
	for _, signer := range d.Signers {
		out.Signers = append(out.Signers, signer.Name)
	}
	if d.IsTradeOff() {
		out.TradeOff = &d.TradeOff
	}
	return out
}

// named returns an item's name, "" when n is 0.
func named(kind byte, n uint64) string { return incident.Ref{Kind: kind, N: n}.String() }
