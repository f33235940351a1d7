package incident

import (
	"fmt"
	"strings"
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

	Signatures []signatureShown `json:"signatures"`
	TakenBack  *deedShown       `json:"withdrawn,omitempty"`
	Named      *deedShown       `json:"accountable_set,omitempty"` // who made another accountable for it

	System string   `json:"system,omitempty"` // that it shuts down or quarantines
	Before []string `json:"before,omitempty"` // keys of what is to be done before it, and isn't
}

// signatureShown is a key that a decision has.
type signatureShown struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Word string    `json:"word"`
	Left []string  `json:"left,omitempty"` // keys of what was to be done before the act, and wasn't
	Seq  uint64    `json:"seq"`
}

func showDecision(v View, d *Decision, now time.Time) decisionShown {
	out := decisionShown{
		ID: refName(RefDecision, d.N), Kind: d.Kind.String(), State: d.StateAt(now), Go: d.Go, Text: d.Text,
		Proposal: refName(RefProposal, d.Proposal), Accountable: d.Accountable, By: d.By, At: d.At.UTC(),
		KeysNeeded: d.Keys, Signers: []string{}, Signatures: []signatureShown{}, TakenBack: d.TakenBack.shown(), Named: d.Named.shown(), System: d.SetsState(), Seq: d.Seq, WayOut: v.WayOut(d),
	}
	for _, signer := range d.Signers {
		out.Signers = append(out.Signers, signer.Name)
		out.Signatures = append(out.Signatures, signatureShown{signer.Name, signer.At.UTC(), signer.Word, signer.Left, signer.Seq})
	}
	for _, item := range v.Before(d, now) {
		out.Before = append(out.Before, item.Key)
	}
	if d.IsTradeOff() {
		out.TradeOff = &d.TradeOff
	}
	return out
}

// waitingShown is a decision that waits for a key.
type waitingShown struct {
	ID       string `json:"id"`
	WaitsFor string `json:"waits_for"` // whose key; "" for any second person's
	Text     string `json:"text"`
	Do       string `json:"do"`
	Seq      uint64 `json:"seq"`
}

// toDecidePart tells which decisions wait for a key.
func toDecidePart(v View, r Reader) Part {
	return list[*Decision]{
		label: "to decide", heading: "decisions that wait for a key", most: 3, key: "to_decide", now: lazily(v.Pending), all: lazily(v.Pending),
		seq: (*Decision).opener, tone: func(*Decision) Tone { return ToneWarn },
		thing: func(d *Decision) string { return refName(RefDecision, d.N) },
		line: func(d *Decision) string {
			line := fmt.Sprintf("D%d %s (/confirm D%[1]d)", d.N, d.WaitsFor())
			return behindWayOut(v, d, line+v.undoneBefore(d, r.Now)+": "+d.Subject(r.Stamp))
		},
		value: func(d *Decision) any {
			ref := refName(RefDecision, d.N)
			return waitingShown{ref, d.NextSigner(), d.Subject(stampUTC), "/confirm " + ref, d.Seq}
		},
	}.part()
}

// undoneBefore names behind a decision what is to be done before it, and isn't.
func (v View) undoneBefore(d *Decision, now time.Time) (line string) {
	for i, item := range v.Before(d, now) {
		if i == 0 {
			line = "; NOT DONE YET, and too late afterwards"
		}
		line += fmt.Sprintf("; %s (%s)", item, item.Do)
	}
	return line
}

// decisionsPart tells what was decided. A brief has what holds and the trade-offs that
// are past their end, the newest first.
func decisionsPart(v View, r Reader) Part {
	return list[*Decision]{
		label: "decided", heading: "decisions", key: "decisions", most: 4, all: v.Decisions(),
		now: where(v.Decided(), func(d *Decision) bool { return d.State == decisionHolds }),
		seq: (*Decision).opener, line: r.decisionText,
		more: func(d *Decision) []string { return r.decisionMore(v, d) }, said: (*Decision).said,
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
	if d.State == decisionPending && d.NextSigner() == d.Accountable {
		return line + ": " + d.Subject(stamp)
	}
	return line + ", by " + d.Accountable + ": " + d.Subject(stamp)
}

// decisionMore tells who asked for a decision and when, each key that it has, and what was done
// to it.
func (r Reader) decisionMore(v View, d *Decision) []string {
	what := "entered"
	if d.Kind == decisionAct {
		what = "an act, asked for"
	}
	lines := []string{fmt.Sprintf("%s by %s at %s in #%d; %s", what, d.By, r.Stamp(d.At), d.Seq, "it takes "+plural(d.Keys, "key"))}
	for _, s := range d.Signers {
		line := fmt.Sprintf("signed by %s at %s in #%d", s.Name, r.Stamp(s.At), s.Seq)
		if len(s.Left) > 0 {
			line += ", without " + strings.Join(s.Left, ", ")
		}
		lines = append(lines, withReason(line, CleanLine(s.Word)))
	}
	if d.Named.Done() {
		lines = append(lines, withReason(d.Accountable+" was made accountable "+d.Named.text(r.Stamp), CleanLine(d.Named.Why)))
	}
	if d.TakenBack.Done() {
		lines = append(lines, withReason("withdrawn "+d.TakenBack.text(r.Stamp), CleanLine(d.TakenBack.Why)))
	}
	return append(lines, v.WayOut(d), strings.TrimPrefix(v.undoneBefore(d, r.Now), "; "))
}

// said returns what the words of a decision tell in another form than JSON.
func (d *Decision) said() string { return d.Kind.String() + " " + d.State.String() + " go expired" }

type changeShown struct {
	ID     string     `json:"id"`
	Text   string     `json:"text"`
	Undo   string     `json:"undo"`
	By     string     `json:"by"`
	At     time.Time  `json:"at"`
	Undone *time.Time `json:"undone_at"`
	Seq    uint64     `json:"seq"`

	Undoing *deedShown `json:"undone,omitempty"` // why: what came of it

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
	Seq   uint64     `json:"seq"`
}

func showChange(v View, c *Change, now time.Time) any {
	shown := changeShown{ID: refName(RefChange, c.N), Text: c.Text, Undo: c.Undo, By: c.By, At: c.At.UTC(), Undone: instant(c.Undone), Undoing: c.Undoing.shown(), Seq: c.Seq}
	if k := c.Keeping; k.Seq > 0 && c.Undone.IsZero() {
		_, holds := v.Keeping(c, now)
		shown.Kept = &keptShown{k.Owner, instant(k.Until), listOf(k.Refs), k.Why, k.By, holds, k.Seq}
	}
	return shown
}

// changesPart tells what was changed in the running system. A brief has what is in force.
func changesPart(v View, r Reader) Part {
	return list[*Change]{
		label: "changes", heading: "changes of the running system", key: "changes", most: 4, all: v.Changes(),
		now:  lazily(v.changesInForce),
		seq:  (*Change).opener,
		line: func(c *Change) string { return r.changeText(v, c) },
		more: func(c *Change) (lines []string) {
			lines = append(lines, fmt.Sprintf("recorded in #%d", c.Seq))
			if k := c.Keeping; k.Seq > 0 && c.Undone.IsZero() {
				lines = append(lines, fmt.Sprintf("that it stays%s was said in #%d", untilText(k.Until, r.Stamp), k.Seq))
			}
			if c.Undoing.Done() {
				lines = append(lines, withReason("undone "+c.Undoing.text(r.Stamp), c.Undoing.Why))
			}
			return lines
		},
		said:  func(c *Change) string { return "kept holds" }, // as it says how it stays in force
		value: func(c *Change) any { return showChange(v, c, r.Now) },
	}.part()
}

// changeText returns a change, whether it is in force, and how it stays so, before its text.
func (r Reader) changeText(v View, c *Change) string {
	line := fmt.Sprintf("C%d in force, by %s at %s", c.N, c.By, r.Stamp(c.At))
	if k := c.Keeping; k.Seq > 0 {
		is, _ := v.Keeping(c, r.Now)
		line += "; it " + withReason(is+", says "+k.By, CleanLine(k.Why))
	}
	if !c.Undone.IsZero() {
		line = fmt.Sprintf("C%d undone by %s at %s, made by %s at %s", c.N, c.Undoing.By, r.Stamp(c.Undone), c.By, r.Stamp(c.At))
	}
	if line += ": " + c.Text; c.Undo != "" {
		line += "; to undo: " + c.Undo
	}
	return line
}

// untilText says behind a verb until when, "" for no end.
func untilText(end time.Time, stamp func(time.Time) string) string {
	if end.IsZero() {
		return ""
	}
	return " until " + stamp(end)
}
