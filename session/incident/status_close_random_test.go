package incident

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestNoOrderOfVerbsClosesAnIncidentThatIsNotDone lets a team type whatever it likes, half
// of it what the incident says is left to do, with proof that may be anything. An auditor
// who knows the record alone looks at each closing.
func TestNoOrderOfVerbsClosesAnIncidentThatIsNotDone(t *testing.T) {
	closings, gated := 0, 0
	for seed := range uint64(80) {
		team := &hurry{t: t, c: rand.New(rand.NewPCG(seed, 10)), s: New("INC-1"), at: noon, audit: newAuditor(t)}
		team.ask("ana", Declare{Title: "db down", Severity: SEV3})
		for range 300 {
			team.at = team.at.Add(time.Duration(team.c.IntN(240)) * time.Second)
			team.ask(team.line())
		}
		closings, gated = closings+team.audit.closings, gated+team.audit.gatedClosings
	}
	t.Logf("%d closings, %d of them through the gate", closings, gated)
	if closings < 60 || gated < 20 {
		t.Errorf("only %d closings, %d of them through the gate: that shows little", closings, gated)
	}
}

// hurry is a team that wants to be done.
type hurry struct {
	t     *testing.T
	c     *rand.Rand
	s     *State
	at    time.Time
	audit *auditor
}

func (h *hurry) ask(who string, c Command) {
	h.t.Helper()
	if c == nil {
		return
	}
	i := slices.IndexFunc(crowd, func(p Person) bool { return p.Name == who })
	made, err := Decide(h.s, Ask{By: crowd[i], At: h.at, Rules: &Rules{Playbook: &housePlaybook}}, c)
	if err != nil {
		return
	}
	for _, e := range made {
		h.audit.read(e)
		h.s = Fold(h.s, e)
	}
}

// line is what somebody types next.
func (h *hurry) line() (string, Command) {
	who := []string{"ana", "ana", "noor", "raj", "kim", "cy"}[h.c.IntN(6)]
	text := h.slips()[h.c.IntN(len(h.slips()))]
	if h.c.IntN(5) < 3 {
		who, text = "ana", h.dutiful()
	}
	for strings.Contains(text, "REF") {
		text = strings.Replace(text, "REF", h.ref(), 1)
	}
	for strings.Contains(text, "DECISION") {
		text = strings.Replace(text, "DECISION", fmt.Sprintf("D%d", 1+h.c.IntN(h.s.Decisions.All.Len()+1)), 1)
	}
	text = strings.NewReplacer("TIME", "2026-01-01T03:00Z", "RESULT", "it was done", "WHY", "we say so").Replace(text)
	c, err := Parse(text)
	if err != nil {
		return who, nil
	}
	return who, c
}

// dutiful is a line that the incident asks for, or the next step.
func (h *hurry) dutiful() string {
	left, _ := h.s.For(crowd[0]).CloseBlockers(h.at)
	if len(left) == 0 || h.c.IntN(8) == 0 {
		return []string{"/phase containment", "/phase eradication", "/phase recovery", "/phase review", "/close true-positive it is over"}[h.c.IntN(5)]
	}
	return left[h.c.IntN(len(left))].Do
}

// ref is something to cite, which may not exist or show nothing.
func (h *hurry) ref() string {
	if h.c.IntN(3) > 0 {
		return fmt.Sprintf("#%d", h.s.Last-uint64(h.c.IntN(int(min(h.s.Last, 12)))))
	}
	return fmt.Sprintf("%c%d", "ADCPHE#"[h.c.IntN(7)], h.c.IntN(9))
}

// slips are the lines of a team that goes back, lets things end and takes them away.
func (h *hurry) slips() []string {
	n := h.c.IntN(12) + 1
	sev, q := h.c.IntN(5)+1, gateQuestions()[h.c.IntN(len(gateQuestions()))]
	return []string{
		"/fact we looked at it", "/fact it is so", "/finding it is so", "hello", "/milestone occurred -2h",
		"/task @kim look at it", fmt.Sprintf("/done A%d RESULT", n), fmt.Sprintf("/drop A%d WHY", n),
		"/decide nobody needs that", "/decide it stays as it is --by noor", "/tradeoff RTO x: 1h -> 6h until 20m because it is slow",
		fmt.Sprintf("/confirm D%d", n), fmt.Sprintf("/withdraw D%d WHY", n),
		"/state quarantined the subnet", "/state shutdown the subnet", "/state restored it answers", "/state degraded DECISION WHY",
		"/state retired DECISION WHY", "/state degraded", "/state running WHY", "/change opened a port -- close it", fmt.Sprintf("/undo C%d closed", n),
		"/state web shutdown WHY", "/state web restored WHY", "/state db quarantined --for forensics WHY", "/state db degraded DECISION WHY", "/state db running WHY",
		"/state subnet-7 quarantined WHY", "/state subnet-7 retired DECISION WHY", "/unaffected subnet-7 WHY", "/unaffected db WHY", "/state system restored WHY",
		fmt.Sprintf("/gate %s REF", q), fmt.Sprintf("/gate %s not-needed DECISION WHY", q), fmt.Sprintf("/gate %s open WHY", q),
		fmt.Sprintf("/sev %d WHY", sev), "/phase containment WHY", "/phase review override WHY", "/close benign override WHY", "/reopen WHY",
		fmt.Sprintf("/strike %d WHY", h.s.Last-uint64(h.c.IntN(int(min(h.s.Last, 30))))), fmt.Sprintf("/sev %d WHY", sev),
	}
}

// auditor reads the record alone, as it is stored, and keeps what a closing rests on in a
// few maps of its own.
type auditor struct {
	t             *testing.T
	kinds         map[uint64]string // of the entries
	struck        map[uint64]bool
	done, undone  map[string]bool   // tasks that are done; changes that were undone
	decisions     map[string]heldBy // that were made
	answers       map[string]answered
	systems       map[string]held // by name, "" for the incident as a whole
	gated         bool            // the response has gone beyond triage, or the system was taken off
	closings      int
	gatedClosings int
}

type heldBy struct {
	keys, has int
	until     time.Time
	withdrawn bool
	act       bool
}

type answered struct{ refs []string }

// held is the state of a system, with what it rests on.
type held struct {
	state string
	answered
}

// down says why a system isn't back, "" if it is.
func (h held) down() string {
	switch {
	case h.state == "quarantined" || h.state == "shutdown":
		return h.state
	case (h.state == "degraded" || h.state == "retired") && len(h.refs) == 0:
		return h.state + " by nobody's decision"
	}
	return ""
}

func newAuditor(t *testing.T) *auditor {
	return &auditor{
		t: t, kinds: map[uint64]string{}, struck: map[uint64]bool{}, done: map[string]bool{}, undone: map[string]bool{},
		decisions: map[string]heldBy{}, answers: map[string]answered{}, systems: map[string]held{},
	}
}

// recorded is an event as it is stored, as far as the auditor reads it.
type recorded struct {
	Seq        uint64
	RecordedAt time.Time
	Kind       string
	Body       struct {
		N, Seq   uint64
		System   string
		Name     string
		From, To json.RawMessage
		Question string
		Refs     []string
		Left     []string
		Keys     int
		Signed   bool
		Act      string
		Terms    struct{ Until time.Time }
	}
}

func (a *auditor) read(e *Event) {
	a.t.Helper()
	data, err := Encode(e)
	if err != nil {
		a.t.Fatal(err)
	}
	var r recorded
	if err := json.Unmarshal(data, &r); err != nil {
		a.t.Fatalf("%v: %s", err, data)
	}
	r.Seq, r.RecordedAt = e.Seq, e.RecordedAt
	a.kinds[r.Seq] = r.Kind
	to := strings.Trim(string(r.Body.To), `"`)
	switch b := r.Body; r.Kind {
	case "phase-set":
		a.gated = a.gated || to != "triage"
	case "system-state-set":
		a.systems[b.System] = held{to, answered{b.Refs}}
		a.gated = a.gated || to == "quarantined" || to == "shutdown"
	case "system-cleared":
		if why := a.systems[b.Name].down(); why != "" {
			a.t.Fatalf("#%d takes %s off the list while it is %s", r.Seq, b.Name, why)
		}
		delete(a.systems, b.Name)
	case "gate-answered":
		a.answers[b.Question] = answered{b.Refs}
	case "gate-opened":
		delete(a.answers, b.Question)
	case "task-done":
		a.done[fmt.Sprintf("A%d", b.N)] = true
	case "change-undone":
		a.undone[fmt.Sprintf("C%d", b.N)] = true
	case "struck":
		a.struck[b.Seq] = true
	case "decision-made", "decision-confirmed", "decision-withdrawn":
		a.readDecision(fmt.Sprintf("D%d", b.N), r)
	case "closed":
		a.closed(r)
	}
}

func (a *auditor) readDecision(name string, r recorded) {
	d := a.decisions[name]
	switch r.Kind {
	case "decision-made":
		d = heldBy{keys: r.Body.Keys, until: r.Body.Terms.Until, act: r.Body.Act != ""}
		if r.Body.Signed {
			d.has = 1
		}
	case "decision-confirmed":
		d.has++
	default:
		d.withdrawn = true
	}
	a.decisions[name] = d
}

// closed checks what the incident is closed on.
func (a *auditor) closed(r recorded) {
	a.t.Helper()
	a.closings++
	for name, system := range a.systems {
		if why := system.down(); why != "" {
			a.t.Fatalf("#%d closes it while %q is %s", r.Seq, name, why)
		}
		a.checkRefs(r, "the state of "+name, system.refs)
	}
	if !a.gated {
		return
	}
	a.gatedClosings++
	for _, q := range gateWords {
		if slices.Contains(r.Body.Left, "gate "+q) {
			continue // somebody answers for it by name
		}
		answer, given := a.answers[q]
		if !given {
			a.t.Fatalf("#%d closes it, and %s has no answer; left: %q", r.Seq, q, r.Body.Left)
		}
		a.checkRefs(r, q, answer.refs)
	}
}

// checkRefs fails on a proof that isn't there, or shows nothing any more.
func (a *auditor) checkRefs(r recorded, what string, refs []string) {
	a.t.Helper()
	for _, ref := range refs {
		var n uint64
		_, _ = fmt.Sscan(ref[1:], &n)
		d := a.decisions[ref]
		good := map[byte]bool{
			'#': a.kinds[n] != "" && !a.struck[n] && n < r.Seq,
			'A': a.done[ref],
			'C': !a.undone[ref],
			'D': d.keys > 0 && d.has >= d.keys && !d.withdrawn && !d.act && (d.until.IsZero() || d.until.After(r.RecordedAt)),
		}[ref[0]]
		if !good {
			a.t.Fatalf("#%d closes it, and %s rests on %s: %+v", r.Seq, what, ref, d)
		}
	}
}
