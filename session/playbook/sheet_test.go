package playbook

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

// wholeSheet says all that a sheet can say.
const wholeSheet = `
name: payments-api
owners: [kim]
components:
  - worker
  - {name: ledger, owner: lee, class: secret, note: two replicas}
personal_data:
  - {kind: card numbers, whose: customers}
  - names
dr_plan: {where: "https://wiki.example/dr", owner: kim, reviewed: 2026-09-01, review_every: 365d, last_drilled: 2026-03-01, drill_every: 180d}
runbook: runbooks/payments.md
backup: {where: the vault in Oslo, restore_tested: 2026-08-01, test_every: 90d}
failover: payments-api in the second region
targets:
  - availability >= 99.5 %
  - p99-latency ≤ 300ms
accountable: dana
degradation:
  - the search
  - {off: reports, effect: finance waits a day}
logs:
  - {name: audit, where: SIEM, keeps: 365d}
cloud: [i-0abc, "arn:aws:rds:eu-west-1:1:db:pay"]
reviewed: 2026-09-01
reviewed_by: dana
`

func TestASheetSaysAllOfASystem(t *testing.T) {
	sheets, faults := parseSheets([]byte(wholeSheet), noon)
	if len(faults) > 0 {
		t.Fatal(said(faults))
	}
	on := func(text string) time.Time { return must(time.Parse(time.DateOnly, text)) }
	days := func(n int) incident.Duration { return incident.Duration(n) * incident.Duration(24*time.Hour) }
	want := incident.Sheet{
		Name: "payments-api", Owners: []string{"kim"}, Reviewed: on("2026-09-01"), ReviewedBy: "dana",
		Components: []incident.Component{{Name: "worker"}, {Name: "ledger", Owner: "lee", Class: "secret", Note: "two replicas"}},
		SheetRecovery: incident.SheetRecovery{
			PersonalData: []incident.PersonalData{{Kind: "card numbers", Whose: "customers"}, {Kind: "names"}},
			DRPlan: incident.Procedure{
				Where: "https://wiki.example/dr", Owner: "kim", Reviewed: on("2026-09-01"), ReviewEvery: days(365), LastDrilled: on("2026-03-01"), DrillEvery: days(180),
			},
			Runbook:  incident.Procedure{Where: "runbooks/payments.md"},
			Backup:   incident.Backup{Where: "the vault in Oslo", RestoreTested: on("2026-08-01"), TestEvery: days(90)},
			Failover: "payments-api in the second region",
		},
		SheetRunning: incident.SheetRunning{
			Targets:     []incident.ServiceTarget{must(incident.ParseTarget("availability >= 99.5 %")), must(incident.ParseTarget("p99-latency <= 300 ms"))},
			Accountable: "dana",
			Degradation: []incident.DegradationStep{{Off: "the search"}, {Off: "reports", Effect: "finance waits a day"}},
			Logs:        []incident.LogSource{{Name: "audit", Where: "SIEM", Keeps: days(365)}},
			Cloud:       []string{"i-0abc", "arn:aws:rds:eu-west-1:1:db:pay"},
		},
	}
	if got := *sheets[0].Sheet; !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if late := fmt.Sprint(sheets[0].Late(noon)); late != "[DR plan STALE, drilled 2026-03-01 restore STALE, tested 2026-08-01]" {
		t.Errorf("overdue is %s", late)
	}
}

// TestWhatASheetListsIsBounded: no sheet is so long that an entry couldn't hold it.
func TestWhatASheetListsIsBounded(t *testing.T) {
	for key, most := range map[string]int{
		"components": maxComponents, "personal_data": maxKinds, "targets": maxTargets, "degradation": maxSteps, "logs": maxLogs, "cloud": maxCloud,
	} {
		sheet := func(n int) string {
			var b strings.Builder
			b.WriteString("name: x\nowners: [kim]\n" + key + ":\n")
			for i := range n {
				fmt.Fprintf(&b, "  - n%d >= 1\n", i)
			}
			return b.String()
		}
		if _, faults := parseSheets([]byte(sheet(most)), noon); len(faults) > 0 {
			t.Errorf("%d lines of %s: %s", most, key, said(faults))
		}
		want := fmt.Sprintf("%s has %d lines: use at most %d", key, most+1, most)
		if _, faults := parseSheets([]byte(sheet(most+1)), noon); len(faults) != 1 || faults[0].Text != want {
			t.Errorf("%d lines of %s: %s", most+1, key, said(faults))
		}
	}
	long := "name: x\nowners: [kim]\ncomponents: [{name: a, note: " + strings.Repeat("x", maxText+1) + "}]\n"
	if _, faults := parseSheets([]byte(long), noon); len(faults) != 1 || !strings.Contains(faults[0].Text, "note has 301 bytes: use at most 300") {
		t.Errorf("a long note: %s", said(faults))
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
