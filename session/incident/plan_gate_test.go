package incident

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestARestorePointLiesBeforeTheCompromise checks that the point falls when the
// compromise turns out to be older than it was thought.
func TestARestorePointLiesBeforeTheCompromise(t *testing.T) {
	began := func(at time.Time) map[Milestone]Stamp { return map[Milestone]Stamp{MilestoneOccurred: {At: at}} }
	answer := func(at time.Time) Command {
		return answerGate{Question: gateRestorePoint, Restore: whenAt(at), Refs: []Ref{{RefEntry, 2}}}
	}
	s := goneOn(working(), phaseSet{To: PhaseRecovery})
	s.Metrics.Milestones = map[Milestone]Stamp{MilestoneDetected: {At: noon.Add(-time.Hour)}}
	if got := refusal(s, "kim", answer(noon.Add(-2*time.Hour))); !strings.Contains(got, "/milestone occurred HH:MM") {
		t.Errorf("where nobody said when it began: %q", got)
	}
	s.Metrics.Milestones = began(noon.Add(-3 * time.Hour))
	if got := refusal(s, "kim", answer(noon.Add(-2*time.Hour))); got != "the compromise began at 2026-03-01 09:00Z: use an earlier restore point" {
		t.Error(got)
	}
	s = goneOn(s, must(answer(noon.Add(-4*time.Hour)).decide(s, Ask{By: kim, At: noon}))...)
	if slices.Contains(s.gateOpen(noon), gateRestorePoint) {
		t.Error("the restore point is given, and still asked for")
	}
	s.Metrics.Milestones = began(noon.Add(-5 * time.Hour))
	if !slices.Contains(s.gateOpen(noon), gateRestorePoint) {
		t.Error("the compromise is older than the restore point, which isn't asked for again")
	}
}

// TestADecisionThatWaitsProvesNothing at the gate; one that holds does.
func TestADecisionThatWaitsProvesNothing(t *testing.T) {
	for state, want := range map[decisionState]string{
		decisionPending: "D2 waits for", decisionWithdrawn: "D2 was withdrawn", decisionHolds: "",
	} {
		s := goneOn(working(), phaseSet{To: PhaseContainment})
		s.Decisions.All = s.Decisions.All.Append(&Decision{N: 2, Kind: decisionTradeOff, Go: true, State: state, Seq: 2})
		got := refusal(s, "kim", answerGate{Question: gateTargetsHold, Refs: []Ref{{RefDecision, 2}}})
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("state %d: %q", state, got)
		}
	}
}

// TestWhenTheGateIsAsked: once the response went beyond triage or a system was
// taken off, whatever comes after.
func TestWhenTheGateIsAsked(t *testing.T) {
	for want, facts := range map[bool][][]Fact{
		false: {{}, {systemStateSet{To: SystemDegraded}}, {phaseSet{From: PhaseRecovery, To: PhaseTriage}}},
		true: {{phaseSet{To: PhaseContainment}}, {phaseSet{To: PhaseContainment}, phaseSet{To: PhaseTriage}}, {systemStateSet{To: SystemQuarantined}},
			{systemStateSet{To: SystemShutdown}, systemStateSet{To: SystemRunning}}},
	} {
		for _, f := range facts {
			if s := goneOn(working(), f...); (s.Status.gatedBy > 0) != want || (len(s.gateOpen(noon)) == 5) != want {
				t.Errorf("after %v: asked %v, open %v", f, s.Status.gatedBy, s.gateOpen(noon))
			}
		}
	}
}

// TestClosingCountsWhatItDoesNotName: what the asker may not see.
func TestClosingCountsWhatItDoesNotName(t *testing.T) {
	s := goneOn(working(),
		decisionMade{N: 2, Kind: decisionAct, Act: "close now", Accountable: "raj", Keys: 2},
		decisionMade{N: 3, Text: "go on", Accountable: "zoe", Keys: 1, Signed: true})
	got := refusal(s, "ana", closeIncident{})
	for _, want := range []string{"settle 7 things before INC-1 is closed: A3, A1, A2, and 4 more (key 7, or show, lists all)"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	facts, err := Decide(s, Ask{By: Person{Name: "ana", Rank: RankResponder}, At: noon}, closeIncident{Verdict: VerdictBenign, Override: true, Result: "enough"})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(facts[0].Fact.(incidentClosed).Left); got != "[A3 A1 A2 A4 D1 C1 1 not shown]" {
		t.Errorf("left: %s", got)
	}
	for _, n := range []uint64{1, 2, 3, 4} {
		s = goneOn(s, openTaskDropped{N: n})
	}
	s = goneOn(s, pendingDecisionWithdrawn{N: 1}, pendingDecisionWithdrawn{N: 2}, changeUndone{N: 1})
	if got := refusal(s, "ana", closeIncident{}); !strings.Contains(got, "settle 1 thing before INC-1 is closed: none that you may see (") {
		t.Errorf("where all is hidden: %q", got)
	}
}

// TestNobodyOverridesByActing: who acts for the decider doesn't answer for them.
func TestNobodyOverridesByActing(t *testing.T) {
	s := goneOn(working(), roleGiven{Role: RoleDecider, To: "mei"})
	s.Team.Acting = map[Role]string{RoleDecider: "lee"}
	over := closeIncident{Verdict: VerdictBenign, Override: true, Result: "enough"}
	for who, want := range map[string]string{
		"ana": "you can't override this: mei, who is decider, can override that with /close benign override WHY",
		"lee": "you only act as decider, and that overrides nothing: wait for mei, or have a key of rank manager give the role with /role decider @PERSON",
	} {
		if got := refusal(s, who, over); got != want {
			t.Error(got)
		}
	}
	if got := refusal(s, "mei", over); got != "" {
		t.Error(got)
	}
	s = goneOn(working(), roleGiven{Role: RoleManager})
	if got := refusal(s, "lee", over); !strings.HasSuffix(got, "nobody holds either role: /take manager") {
		t.Error(got)
	}
}

// TestAnOldAnswerMayCiteWhatIsNotThere folds answers that a version without today's rules
// took: they are read as answered, before and after the gate applies.
func TestAnOldAnswerMayCiteWhatIsNotThere(t *testing.T) {
	for _, r := range []Ref{{RefEntry, 99}, {RefTask, 99}, {RefChange, 9}, {RefHunt, 9}, {RefDecision, 9}, {RefEvidence, 7}, {RefProposal, 9}, {RefHypothesis, 9}} {
		s := goneOn(working(), gateAnswered{Question: gateFailoverTried, Refs: []Ref{r}}, itemTicked{Key: "scope-known", Refs: []Ref{r}})
		for _, s := range []*State{s, goneOn(s, phaseSet{To: PhaseContainment})} {
			if slices.Contains(unanswered(s, noon), gateFailoverTried) {
				t.Errorf("%s: the answer is open", r)
			}
			seenByAll(s).Brief(Reader{Now: noon})
			s.closeBlockers(noon)
		}
	}
}
