package incident

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"
)

// TestASheetOfAnOlderRecordIsRead: components were texts, and a script that reads them as
// such goes on to, while nobody says more of one.
func TestASheetOfAnOlderRecordIsRead(t *testing.T) {
	const old = `{"name":"api","title":"","architecture":"","classification":"","components":["web","worker"],"owners":["kim"],"contacts":null,"depends_on":null}`
	var sheet Sheet
	if err := json.Unmarshal([]byte(old), &sheet); err != nil {
		t.Fatal(err)
	}
	if want := []Component{{Name: "web"}, {Name: "worker"}}; !reflect.DeepEqual(sheet.Components, want) {
		t.Errorf("the components are %+v", sheet.Components)
	}
	if got := string(must(asJSON(sheet))); got != old {
		t.Errorf("it is written as\n%s\nwant\n%s", got, old)
	}
	sheet.Components[1].Owner = "lee"
	var back Sheet
	if err := json.Unmarshal(must(asJSON(sheet)), &back); err != nil || !reflect.DeepEqual(back, sheet) {
		t.Errorf("it came back as %+v (%v)", back, err)
	}
}

func TestATargetIsANumberWithAUnitAndASide(t *testing.T) {
	for text, want := range map[string]string{
		"availability >= 99.5 %": "availability >= 99.5 %", "Availability≥99.5%": "availability >= 99.5 %", "p99-latency <= 300 ms": "p99-latency <= 300 ms",
		"lag =< 2 seconds": "lag <= 2 s", "throughput => 1200 rps": "throughput >= 1200 /s", "queue <= 500": "queue <= 500", "errors <= 0.1 percent": "errors <= 0.1 %",
	} {
		if got, err := ParseTarget(text); err != nil || got.String() != want {
			t.Errorf("%q is %q (%v)", text, got, err)
		}
	}
	for _, text := range []string{
		"", "availability", "availability 99.5 %", ">= 99.5 %", "a b >= 1", "rpo <= 5 min", "x >= ", "x >= -1", "x >= NaN", "x >= Inf", "x >= 0x10", "x >= 1e3", "x >= 1_000",
		"x >= .5", "x >= 1.2.3", "x >= 99,5 %", "x >= 1234567890123456789 ms", "x >= 5 mS", "x >= 5 bananas", "x >= 5 ms ms", "x > 5 ms", "--- >= 1",
	} {
		if got, err := ParseTarget(text); err == nil {
			t.Errorf("%q is taken as %q", text, got)
		}
	}
}

func TestAValueIsConvertedWithinItsKind(t *testing.T) {
	for _, c := range []struct {
		value    float64
		from, to string
		want     float64
		ok       bool
	}{
		{0.4, "s", "ms", 400, true}, {1.1, "s", "ms", 1100, true}, {90, "min", "h", 1.5, true}, {10, "/s", "/min", 600, true}, {1500, "MB", "GB", 1.5, true},
		{5, "%", "%", 5, true}, {5, "%", "", 0, false}, {5, "ms", "B", 0, false}, {5, "of a newer program", "ms", 0, false},
	} {
		if got, ok := convert(c.value, c.from, c.to); got != c.want || ok != c.ok {
			t.Errorf("%v %s is %v %s (%v)", c.value, c.from, got, c.to, ok)
		}
	}
}

// TestWhatIsOverdueInASheetIsMarked: never done is overdue; what nobody named isn't.
func TestWhatIsOverdueInASheetIsMarked(t *testing.T) {
	on := func(text string) time.Time { return must(time.Parse(time.DateOnly, text)) }
	month := Duration(30 * day)
	for _, c := range []struct {
		sheet Sheet
		want  string
	}{
		{Sheet{}, "[sheet STALE, never reviewed]"},
		{Sheet{Reviewed: on("2020-01-01")}, "[]"},
		{Sheet{Reviewed: on("2026-01-01"), ReviewEvery: month}, "[sheet STALE, reviewed 2026-01-01]"},
		{Sheet{Reviewed: on("2026-02-28"), SheetRecovery: SheetRecovery{DRPlan: Procedure{Where: "x"}}}, "[DR plan STALE, never reviewed DR plan STALE, never drilled]"},
		{Sheet{Reviewed: on("2026-02-28"), SheetRecovery: SheetRecovery{DRPlan: Procedure{Where: "x", Reviewed: on("2026-02-28"), LastDrilled: on("2025-12-01"), DrillEvery: month}}}, "[DR plan STALE, drilled 2025-12-01]"},
		{Sheet{Reviewed: on("2026-02-28"), SheetRecovery: SheetRecovery{Runbook: Procedure{Where: "x"}}}, "[]"},
		{Sheet{Reviewed: on("2026-02-28"), SheetRecovery: SheetRecovery{Runbook: Procedure{Where: "x", ReviewEvery: month}}}, "[runbook STALE, never reviewed]"},
		{Sheet{Reviewed: on("2026-02-28"), SheetRecovery: SheetRecovery{Backup: Backup{Where: "x"}}}, "[restore STALE, never tested]"},
		{Sheet{Reviewed: on("2026-02-28"), SheetRecovery: SheetRecovery{Backup: Backup{Where: "x", RestoreTested: on("2026-02-01"), TestEvery: month}}}, "[]"},
	} {
		if got := fmt.Sprint(c.sheet.Late(noon)); got != c.want {
			t.Errorf("%+v: %s, want %s", c.sheet, got, c.want)
		}
	}
}
