package exec

import (
	"strings"
	"testing"
)

// TestAMovedAndAStruckEntryReadSoEverywhere: lines, JSON, search, brief, and as they were
// known before.
func TestAMovedAndAStruckEntryReadSoEverywhere(t *testing.T) {
	run := manages(t)
	run("declare db down")
	run("do INC-1 fact -1m the dump left")
	run("do INC-1 finding the log had filled it")
	run("do INC-1 star 2")
	before := run("timeline INC-1 --json")
	run("do INC-1 correct 2 at -2d")
	run("do INC-1 strike 3 it was another disk")
	run("do INC-1 star 2")
	run("do INC-1 star 2")

	lines := strings.Split(run("timeline INC-1"), "\n")
	if !strings.HasPrefix(lines[0], "#2 ") || !strings.Contains(lines[0], "[time was ") {
		t.Errorf("the moved entry doesn't stand first with both times:\n%s", strings.Join(lines, "\n"))
	}
	for line, wants := range map[string][]string{
		"timeline INC-1":               {"#3 ", "[STRUCK by manager, #6]: the log had filled it", "struck #3 because it was another disk"},
		"timeline INC-1 --json":        {`"kind":"corrected","body":{"seq":2,"text":"the dump left","from":`, `,"corrected_by":5}`, `,"struck_by":6}`, `"kind":"struck","body":{"seq":3,"why":"it was another disk"}`},
		"search INC-1 filled":          {"[STRUCK by manager, #6]"},
		"show INC-1":                   {"struck", "#3", "it was another disk"},
		"show INC-1 --json":            {`"struck":[{"by":"manager","struck_by":"manager","in":6,"why":"it was another disk","text":"the log had filled it","seq":3}]`, `"was":"`},
		"brief INC-1":                  {"[time was ", "struck"},
		"timeline INC-1 --kind struck": {"struck #3"},
	} {
		out := run(line)
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s lacks %q:\n%s", line, want, out)
			}
		}
	}
	if out := run("brief INC-1"); strings.Contains(out, "the log had filled it") {
		t.Errorf("the brief tells a struck finding:\n%s", out)
	}
	when, _, _ := strings.Cut(strings.SplitN(strings.Split(before, "\n")[3], `"recorded_at":"`, 2)[1], `"`)
	if then := run("timeline INC-1 --json --as-of " + when); then != before {
		t.Errorf("as of then, it read\n%s\nand reads\n%s", before, then)
	}
}
