//go:build unix

package main

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// response is a bridge with four people in front of their terminals: ana, who
// manages, raj and kim, who respond, and cy, who observes.
type response struct {
	s                 *served
	id                string
	ana, raj, kim, cy *terminal
}

// stage is one part of the response. When one fails, what follows makes no
// sense.
func (r *response) stage(t *testing.T, name string, f func()) {
	t.Helper()
	good := t.Run(name, func(t *testing.T) {
		r.s.t = t
		for _, p := range r.all() {
			p.t = t
		}
		f()
	})
	if !good {
		t.FailNow()
	}
}

func (r *response) all() []*terminal { return []*terminal{r.ana, r.raj, r.kim, r.cy} }

// types has somebody type a line, which everyone then sees these words of.
func (r *response) types(p *terminal, line string, words ...string) {
	p.t.Helper()
	p.types(line + "\r")
	for _, other := range r.all() {
		other.sees(words...)
	}
}

// fact has kim enter a fact, and returns its number, to be cited.
func (r *response) fact(text string) string {
	r.s.t.Helper()
	said := r.s.must("kim", "do "+r.id+" fact "+text)
	seq := regexp.MustCompile(`#\d+`).FindString(said)
	if seq == "" {
		r.s.t.Fatalf("a fact has no number: %s", said)
	}
	return seq
}

// refused has somebody type a line, see why it isn't taken, and clear it.
func (r *response) refused(p *terminal, line, why string) {
	p.t.Helper()
	p.types(line + "\r")
	p.sees(why)
	p.types("\x15")
	p.until("an empty prompt", func(text string) bool { return !strings.Contains(text, line) })
}

// ticks has kim tick all of these keys.
func (r *response) ticks(keys ...string) {
	r.kim.t.Helper()
	for _, key := range keys {
		r.kim.types("/check " + key + "\r")
	}
	r.types(r.kim, "ticked up to "+keys[len(keys)-1], "ticked up to "+keys[len(keys)-1])
}

// shown is what show --json tells cy.
func (r *response) shown() (got struct {
	Severity    int
	Phase       string
	System      string `json:"system_state"`
	Metrics     map[string]*float64
	Outstanding []struct{ Do string }
},
) {
	r.s.t.Helper()
	if err := json.Unmarshal([]byte(r.s.must("cy", "show "+r.id+" --json")), &got); err != nil {
		r.s.t.Fatal(err)
	}
	return got
}

// settle types the line that settles it for each thing that is outstanding.
func (r *response) settle(p *terminal) {
	p.t.Helper()
	seq := r.fact("all of it was looked at")
	proof := strings.NewReplacer("RESULT", "it is done", "TIME REF", "2020-01-01T03:00Z "+seq, "REF", seq, "DECISION", "D3")
	for _, left := range r.shown().Outstanding {
		p.types(proof.Replace(left.Do) + "\r")
	}
	r.types(p, "that should be all", "that should be all")
	if left := r.shown().Outstanding; len(left) > 0 {
		p.t.Fatalf("still outstanding: %+v", left)
	}
}

func TestOneWholeIncidentFromTheAlertToTheClosingWord(t *testing.T) {
	r := &response{s: equipped(t)}
	r.id = r.s.must("ana", "declare --sev 2 CI token used abroad")
	r.ana, r.raj = r.s.atBridge("ana", 200, 60, r.id), r.s.atBridge("raj", 120, 40, r.id)
	r.kim, r.cy = r.s.atBridge("kim", 120, 40, r.id), r.s.atBridge("cy", 120, 40, r.id)

	r.stage(t, "triage: who leads, how we talk, what is hit", r.triage)
	r.stage(t, "size-up: how bad it is, and by which way it came", r.sizeUp)
	r.stage(t, "course of action: a task is given, taken up and done", r.work)
	r.stage(t, "decide: proposed, objected to, answered, confirmed", r.decide)
	r.stage(t, "contain: only when its criteria are met", r.contain)
	r.stage(t, "forensics works apart and reports back", r.apart)
	r.stage(t, "eradicate: a shutdown is a decision", r.eradicate)
	r.stage(t, "the manager's role is handed over", r.handOver)
	r.stage(t, "recover: through the gate", r.recovers)
	r.stage(t, "close: when nothing is outstanding", r.closes)
	r.stage(t, "the record: what an observer reads, and that it is whole", r.record)
}

func (r *response) triage() {
	r.cy.sees("OBSERVER")
	r.types(r.ana, "/milestone occurred -40m first read of the vault", "occurred")
	r.types(r.ana, "/milestone detected -10m the alert", "detected")
	r.types(r.ana, "/role deputy @raj", "deputy is raj")
	r.types(r.ana, "/role security-officer @kim", "security-officer is kim")
	r.refused(r.ana, "/role legal @cy", "cy is an observer")
	r.refused(r.cy, "/take legal", "observers can read, not write")
	r.types(r.raj, "/mode bridge tel:4711", "tel:4711")
	r.types(r.kim, "/channel slack suspect odd logins", "odd logins")
	r.types(r.kim, "/affects payments-api", "payments-api is affected")
	r.types(r.raj, "/affects orders-db", "orders-db is affected")
	if show := r.s.must("cy", "show "+r.id); !strings.Contains(show, "orders-db, owners lee; sheet STALE") {
		r.s.t.Errorf("the stale sheet isn't flagged:\n%s", show)
	}
}

func (r *response) sizeUp() {
	r.types(r.kim, "/cia C=high I=low? U=high secrets read", "C unknown")
	if show := r.s.must("cy", "show "+r.id); !strings.Contains(show, "SEV1, by the playbook") {
		r.s.t.Errorf("no severity is proposed:\n%s", show)
	}
	r.types(r.kim, "/kind security a token is used by others", "kind unknown")
	r.types(r.raj, "/sev 1 the token is in use", "SEV1", "the token is in use")
	r.types(r.kim, "/vector stolen CI token 70% T1552.001", "H1 stolen CI token")
	r.types(r.kim, "/fix H1 revoke the token", "fix for H1")
	r.types(r.kim, "/fallback H1 rebuild the runners", "fallback for H1")
	r.types(r.raj, "/asset bld-07 compromised", "host bld-07")
	r.types(r.raj, "/ioc 203.0.113.9", "203[.]0[.]113[.]9")
}

func (r *response) work() {
	r.types(r.ana, "/task @kim 15m list the accounts", "A15 for kim")
	r.refused(r.raj, "/ack A15", "A15 is for kim")
	r.types(r.kim, "/ack A15", "A15 is acknowledged")
	r.types(r.kim, "/done A15 seven accounts", "A15 is done")
}

func (r *response) decide() {
	r.types(r.raj, "/propose cut the build subnet", "P1 cut the build subnet")
	r.types(r.kim, "/object P1 loses the RAM image", "against P1")
	r.types(r.raj, "/answer P1 memory comes first", "answers kim on P1")
	r.types(r.raj, "/decide P1 go", "D1 waits for ana's key")
	r.refused(r.raj, "/confirm D1", "nobody else can confirm it")
	r.types(r.ana, "/confirm D1", "confirms D1")
}

func (r *response) contain() {
	r.refused(r.ana, "/phase containment", "containment waits for")
	r.types(r.kim, "/personal-data no the token opens none", "personal data")
	r.ticks("scope-known "+r.fact("seven accounts, no more"), "impact-stated", "channels-agreed", "evidence-safe", "owner-told")
	r.types(r.ana, "/phase containment", "triage → containment")
	r.types(r.raj, "/state build-subnet! quarantined --for forensics the token came through it", "quarantined, kept for forensics")
	r.types(r.kim, "/change blocked the CI role -- detach deny-all", "C1 blocked the CI role")
	r.ticks("spread-stopped "+r.fact("no new host calls out"), "access-cut "+r.fact("the token is dead"), "strategy-chosen D1", "effects-known D1")
}

func (r *response) apart() {
	r.kim.types("/stream forensics closed @kim\r/in forensics the image is whole\r/note keep this from the press\r")
	r.kim.sees("keep this from the press")
	r.types(r.kim, "/report-back forensics one host, one key", "one host, one key")
	if text := r.cy.text(); strings.Contains(text, "keep this from the press") {
		r.cy.t.Errorf("an observer sees a note:\n%s", text)
	}
}

func (r *response) eradicate() {
	r.types(r.ana, "/phase eradication", "containment → eradication")
	r.types(r.raj, "/state payments-api shutdown the ledger leaks", "D2 waits for ana's key")
	r.ana.sees("Shutdown and disaster", "first dr-evidence")
	r.ana.types("/confirm D2\r") // the refusal names the line, so it stays on the screen
	r.ana.sees("not done yet, and can't be done after the shutdown")
	r.ana.types("\x15")
	r.ticks("dr-evidence")
	r.types(r.ana, "/confirm D2", "payments-api running → shutdown")
	r.types(r.ana, "/tradeoff RTO payments-api: 1h -> 6h until 2h because the restore is slow", "RTO payments-api")
	r.types(r.kim, "/undo C1 builds run again", "undid C1")
	r.ticks("vector-closed "+r.fact("no job can read it"), "credentials-rotated "+r.fact("all are new"), "footholds-removed "+r.fact("each runner is new"), "indicators-swept "+r.fact("no log has the address"))
}

func (r *response) handOver() {
	r.types(r.ana, "/handover @raj", "offered manager to raj")
	if brief := r.s.must("raj", "brief "+r.id); !strings.Contains(brief, "H1 stolen CI token 70%") {
		r.s.t.Errorf("the brief lacks the hypothesis:\n%s", brief)
	}
	r.s.must("raj", "do "+r.id+" take")
	for _, p := range r.all() {
		p.sees("took manager from ana", "IM raj")
	}
}

func (r *response) recovers() {
	r.types(r.raj, "/phase recovery", "eradication → recovery")
	seq := r.fact("the yearly copy is whole")
	r.refused(r.kim, "/gate restore-point -5m "+seq, "the compromise began at")
	r.types(r.kim, "/gate restore-point 2020-01-01T03:00Z "+seq, "gate: restore-point")
	r.types(r.raj, "/state payments-api restored from the yearly copy", "payments-api shutdown → restored")
	r.refused(r.raj, "/phase review override it is late", "build-subnet is quarantined, and the review waits until it is back")
	r.types(r.raj, "/state build-subnet running all new", "build-subnet quarantined → running")
	r.ticks("watch-set "+r.fact("the address is watched for"), "workarounds-undone")
	r.refused(r.raj, "/phase review", "review waits for")
	for question, shown := range map[string]string{
		"vulnerability-closed": "the runners are patched", "failover-tried": "over and back, twice",
		"targets-hold D3": "the restore took two hours", "privacy-kept": "no table left the house",
	} {
		r.types(r.kim, "/gate "+question+" "+r.fact(shown), "gate: "+strings.Fields(question)[0])
	}
	r.types(r.kim, "that was the gate", "that was the gate")
	r.types(r.raj, "/phase review", "recovery → review")
}

func (r *response) closes() {
	r.refused(r.raj, "/close", "things before "+r.id+" is closed: ")
	r.settle(r.raj)
	r.types(r.raj, "/close true-positive all is settled", "closed as true positive: all is settled", "CLOSED")
}

func (r *response) record() {
	got := r.shown()
	if got.Severity != 1 || got.Phase != "closed" || got.System != "restored" {
		r.s.t.Errorf("show tells %+v", got)
	}
	for _, name := range []string{"ttd", "tta", "ttc", "ttr"} {
		if got.Metrics[name] == nil {
			r.s.t.Errorf("%s isn't known", name)
		}
	}
	read, all := r.s.must("cy", "timeline "+r.id), r.s.must("kim", "timeline "+r.id)
	for _, hidden := range []string{"the image is whole", "keep this from the press"} {
		if strings.Contains(read, hidden) || !strings.Contains(all, hidden) {
			r.s.t.Errorf("%q: cy reads\n%s\nand kim\n%s", hidden, read, all)
		}
	}
	if err := r.s.stop(); err != nil {
		r.s.t.Fatal(err)
	}
	code, out, words := command(r.s.t, "verify", "--data", filepath.Join(r.s.dir, "data"))
	if code != exitDone || !strings.Contains(out, "ok       "+r.id) {
		r.s.t.Errorf("verify: exit %d\n%s%s", code, out, words)
	}
}
