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

// open makes the command line of a hub that has nothing on record yet.
func open(t *testing.T) *Commands {
	t.Helper()
	hub, err := session.Open(t.Context(), memory.Open(), session.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := hub.Close(context.Background()); err != nil {
			t.Errorf("close the hub: %v", err)
		}
	})
	return New(hub, Config{})
}

// runs answers a line as a door without a terminal would have it answered.
func (c *Commands) runs(t *testing.T, rank incident.Rank, line, stdin string) (out string, err error) {
	t.Helper()
	var data, words strings.Builder
	err = c.Run(t.Context(), Request{
		Person: incident.Person{Name: rank.String(), Rank: rank, Key: "SHA256:" + rank.String(), Proof: "test"},
		Line:   line, In: strings.NewReader(stdin), Out: &data, Stderr: &words,
		Guard: func(_ string, f func()) { f() },
	})
	return data.String(), err
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
	for _, line := range []string{"", "shwo INC-1", "show", "show INC-1 --what", "show nonsense", "iocs INC-1 --format xml"} {
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
