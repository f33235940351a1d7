package exec

import (
	"context"
	"errors"
	"strings"
	"testing"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store/memory"
)

// open makes the command line of a hub that has nothing on record yet, in a house that
// knows a few people.
func open(t *testing.T) *Commands {
	t.Helper()
	return New(openHub(t, session.Options{}), Config{})
}

// openHub opens a hub in which some people can come in.
func openHub(t *testing.T, with session.Options) *session.Hub {
	t.Helper()
	hub, err := session.Open(t.Context(), memory.Open(), with)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := hub.Close(context.Background()); err != nil {
			t.Errorf("close the hub: %v", err)
		}
	})
	hub.People().ListedBy(func() session.Listing {
		return session.Listing{Holders: func(yield func(session.KeyHolder) bool) {
			for _, name := range []string{"manager", "responder", "ana", "kim", "lee"} {
				if !yield(session.KeyHolder{Name: name, Rank: incident.RankResponder, Key: "SHA256:" + name}) {
					return
				}
			}
		}}
	})
	return hub
}

// runs answers a line as a door without a terminal would have it answered.
func (c *Commands) runs(t *testing.T, rank incident.Rank, line, stdin string) (out string, err error) {
	t.Helper()
	out, _, err = c.says(t, rank, line, stdin)
	return out, err
}

// says answers a line in the same way, and returns the words for people too.
func (c *Commands) says(t *testing.T, rank incident.Rank, line, stdin string) (out, told string, err error) {
	t.Helper()
	var data, words strings.Builder
	err = c.Run(t.Context(), Request{
		Person: incident.Person{Name: rank.String(), Rank: rank, Key: "SHA256:" + rank.String(), Proof: "test"},
		Line:   line, In: strings.NewReader(stdin), Out: &data, Stderr: &words,
		Guard: func(_ string, f func()) { f() },
	})
	return data.String(), words.String(), err
}

// manages returns a function that answers the lines of a manager, each of which must be done.
func manages(t *testing.T) func(line string) string {
	c := open(t)
	return func(line string) string {
		t.Helper()
		out, err := c.runs(t, incident.RankManager, line, "")
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		return out
	}
}

// TestAnyDoorCanServeTheCommandLine has lines answered that came over no network.
func TestAnyDoorCanServeTheCommandLine(t *testing.T) {
	c := open(t)
	for _, step := range []struct {
		rank      incident.Rank
		line, in  string
		out, fail string // what each holds
	}{
		{incident.RankManager, "declare db down", "", "INC-1\n", ""},
		{incident.RankResponder, "say INC-1 -", "from a pipe", "responder: from a pipe\n", ""},
		{incident.RankObserver, "timeline INC-1", "", "responder: from a pipe\n", ""},
		{incident.RankObserver, "say INC-1 hello", "", "", "observers can read, not write"},
		{incident.RankObserver, "shwo INC-1", "", "", "did you mean show"},
		{incident.RankObserver, "show INC-9", "", "", session.ErrNotFound.Error()},
	} {
		out, err := c.runs(t, step.rank, step.line, step.in)
		if !strings.HasSuffix(out, step.out) || (err == nil) != (step.fail == "") {
			t.Errorf("%s: %q, %v", step.line, out, err)
		}
		if err != nil && !strings.Contains(err.Error(), step.fail) {
			t.Errorf("%s: %v", step.line, err)
		}
	}
}

// TestADoorCanTellOneErrorFromAnother: each has an exit status of its own.
func TestADoorCanTellOneErrorFromAnother(t *testing.T) {
	c := open(t)
	var usage UsageError
	for _, line := range []string{"", "shwo INC-1", "show", "show INC-1 --what", "show nonsense", "iocs INC-1 --format xml", "list --al", "whoami x", "timeline INC-1 --kind nonsense", "timeline INC-1 --kind=facts", "watch INC-1 --kind said", "declare --drll x", "declare db down --drill", "declare -sev 1 db down", "declare db down --sev 1", "declare —drill db down", "declare --sev 9 x"} {
		if _, err := c.runs(t, incident.RankObserver, line, ""); !errors.As(err, &usage) {
			t.Errorf("%q: no error of usage: %v", line, err)
		}
	}
	var refusal incident.Refusal
	for _, line := range []string{"declare db down", strings.Repeat("x", maxCommand+1)} {
		if _, err := c.runs(t, incident.RankObserver, line, ""); !errors.As(err, &refusal) {
			t.Errorf("%.20q: no refusal: %v", line, err)
		}
	}
	if _, err := c.runs(t, incident.RankObserver, "show INC-9", ""); !errors.Is(err, session.ErrNotFound) {
		t.Errorf("a missing incident: %v", err)
	}
}

// TestALineThatIsNotAsItsVerbAsksIsUsage: what a verb of the prompt can't read is an error of
// usage, what it may not do a refusal.
func TestALineThatIsNotAsItsVerbAsksIsUsage(t *testing.T) {
	c := open(t)
	if _, err := c.runs(t, incident.RankManager, "declare db down", ""); err != nil {
		t.Fatal(err)
	}
	var usage UsageError
	for _, line := range []string{"sevv 1", "sev", "sev 9", "phase lunch", "fact 24:10 x", "fact 03/04 x", "fact 11:10 XM x", "star x", "", "--json sev 1", "task", "role scribe", "extend A1 soon"} {
		if _, err := c.runs(t, incident.RankManager, "do INC-1 "+line, ""); !errors.As(err, &usage) {
			t.Errorf("%q: no error of usage: %v", line, err)
		}
	}
	for _, when := range []string{"24:10", "2999-01-01 10:00Z", "yesterday", "03/04", "~14:05"} {
		if _, err := c.runs(t, incident.RankManager, "timeline INC-1 --as-of "+when, ""); !errors.As(err, &usage) {
			t.Errorf("--as-of %s: no error of usage: %v", when, err)
		}
	}
	var refusal incident.Refusal
	for _, line := range []string{"sev 5", "sev 3", "fact 2999-01-01 10:00Z x", "done A9 x", "fact " + strings.Repeat("x", incident.MaxLine)} {
		if _, err := c.runs(t, incident.RankManager, "do INC-1 "+line, ""); !errors.As(err, &refusal) {
			t.Errorf("%.40q: no refusal: %v", line, err)
		}
	}
}

// TestAnUnknownFlagIsAskedAbout puts one where each verb takes flags: it is no word to look
// for, and no text, and the verb's own are named. "--" before a text keeps it.
func TestAnUnknownFlagIsAskedAbout(t *testing.T) {
	c := open(t)
	for _, line := range []string{"declare db down", "say INC-1 the --jsn of foo --bar"} {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range allVerbs() {
		lines := []string{v.name + " --jsn", v.name + " --jsn=1 INC-1 x", v.name + " --jsn INC-1"}
		if strings.Contains(v.args, "ID") {
			lines = append(lines, v.name+" INC-1 --jsn", v.name+" INC-1 --jsn foo", v.name+" INC-1 --jsn=1 foo")
		}
		if v.name == "search" {
			lines = append(lines, "search foo --jsn", "search INC-1 foo --jsn bar", "search —jsn foo", "search foo –jsn")
		}
		for _, line := range lines {
			_, err := c.runs(t, incident.RankManager, line, "")
			var usage UsageError
			if !errors.As(err, &usage) || !strings.Contains(usage.Error(), "there is no flag") || !strings.Contains(usage.Error(), v.name+" takes ") {
				t.Errorf("%s: %v", line, err)
			}
			for _, flag := range v.flags {
				if err != nil && !strings.Contains(err.Error(), "--"+strings.TrimSuffix(flag, "=")) {
					t.Errorf("%s: --%s isn't named: %v", line, flag, err)
				}
			}
		}
	}
	for line, want := range map[string]string{
		"search -- --jsn":             "the --jsn of foo",
		"search INC-1 -- --jsn foo":   "the --jsn of foo",
		"search -- INC-1 --bar":       "the --jsn of foo",
		"search foo -- --bar":         "the --jsn of foo",
		"say INC-1 -- --jsn is wrong": "manager: --jsn is wrong",
		"say -- INC-1 hello":          "manager: hello",
		"say INC-1 -- hello":          "manager: -- hello",
		"say INC-1 --- a/x.go":        "manager: --- a/x.go",
		"say INC-1 hello --jsn":       "manager: hello --jsn",
		"say INC-1 -":                 "manager: --jsn by pipe",
		"do INC-1 note --jsn x":       "manager: --jsn x",
		"do INC-1 change x -- undo y": "C1 x; to undo: undo y",
	} {
		if out, err := c.runs(t, incident.RankManager, line, "--jsn by pipe"); err != nil || !strings.Contains(out, want) {
			t.Errorf("%s: %q, %v", line, out, err)
		}
	}
}

// TestALoneLongDashIsNoText: it may stand for the hyphen that reads a pipe.
func TestALoneLongDashIsNoText(t *testing.T) {
	c := open(t)
	if _, err := c.runs(t, incident.RankManager, "declare db down", ""); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"say INC-1 –", "say INC-1 — ", "do INC-1 note —", "declare –"} {
		var usage UsageError
		if _, err := c.runs(t, incident.RankManager, line, "from a pipe"); !errors.As(err, &usage) || !strings.Contains(usage.Error(), "reads a pipe") {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// TestAMomentOnTheCommandLineMayHaveBlanks: no quotes hold it together there.
func TestAMomentOnTheCommandLineMayHaveBlanks(t *testing.T) {
	c := open(t)
	if _, err := c.runs(t, incident.RankManager, "declare db down", ""); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]bool{
		"timeline INC-1 --as-of 2026-01-02 15:04": false, "timeline --as-of 2026-01-02 15:04Z INC-1": false, "timeline INC-1 --as-of=2 Jan 2026 15:04": false, "timeline INC-1 --as-of=yesterday 23:50 --json": false,
		"timeline INC-1 --as-of 1 min ago": false, "timeline INC-1 --as-of -15m": false, "timeline INC-1 --as-of now": true, "timeline --as-of -0s INC-1": true,
	} {
		if out, err := c.runs(t, incident.RankManager, line, ""); err != nil || strings.Contains(out, "declared") != want {
			t.Errorf("%s: %q, %v", line, out, err)
		}
	}
}

// TestWhatMayBeMoreOfAMomentIsNeverText: each line is entered as of its moment, or asked about.
func TestWhatMayBeMoreOfAMomentIsNeverText(t *testing.T) {
	c := open(t)
	if _, err := c.runs(t, incident.RankManager, "declare db down", ""); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"2026-01-02 10:12 (UTC)": "2026-01-02T10:12:00Z", "2026-01-02 10:12 UTC+5:30": "2026-01-02T04:42:00Z", "１０:12 2026‑01‑02 UTC": "2026-01-02T10:12:00Z", "2 January 2026 8:00 in the evening": "2026-01-02T20:00:00Z",
		"10:00-11": "", "10:12 Moscow": "", "10:12 28/11": "", "0930": "", "noon": "", "since 10:00": "", "-1d 10:00": "",
	} {
		_, err := c.runs(t, incident.RankManager, "do INC-1 fact "+typed+" the DB fell", "")
		if usage := UsageError(""); want == "" && !errors.As(err, &usage) || want != "" && err != nil {
			t.Errorf("fact %s: %v, want %q", typed, err, want)
		}
		if want == "" {
			continue
		}
		out, err := c.runs(t, incident.RankManager, "timeline INC-1 --json --kind fact-added", "")
		if err != nil || !strings.Contains(out, `"occurred_at":"`+want) || strings.Count(out, `"text":"the DB fell"`) != strings.Count(out, "\n") {
			t.Errorf("fact %s is entered as %s (%v), want %s", typed, out, err, want)
		}
	}
}

// TestATitleMayLookLikeAFlagBehindDashes: it is kept where it is meant.
func TestATitleMayLookLikeAFlagBehindDashes(t *testing.T) {
	c := open(t)
	for _, title := range []string{"db down --drill", "-sev 1"} {
		if out, err := c.runs(t, incident.RankManager, "declare -- "+title, ""); err != nil {
			t.Errorf("%q: %q, %v", title, out, err)
		}
	}
}

// TestTheRecordTellsVerbsAlone: whatever else was typed isn't repeated in it.
func TestTheRecordTellsVerbsAlone(t *testing.T) {
	for _, c := range []struct {
		line, verb string
		id         incident.ID
	}{
		{"say INC-1 a secret", "say", "INC-1"},
		{"timeline --json INC-2", "timeline", "INC-2"},
		{"declare INC-3", "declare", ""},
		{"search words", "search", ""},
		{"password1", "no verb", ""},
		{"", "no verb", ""},
	} {
		if verb, id := VerbOf(c.line); verb != c.verb || id != c.id {
			t.Errorf("%q: %q, %q", c.line, verb, id)
		}
	}
}
