package incident

import (
	"fmt"
	"testing"
	"time"
)

func TestWhatAPlaybookSaysOfASeverity(t *testing.T) {
	for at, want := range map[Severity]time.Duration{SEV1: 30 * time.Minute, SEV2: 30 * time.Minute, SEV3: 4 * time.Hour, SEV5: 4 * time.Hour} {
		if got := housePlaybook.cadence(situation{severity: at}); got != want {
			t.Errorf("an update is owed every %s at %s, want %s", got, at, want)
		}
	}
	s := goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV2}, playbookAdopted{Playbook: housePlaybook})
	due := func(s *State, after time.Duration) string {
		var calls []string
		for _, e := range seenByAll(s).Escalations(noon.Add(after)) {
			if e.Asked {
				calls = append(calls, e.Call)
			}
		}
		return fmt.Sprint(calls)
	}
	contained := *s
	contained.Metrics.Milestones = map[Milestone]Stamp{MilestoneContained: {At: noon}}
	for want, got := range map[string]string{
		"[]": due(s, time.Hour-1), "[the CISO]": due(s, time.Hour), "[the CISO the owner]": due(s, day),
	} {
		if got != want {
			t.Errorf("to call: %s, want %s", got, want)
		}
	}
	for what, s := range map[string]*State{
		"contained": &contained, "beyond containment": goneOn(s, phaseSet{To: PhaseEradication}), "closed": goneOn(s, incidentClosed{}),
	} {
		if got := due(s, 2*day); got != "[]" {
			t.Errorf("%s, and to call is %s", what, got)
		}
	}
	if got := due(goneOn(s, phaseSet{To: PhaseContainment}, severitySet{To: SEV4}), 2*day); got != "[the owner]" {
		t.Errorf("containing, and lower: %s", got)
	}
}

// TestACallThatTheSeverityNoLongerAsksForIsntLate: a call that reached nobody stays on
// record, and nobody is told to make it.
func TestACallThatTheSeverityNoLongerAsksForIsntLate(t *testing.T) {
	s := goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV2}, playbookAdopted{Playbook: housePlaybook},
		escalationCalled{N: 1, Call: "the CISO", Nobody: true})
	for want, s := range map[string]*State{
		"[E1 E2] 1": s, "[E2] 0": goneOn(s, severitySet{From: SEV2, To: SEV4}),
		"[] 0": goneOn(s, severitySet{From: SEV2, To: SEV4}, escalationCalled{N: 2, Call: "the owner"}),
	} {
		v, now := seenByAll(s), noon.Add(2*time.Hour)
		refs := []string{}
		for _, d := range v.due(now) {
			refs = append(refs, d.Ref)
		}
		_, late := v.Late(now)
		if got := fmt.Sprint(refs, late); got != want || len(v.Escalations(now)) != 2 {
			t.Errorf("due and late: %s, want %s", got, want)
		}
	}
}

// TestWithoutAPlaybookTheUsualHolds: seven to one, a quarter of an hour.
func TestWithoutAPlaybookTheUsualHolds(t *testing.T) {
	for _, p := range []*Playbook{nil, {}} {
		if p.SpanOfControl() != 7 || p.AbsentAfter() != 15*time.Minute || p.cadence(situation{severity: SEV1}) != 0 || p.escalationRules() != nil {
			t.Errorf("%+v: %d, %s, %s", p, p.SpanOfControl(), p.AbsentAfter(), p.cadence(situation{severity: SEV1}))
		}
	}
	own := Playbook{Span: 5, ActAfter: Duration(time.Hour)}
	if own.SpanOfControl() != 5 || own.AbsentAfter() != time.Hour {
		t.Errorf("%d, %s", own.SpanOfControl(), own.AbsentAfter())
	}
}

// TestAShutdownsChecklistOpensWithTheRestOnARise raises the severity while the
// system is down.
func TestAShutdownsChecklistOpensWithTheRestOnARise(t *testing.T) {
	book := housePlaybook
	book.Checklists = append([]Checklist{{Key: "disaster", Title: "Disaster recovery", On: "shutdown", Severity: SEV1}}, book.Checklists...)
	s := goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV3}, playbookAdopted{Playbook: book}, systemStateSet{To: SystemShutdown})
	s = goneOn(s, must(setSeverity{To: SEV1}.decide(s, Ask{By: kim, At: noon}))...)
	if got := fmt.Sprint(s.Plan.Opened); got != "[disaster first-hour major]" {
		t.Errorf("open are %s", got)
	}
}
