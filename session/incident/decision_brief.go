package incident

import (
	"fmt"
	"time"
)

type decisionShown struct {
	ID          string    `json:"id"`
	Kind        string    `json:"kind"`
	State       string    `json:"state"`
	Go          bool      `json:"go"`
	Text        string    `json:"text"`
	Proposal    string    `json:"proposal"`
	Accountable string    `json:"accountable"`
	By          string    `json:"by"`
	At          time.Time `json:"at"`
	KeysNeeded  int       `json:"keys_needed"`
	Signers     []string  `json:"signers"`
	TradeOff    *Terms    `json:"trade_off,omitempty"`
	WayOut      string    `json:"way_out,omitempty"` // while it waits for somebody who isn't here
	Seq         uint64    `json:"seq"`

	System string   `json:"system,omitempty"` // that it shuts down or quarantines
	Before []string `json:"before,omitempty"` // keys of what is to be done before it, and isn't
}

func showDecision(v View, d *Decision, now time.Time) decisionShown {
	out := decisionShown{
		ID: refName(RefDecision, d.N), Kind: d.Kind.String(), State: d.StateAt(now), Go: d.Go, Text: d.Text,
		Proposal: refName(RefProposal, d.Proposal), Accountable: d.Accountable, By: d.By, At: d.At.UTC(),
		KeysNeeded: d.Keys, Signers: []string{}, System: d.SetsState(), Seq: d.Seq, WayOut: v.WayOut(d),
	}
	for _, signer := range d.Signers {
		out.Signers = append(out.Signers, signer.Name)
	}
	for _, item := range v.Before(d, now) {
		out.Before = append(out.Before, item.Key)
	}
	if d.IsTradeOff() {
		out.TradeOff = &d.TradeOff
	}
	return out
}

// toDecidePart tells which decisions wait for a key.
func toDecidePart(v View, r Reader) Part {
	return list[*Decision]{
		label: "to decide", heading: "decisions that wait for a key", most: 3, now: lazily(v.Pending),
		seq: (*Decision).opener, tone: func(*Decision) Tone { return ToneWarn },
		thing: func(d *Decision) string { return refName(RefDecision, d.N) },
		line: func(d *Decision) string {
			line := fmt.Sprintf("D%d %s (/confirm D%[1]d)", d.N, d.WaitsFor())
			return behindWayOut(v, d, line+v.undoneBefore(d, r.Now)+": "+d.Subject(r.Stamp))
		},
	}.part()
}

// undoneBefore names behind a decision what is to be done before it, and isn't.
func (v View) undoneBefore(d *Decision, now time.Time) (line string) {
	for i, item := range v.Before(d, now) {
		if i == 0 {
			line = "; NOT DONE YET, and too late afterwards"
		}
		line += fmt.Sprintf("; %s (/check %s)", item, item.Key)
	}
	return line
}

// decisionsPart tells what was decided. A brief has what holds and the trade-offs that
// are past their end, the newest first.
func decisionsPart(v View, r Reader) Part {
	return list[*Decision]{
		label: "decided", heading: "decisions", key: "decisions", most: 4, all: v.Decisions(),
		now: where(v.Decided(), func(d *Decision) bool { return d.State == decisionHolds && d.Kind != decisionAct }),
		seq: (*Decision).opener, line: r.decisionText,
		tone:  toneBy(func(d *Decision) bool { return d.Expired(r.Now) }, ToneDanger, ToneText),
		value: func(d *Decision) any { return showDecision(v, d, r.Now) },
	}.part()
}

// decisionText returns a decision with its marks before its text.
func (r Reader) decisionText(d *Decision) string {
	line := fmt.Sprintf("D%d %s", d.N, d.StateAt(r.Now))
	if d.State == decisionPending {
		line = fmt.Sprintf("D%d %s", d.N, d.WaitsFor())
	}
	stamp := r.Stamp
	if d.Expired(r.Now) {
		line, stamp = fmt.Sprintf("D%d EXPIRED at %s", d.N, r.Stamp(d.TradeOff.Until)), nil
	}
	if d.IsTradeOff() {
		line += ", trade-off"
	}
	return line + ", by " + d.Accountable + ": " + d.Subject(stamp)
}

type changeShown struct {
	ID     string     `json:"id"`
	Text   string     `json:"text"`
	Undo   string     `json:"undo"`
	By     string     `json:"by"`
	At     time.Time  `json:"at"`
	Undone *time.Time `json:"undone_at"`
	Seq    uint64     `json:"seq"`

	Kept *keptShown `json:"kept,omitempty"`
}

// keptShown says how a change stays in force.
type keptShown struct {
	Owner string     `json:"owner"`
	Until *time.Time `json:"until"`
	Refs  []Ref      `json:"refs"`
	Why   string     `json:"why"`
	By    string     `json:"by"`
	Holds bool       `json:"holds"`
}

func showChange(v View, c *Change, now time.Time) any {
	shown := changeShown{ID: refName(RefChange, c.N), Text: c.Text, Undo: c.Undo, By: c.By, At: c.At.UTC(), Undone: instant(c.Undone), Seq: c.Seq}
	if k := c.Keeping; k.Seq > 0 && c.Undone.IsZero() {
		_, holds := v.Keeping(c, now)
		shown.Kept = &keptShown{k.Owner, instant(k.Until), listOf(k.Refs), k.Why, k.By, holds}
	}
	return shown
}

// changesPart tells what was changed in the running system. A brief has what is in force.
func changesPart(v View, r Reader) Part {
	return list[*Change]{
		label: "changes", heading: "changes of the running system", key: "changes", most: 4, all: v.Changes(),
		now: lazily(v.changesInForce),
		seq: (*Change).opener,
		line: func(c *Change) string {
			line := fmt.Sprintf("C%d in force, by %s at %s", c.N, c.By, r.Stamp(c.At))
			if k := c.Keeping; k.Seq > 0 {
				is, _ := v.Keeping(c, r.Now)
				line += "; it " + withReason(is+", says "+k.By, CleanLine(k.Why))
			}
			if !c.Undone.IsZero() {
				line = fmt.Sprintf("C%d undone at %s, made by %s at %s", c.N, r.Stamp(c.Undone), c.By, r.Stamp(c.At))
			}
			if line += ": " + c.Text; c.Undo != "" {
				line += "; to undo: " + c.Undo
			}
			return line
		},
		value: func(c *Change) any { return showChange(v, c, r.Now) },
	}.part()
}
