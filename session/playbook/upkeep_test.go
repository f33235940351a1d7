package playbook

import (
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

const kept = `name: Ours
owner: noor
version: 3.1
approved_by: the head of security
reviewed: 2026-09-01
review_every: 90d
last_drilled: 2026-10-01
fix_within: {SEV1: 4h, sev2: 1d, SEV4: 30d}
roster:
  manager: [ana, raj]
  legal: team counsel
`

func TestAPlaybookSaysWhoKeepsItAndWhomToAsk(t *testing.T) {
	p, faults := Parse([]byte(kept), noon)
	if len(faults) > 0 {
		t.Fatal(said(faults))
	}
	if p.Owner != "noor" || p.Edition != "3.1" || p.ApprovedBy != "the head of security" || p.LastDrilled.Format(time.DateOnly) != "2026-10-01" {
		t.Errorf("%+v", p.Upkeep)
	}
	if p.Stale(noon) || !p.Stale(noon.AddDate(0, 0, 10)) || !(incident.Upkeep{}).Stale(noon) {
		t.Error("it is stale 90 days after its review, and where it was never reviewed")
	}
	for at, want := range map[incident.Severity]time.Duration{
		incident.SEV1: 4 * time.Hour, incident.SEV2: 24 * time.Hour, incident.SEV3: 30 * 24 * time.Hour, incident.SEV5: 0,
	} {
		if got := p.FixWithinAt(at); got != want {
			t.Errorf("%s is to be fixed within %s, want %s", at, got, want)
		}
	}
	if got := p.RosterOf(incident.RoleManager); !slices.Equal(got, []string{"ana", "raj"}) {
		t.Errorf("asked to manage are %v", got)
	}
	if got := p.RosterOf(incident.RoleLegal); !slices.Equal(got, []string{"team counsel"}) {
		t.Errorf("asked for legal are %v", got)
	}
	if p.RosterOf(incident.RoleScribe) != nil || (*incident.Playbook)(nil).RosterOf(incident.RoleScribe) != nil {
		t.Error("someone is named for a role that has no line")
	}
}

func TestAFaultyUpkeepIsTold(t *testing.T) {
	text := "name: x\nreviewde: 2026-09-01\nlast_drilled: soon\nroster: {boss: [ana], scribe: [mei, mei]}\nfix_within: {SEV1: fast}\n"
	_, faults := Parse([]byte(text), noon)
	got := strings.Join(said(faults), "\n")
	for _, want := range []string{
		`2: "reviewde" isn't a key of a playbook: did you mean reviewed?`, `3: last_drilled is a day`,
		`4: "boss" isn't a key of roster`, `4: the roster of scribe names "mei" twice`, `5: the fix_within of SEV1 is a length of time`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no fault %q in\n%s", want, got)
		}
	}
}
