package sshd

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestTextArrivesAsItWasTyped(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("it's down")
	a := h.run("kim", `say INC-1 it's "quoted"   and $HOME`)
	if a.code != exitDone || !strings.HasSuffix(a.out, "kim: it's \"quoted\"   and $HOME\n") {
		t.Errorf("%+v", a)
	}
	if a := h.runWith("kim", "say INC-1 -", "from a pipe\n"); !strings.HasSuffix(a.out, "kim: from a pipe\n") {
		t.Errorf("%+v", a)
	}
	if a := h.runWith("kim", "do INC-1 finding -", "a token leaked"); !strings.HasSuffix(a.out, "find kim: a token leaked\n") {
		t.Errorf("%+v", a)
	}
	a = h.runWith("kim", "say INC-1 -", strings.Repeat("x", 5000))
	if a.code != exitRefused || !strings.Contains(a.words, "5000 bytes") {
		t.Errorf("a long text: %+v", a)
	}
	a = h.run("kim", "say INC-1 "+strings.Repeat("x", 5000))
	if a.code != exitRefused || !strings.Contains(a.words, "5000 bytes") {
		t.Errorf("a long line: %+v", a)
	}
}

func TestExitStatusesAreTheContract(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	if a := h.run("ana", "do INC-1 tlp RED"); a.code != exitDone {
		t.Fatalf("%+v", a)
	}
	for _, c := range []struct {
		who, line string
		code      int
		words     string
	}{
		{"kim", "list", exitDone, "no incident"},
		{"kim", "declare the disk is full", exitDone, ""},
		{"cy", "say INC-2 hello", exitRefused, "observers can read, not write\n"},
		{"cy", "declare mine", exitRefused, "observers can read, not write\n"},
		{"kim", "do INC-2 sev 5", exitRefused, "give a reason"},
		{"kim", "do INC-2 sevv 5", exitUsage, "did you mean /sev"},
		{"kim", "do INC-2 fact 24:10 x", exitUsage, "isn't a time of day"},
		{"kim", "timeline INC-2 --kind nonsense", exitUsage, "fact-added, fallback-set, finding-added"},
		{"kim", "", exitUsage, "say what you want"},
		{"kim", "shwo INC-1", exitUsage, "did you mean show"},
		{"kim", "show", exitUsage, "usage: show"},
		{"kim", "show INC-2 --what", exitUsage, "no flag"},
		{"kim", "show nonsense", exitUsage, "isn't an incident"},
		{"kim", "timeline INC-2 --since x", exitUsage, "--since"},
		{"kim", "INC-2", exitUsage, "ssh -t HOST INC-2; without one: ssh HOST watch INC-2"},
		{"kim", "inc-2", exitUsage, "ssh -t HOST INC-2"},
		{"kim", "INC-9", exitUsage, "ssh -t HOST INC-9"}, // as if there were one: nothing is told of it
	} {
		a := h.run(c.who, c.line)
		if a.code != c.code || !strings.Contains(a.words, c.words) {
			t.Errorf("%s: %q: %+v", c.who, c.line, a)
		}
	}
}

func TestAHiddenIncidentLooksLikeNone(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("secret")
	h.done("ana", "do INC-1 tlp RED")
	for _, line := range []string{"show %", "show % --json", "brief %", "timeline %", "watch %", "search % x", "say % hi", "do % fact hi", "do % nonsense"} {
		hidden := h.run("cy", strings.ReplaceAll(line, "%", "INC-1"))
		missing := h.run("cy", strings.ReplaceAll(line, "%", "INC-9"))
		if hidden != missing || hidden.code != exitNotFound || hidden.out != "" {
			t.Errorf("%s: %+v, and %+v", line, hidden, missing)
		}
	}
}

func TestShowAsJSONHasItsKeys(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	a := h.run("cy", "show INC-1 --json")
	var got map[string]any
	if err := json.Unmarshal([]byte(a.out), &got); err != nil {
		t.Fatalf("%v: %+v", err, a)
	}
	for _, key := range strings.Fields("id title severity phase system_state impact tlp drill declared_at by roles present clocks tasks decisions last_seq") {
		if v, ok := got[key]; !ok || v == nil {
			t.Errorf("%s is %v", key, v)
		}
	}
	if got["severity"] != 3.0 || got["by"] != "ana" || got["phase"] != "triage" {
		t.Errorf("%v", got)
	}
}

func TestTheTimelineTellsWhatWasKnownThen(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	h.done("kim", "do INC-1 fact -2h first read")
	h.done("kim", "do INC-1 note between us")
	h.done("kim", "do INC-1 correct 2 first vault read")
	all := h.run("kim", "timeline INC-1").out
	lines := strings.Split(strings.TrimSpace(all), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "#2 ") || !strings.Contains(lines[0], "[corrected by kim, #4] [logged ") || !strings.HasSuffix(lines[0], ": first vault read") {
		t.Errorf("\n%s", all)
	}
	if out := h.run("cy", "timeline INC-1").out; strings.Contains(out, "between us") {
		t.Errorf("an observer reads a note:\n%s", out)
	}
	if out := h.run("kim", "timeline INC-1 --as-of -1h").out; out != "" {
		t.Errorf("an hour ago nothing was known, and not\n%s", out)
	}
	out := h.run("kim", "timeline INC-1 --json --kind fact").out
	if !strings.HasPrefix(out, `{"incident":"INC-1","seq":2,"occurred_at":"`) || strings.Count(out, "\n") != 1 {
		t.Errorf("\n%s", out)
	}
	if out := h.run("kim", "timeline --since 2 INC-1").out; strings.Contains(out, "#2 ") {
		t.Errorf("\n%s", out)
	}
}

func TestReadingVerbs(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	h.done("kim", "do INC-1 sev 1 secrets read")
	h.done("kim", "do INC-1 finding the token leaked")
	h.done("kim", "do INC-1 star 3")
	for _, c := range []struct{ line, holds string }{
		{"list", "INC-1  SEV1  triage  sys:running  TLP:AMBER  open  kind:unknown  spread:unknown  IM ana  here 0  new 3  late -  for you -  db down\n"},
		{"list --json", `[{"id":"INC-1","title":"db down","severity":1,`},
		{"show INC-1", "  manager ana\n"},
		{"brief INC-1", "SEV1 critical, since "},
		{"brief INC-1", "starred\n  #3 "},
		{"brief INC-1", "findings\n  #3 "},
		{"search token LEAKED", "INC-1 #3 "},
		{"search INC-1 token", "INC-1 #3 "},
		{"whoami", "rank       observer\n"},
		{"whoami", "proved by  keys file\n"},
		{"help", "  whoami"},
		{"help verbs", "  sev 1-5 [why]\n      set the severity"},
		{"help verbs", `ssh HOST "do INC-7 check scope-known #112"`},
		{"help watch", "usage: watch ID"},
	} {
		if a := h.run("cy", c.line); a.code != exitDone || !strings.Contains(a.out, c.holds) {
			t.Errorf("%s: %+v", c.line, a)
		}
	}
}

// TestTheCommandLineRepeatsLittleOfWhatWasTyped has every verb refuse long words.
func TestTheCommandLineRepeatsLittleOfWhatWasTyped(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	long := "\x1b]0;" + strings.Repeat("x", 3000)
	lines := []string{long, "declare --scope " + long, "declare --sev " + long, "do INC-1 " + long, "timeline INC-1 --since=" + long, "timeline INC-1 --as-of=" + long,
		"timeline INC-1 --kind=" + long, "iocs INC-1 --format=" + long, "help " + long}
	client := h.as("ana")
	verbs := 0
	for row := range strings.Lines(runOn(t, client, "help", "").out) {
		if verb, ok := strings.CutPrefix(row, "  "); ok {
			verb, _, _ = strings.Cut(verb, " ")
			lines = append(lines, verb+" "+long, verb+" --"+long, verb+" INC-"+long)
			verbs++
		}
	}
	if verbs < 10 {
		t.Fatalf("help tells %d verbs", verbs)
	}
	for _, line := range lines {
		a := runOn(t, client, line, "")
		if a.code != exitDone && (strings.Contains(a.words, strings.Repeat("x", 41)) || strings.ContainsAny(a.words, "\x1b\a")) {
			t.Errorf("%.40q: %d, %.300q", line, a.code, a.words)
		}
	}
}

// TestWhatIsNotFoundHasANextStep, the same for a hidden incident and a missing one.
func TestWhatIsNotFoundHasANextStep(t *testing.T) {
	h := openHouse(t, nil)
	h.done("ana", "declare --scope confidential keys sold")
	for _, verb := range []string{"show INC-%d", "say INC-%d x", "do INC-%d fact x", "timeline INC-%d", "search INC-%d x", "brief INC-%d"} {
		hidden, missing := h.run("kim", fmt.Sprintf(verb, 1)), h.run("kim", fmt.Sprintf(verb, 9))
		if hidden != missing || missing.code != exitNotFound || !strings.Contains(missing.words, "list --all shows") {
			t.Errorf("%s: hidden %+v, missing %+v", verb, hidden, missing)
		}
	}
}
