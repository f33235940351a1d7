package exec

import (
	"strings"
	"testing"
)

// TestWhatAClosedIncidentWasStandsWhereItIsRead: in list, show and brief, and in their JSON.
func TestWhatAClosedIncidentWasStandsWhereItIsRead(t *testing.T) {
	run := manages(t)
	run("declare --sev 5 odd login")
	if out := run("list --json"); !strings.Contains(out, `"verdict":"","result":""`) {
		t.Errorf("an open one has a verdict: %s", out)
	}
	run("do INC-1 close false alarm scanner test by the audit team")
	for line, want := range map[string]string{
		"list --all":        "odd login  [false alarm: scanner test by the audit team]",
		"list --all --json": `"verdict":"false-alarm","result":"scanner test by the audit team"`,
		"show INC-1":        "by manager: false alarm: scanner test by the audit team",
		"brief INC-1":       "by manager: false alarm: scanner test by the audit team",
		"timeline INC-1":    "closed as false alarm: scanner test by the audit team",
		"show INC-1 --json": `"closings":[{"verdict":"false-alarm","result":"scanner test by the audit team","duplicate_of":"","by":"manager"`,
	} {
		if out := run(line); !strings.Contains(out, want) {
			t.Errorf("%s lacks %q:\n%s", line, want, out)
		}
	}
	run("do INC-1 reopen it reads again")
	for line, want := range map[string]string{
		"show INC-1":        ", until reopened ",
		"show INC-1 --json": `"reopened_at":"20`,
		"list --json":       `"verdict":"","result":""`,
	} {
		if out := run(line); !strings.Contains(out, want) {
			t.Errorf("reopened: %s lacks %q:\n%s", line, want, out)
		}
	}
}
