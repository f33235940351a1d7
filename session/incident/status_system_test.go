package incident

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestAnOlderRecordsStateIsThatOfTheWholeIncident: it names no system.
func TestAnOlderRecordsStateIsThatOfTheWholeIncident(t *testing.T) {
	was, err := codecs["system-state-set"].decode([]byte(`{"from":"running","to":"shutdown","why":"payments-api"}`))
	if err != nil {
		t.Fatal(err)
	}
	s := goneOn(working(), systemAffected{Sheet: Sheet{Name: "payments-api", RTO: Duration(time.Hour)}}, was)
	v := seenByAll(s)
	if worst, name, others := v.WorstSystem(); worst != SystemShutdown || name != "" || others != 0 {
		t.Errorf("the worst is %s %q, and %d others", worst, name, others)
	}
	if got := targetLine(v.Targets(noon)); !strings.HasPrefix(got, "api RTO 1h0m0s") {
		t.Errorf("what was shut down with all has the target %q", got)
	}
	if got := refusal(s, "ana", closeIncident{Verdict: VerdictBenign, Override: true, Result: "enough"}); !strings.HasPrefix(got, "the system is shutdown, and closing waits until it is back, whoever asks: /state system restored WHY") {
		t.Errorf("closing says %q", got)
	}
	if got := was.line(); got != "system running → shutdown: payments-api" {
		t.Errorf("it reads %q", got)
	}
}

// TestAnOlderShutdownThatWaitsMeansTheWholeIncident: it was asked without a name, and is
// confirmed where several systems are affected by now.
func TestAnOlderShutdownThatWaitsMeansTheWholeIncident(t *testing.T) {
	s := goneOn(working(), systemAffected{Sheet: Sheet{Name: "web"}}, systemAffected{Sheet: Sheet{Name: "db"}})
	n := uint64(s.Decisions.All.Len()) + 1
	s = goneOn(s, decisionMade{N: n, Kind: decisionAct, Go: true, Text: "shut down: web", Accountable: "ana", Keys: 1, Act: "state shutdown web"})
	s.Team.Roles = map[Role]string{RoleManager: "ana"}
	events, err := Decide(s, Ask{By: Person{Name: "ana", Rank: RankManager, Key: "SHA256:ana"}, At: noon}, confirmDecision{N: n})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		s = Fold(s, e)
	}
	if s.statusOf("").State != SystemShutdown || s.statusOf("web").State != SystemRunning {
		t.Errorf("the whole is %s, web is %s", s.statusOf("").State, s.statusOf("web").State)
	}
}

// TestTheLastSystemThatComesBackMakesItRecovered, and none before.
func TestTheLastSystemThatComesBackMakesItRecovered(t *testing.T) {
	s := goneOn(working(), systemAffected{Sheet: Sheet{Name: "web"}}, systemAffected{Sheet: Sheet{Name: "db"}})
	for _, step := range []struct {
		system string
		to     SystemState
		refs   []Ref
		want   bool
	}{
		{"web", SystemShutdown, nil, false}, {"db", SystemQuarantined, nil, false}, {"web", SystemRestored, nil, false},
		{"db", SystemRunning, nil, true}, {"db", SystemDegraded, nil, false}, {"db", SystemDegraded, []Ref{{RefDecision, 1}}, true},
		{"", SystemShutdown, nil, false}, {"web", SystemRestored, nil, false}, {"", SystemRetired, []Ref{{RefDecision, 1}}, true},
	} {
		s = goneOn(s, systemStateSet{System: step.system, From: s.statusOf(step.system).State, To: step.to, Refs: step.refs})
		if got := reached(s, MilestoneRecovered).Known; got != step.want {
			t.Errorf("after %q is %s: recovered %v", step.system, step.to, got)
		}
	}
}

// TestWhileASystemIsDownNoPhaseMakesItRecovered, whatever another program wrote.
func TestWhileASystemIsDownNoPhaseMakesItRecovered(t *testing.T) {
	s := goneOn(working(), systemAffected{Sheet: Sheet{Name: "web"}}, systemAffected{Sheet: Sheet{Name: "db"}},
		systemStateSet{System: "web", To: SystemQuarantined}, systemStateSet{System: "db", To: SystemRestored}, phaseSet{To: PhaseReview})
	if reached(s, MilestoneRecovered).Known {
		t.Error("web is quarantined, and it counts as recovered")
	}
}

// TestNothingClosesWhileASystemIsDown lets a manager and a responder say anything of
// several systems, and try to close after each word.
func TestNothingClosesWhileASystemIsDown(t *testing.T) {
	ana, kim := Person{Name: "ana", Rank: RankManager, Key: "SHA256:ana"}, Person{Name: "kim", Rank: RankResponder, Key: "SHA256:kim"}
	closed, kept := 0, 0
	for seed := range uint64(12) {
		chance := rand.New(rand.NewPCG(seed, 2))
		s, at := New("INC-1"), noon
		do := func(p Person, line string) bool {
			at = at.Add(time.Second)
			c, err := ParseVerb(line)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			events, err := Decide(s, Ask{By: p, At: at}, c)
			if refusal := (Refusal{}); err != nil && (!errors.As(err, &refusal) || !isSentence(refusal.Why)) {
				t.Fatalf("%s: %v", line, err)
			}
			for _, e := range events {
				checkEvent(t, s, p, e)
				s = Fold(s, e)
			}
			return err == nil
		}
		for _, e := range must(Decide(s, Ask{By: ana, At: at}, Declare{Title: "db down"})) {
			s = Fold(s, e)
		}
		do(ana, "decide it may stay as it is")
		do(ana, "tradeoff RTO web: 1h -> 6h until 2026-03-01 13:00Z")
		names := []string{"", "system", "web", "db", "subnet-7", "bld-07!"}
		for range 200 {
			state := systemStateWords[chance.IntN(len(systemStateWords))]
			name, refs := names[chance.IntN(len(names))], []string{"", "D1 ", "D2 "}[chance.IntN(3)]
			do([]Person{ana, kim}[chance.IntN(2)], fmt.Sprintf("state %s %s %swhy not", name, state, refs))
			if n := len(s.pendingDecisions()); n > 0 && chance.IntN(2) == 0 {
				do(ana, fmt.Sprintf("confirm D%d", s.pendingDecisions()[0].N))
			}
			if chance.IntN(4) == 0 {
				do(kim, fmt.Sprintf("unaffected %s it was never touched", names[2+chance.IntN(3)]))
			}
			if chance.IntN(30) == 0 {
				at = at.Add(2 * time.Hour)
			}
			if do(ana, "close benign override enough") {
				closed++
				do(ana, "reopen once more")
			} else {
				kept++
			}
		}
	}
	if closed < 20 || kept < 200 {
		t.Errorf("it was closed %d times and kept open %d times: that shows little", closed, kept)
	}
}
