package incident

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// actor is who asks in the table of powers.
type actor struct {
	name string
	rank Rank
	role Role // held where holds is set
	held bool
}

func actors() []actor {
	all := []actor{{name: "nobody"}, {name: "observer", rank: RankObserver}, {name: "responder", rank: RankResponder}}
	for _, r := range Roles() {
		all = append(all, actor{name: r.Short(), rank: RankResponder, role: r, held: true})
	}
	return append(all,
		actor{name: "obs+IM", rank: RankObserver, role: RoleManager, held: true},
		actor{name: "manager", rank: RankManager},
		actor{name: "rank 9", rank: 9})
}

// askings has each verb with arguments that are sensible, and what only doors
// and screens ask.
func askings(t *testing.T) ([]string, map[string]Command) {
	args := map[string]string{
		"say": "hello", "fact": "x", "finding": "x", "note": "x", "star": "2", "promote": "2", "correct": "2 x", "strike": "2 x", "called": "E1 noor", "keep": "C1 @kim until 2h",
		"mode": "async", "channel": "slack suspect odd logins", "affects": "legacy-batch unlisted",
		"unaffected": "payments-api not ours", "can": "owner payments-api", "asset": "bld-07", "ioc": "192.0.2.7",
		"split": "2 raj's laptop", "link": "INC-3 related", "unlink": "INC-3 another cause",
		"title": "other", "sev": "1", "kind": "data", "spread": "house", "personal-data": "yes", "phase": "containment", "state": "degraded", "role": "legal @kim",
		"handover": "@kim scribe", "take": "forensics", "tlp": "GREEN", "admit": "@lee", "remove": "@kim",
		"propose": "x", "object": "P1 x", "support": "P1", "answer": "P1 x", "decide": "P1 go", "tradeoff": "RTO db: 1h -> 6h",
		"confirm": "D1", "accountable": "D1 @pat", "withdraw": "D1 x", "change": "x", "undo": "C1",
		"cia": "C=high", "vector": "stolen token", "fix": "H1 revoke it", "fallback": "H1 rebuild",
		"plan": "isolate the fleet until 2h", "eta": "2h the restore runs", "hunt": "did it read more?",
		"milestone": "occurred -2h", "pause": "the vendor", "resume": "", "observe": "payments-api availability 99.2",
		"task": "@kim 15m x", "ack": "A2", "done": "A1 x", "drop": "A1 x", "extend": "A1 15m", "reassign": "A1 @lee",
		"check": "access-cut", "uncheck": "scope-known x", "gate": "privacy-kept #2",
		"eject": "@kim", "scope": "restricted", "break-glass": "now", "decline": "communications", "act": "legal", "reports": "@kim @zoe",
		"stream": "forensics", "in": "triage hello", "report-back": "triage done", "close": "false-alarm the scanner", "reopen": "again",
	}
	commands := map[string]Command{"(join)": Join{}, "(leave)": Leave{}, "(declare)": Declare{Title: "x"},
		"(phase over)": setPhase{To: PhaseEradication, Why: "it spreads", Override: true}, "(close over)": closeIncident{Verdict: VerdictBenign, Result: "enough", Override: true}}
	var names []string
	for _, v := range Verbs() {
		a, ok := args[v.Name]
		if !ok {
			t.Errorf("the table of powers lacks /%s", v.Name)
		}
		c, err := ParseVerb(v.Name + " " + a)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := c.needs(), v.asks.needs(); got != want {
			t.Errorf("/%s needs power %d, and what it asks %d", v.Name, want, got)
		}
		if got, want := reachesOut(c), reachesOut(v.asks); got != want || c.needs() == powerHouse && !got {
			t.Errorf("/%s reaches out: %v, and what it asks: %v", v.Name, want, got)
		}
		if got, want := takenAfterClose(c), takenAfterClose(v.asks); got != want {
			t.Errorf("/%s is taken after the close: %v, and what it asks: %v", v.Name, want, got)
		}
		names, commands[v.Name] = append(names, v.Name), c
	}
	return append(names, "(join)", "(leave)", "(declare)", "(phase over)", "(close over)"), commands
}

// roomFor is an incident with a line of chat, where the actor holds the role.
func roomFor(a actor, closed bool) *State {
	s := New("INC-1")
	fold := func(by string, f Fact) {
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: by, Fact: f, OccurredAt: noon, RecordedAt: noon})
	}
	fold("zoe", incidentDeclared{Title: "db down", Severity: SEV3})
	fold("kim", lineSaid{Text: "hello"})
	fold("kim", hypothesisHeld{N: 1, attackVector: attackVector{Text: "stolen token"}})
	fold("kim", actionProposed{N: 1, Text: "restart it"})
	fold("kim", proposalObjectedTo{N: 1, Why: "loses the logs"})
	fold("kim", decisionMade{N: 1, Text: "wait", Accountable: "ana", Keys: 1})
	fold("kim", changeMade{N: 1, Text: "scaled it up"})
	fold("zoe", playbookAdopted{Playbook: housePlaybook})
	fold("zoe", taskGiven{N: 1, To: "mei", Text: "list the service accounts"})
	fold("zoe", taskGiven{N: 2, To: "ana", Text: "call the vendor"})
	fold("kim", itemTicked{Key: "scope-known"})
	fold("kim", personJoined{Rank: RankResponder})
	fold("zoe", streamOpened{Stream: "triage", Lead: "zoe", Members: []string{"zoe"}})
	fold("pat", personJoined{Rank: RankResponder})
	fold("zoe", roleGiven{Role: RoleLegal, To: "pat"})
	fold("pat", personLeft{})
	fold("zoe", handoverOffered{Role: RoleCommunications, To: "ana"})
	sheet := paymentsSheet
	sheet.Targets = fullSheet.Targets
	fold("kim", systemAffected{Sheet: sheet})
	fold("kim", incidentLinked{To: "INC-3", Kind: linkRelated}) // of which INC-3 doesn't know yet
	if a.held {
		fold("zoe", roleGiven{Role: a.role, From: s.Team.Roles[a.role], To: "ana"})
	}
	if closed {
		fold("zoe", incidentClosed{From: PhaseTriage})
	}
	return s
}

// ready is the room in which a verb is possible for somebody: most are in roomFor.
func ready(name string, a actor, closed bool) *State {
	s := roomFor(a, closed)
	switch {
	case closed:
	case name == "resume":
		return goneOn(s, workPaused{Why: "the vendor"})
	case name == "break-glass":
		return goneOn(s, scopeSet{To: ScopeConfidential})
	case name == "close":
		s = goneOn(New(s.ID), incidentDeclared{Title: "db down", Severity: SEV3})
		if a.held {
			s = goneOn(s, roleGiven{Role: a.role, From: s.Team.Roles[a.role], To: "ana"})
		}
	}
	return s
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// TestWhoMayDoWhat keeps the table of verbs, ranks and roles: "yes", "-" where
// power is lacking, "no" where it is refused for another reason, "blind" where
// the incident is not theirs to know of.
func TestWhoMayDoWhat(t *testing.T) {
	var out strings.Builder
	possible := map[string]bool{}
	for _, closed := range []bool{false, true} {
		fmt.Fprintf(&out, "closed: %v\n", closed)
		w := tabwriter.NewWriter(&out, 0, 1, 1, ' ', 0)
		names, commands := askings(t)
		for _, a := range actors() {
			fmt.Fprintf(w, "\t%s", a.name)
		}
		fmt.Fprintln(w)
		for _, name := range names {
			fmt.Fprint(w, name)
			for _, a := range actors() {
				got := verdict(t, ready(name, a, closed), a, commands[name], closed)
				fmt.Fprintf(w, "\t%s", got)
				possible[name] = possible[name] || got == "yes"
			}
			fmt.Fprintln(w)
			if closed && !possible[name] {
				t.Errorf("%s is possible for nobody in this table: give it a room in which it is", name)
			}
		}
		w.Flush()
	}
	compareGolden(t, "testdata/powers.golden", out.String())
}

func verdict(t *testing.T, s *State, a actor, c Command, closed bool) string {
	before := observe(s)
	defer func() {
		if observe(s) != before {
			t.Errorf("deciding %T changed the state", c)
		}
	}()
	return verdictIn(t, s, a, c, closed)
}

func verdictIn(t *testing.T, s *State, a actor, c Command, closed bool) string {
	if _, ok := c.(Declare); ok && !closed {
		s = New("INC-1")
	}
	p := Person{Name: "ana", Rank: a.rank, Key: "SHA256:ana"}
	events, err := Decide(s, Ask{By: p, At: noon.Add(time.Hour), Others: openIncident, Opens: "INC-2"}, c)
	var refusal Refusal
	switch {
	case err == nil && len(events) > 0:
		return "yes"
	case !errors.As(err, &refusal) || len(events) > 0:
		t.Errorf("%T by %s: %v with %d events", c, a.name, err, len(events))
	case strings.HasPrefix(refusal.Why, "there is no incident"):
		return "blind"
	case errors.Is(err, s.refusePower(p, c.needs())):
		return "-"
	}
	return "no"
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}
