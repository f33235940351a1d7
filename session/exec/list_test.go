package exec

import (
	"errors"
	"strings"
	"testing"

	"warroom/session/incident"
)

func TestTheListIsSortedByWhatNeedsSomeone(t *testing.T) {
	c := open(t)
	for _, line := range []string{"declare --sev 4 disk full", "declare --sev 1 secrets read", "do INC-1 task @responder look", "say INC-1 hello"} {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	for line, want := range map[string]string{
		"list": "INC-2 INC-1", "list --sort yours": "INC-1 INC-2", "list --sort=newest": "INC-2 INC-1", "list --sort unread": "INC-1 INC-2",
	} {
		out, err := c.runs(t, incident.RankResponder, line, "")
		var ids []string
		for row := range strings.Lines(out) {
			ids = append(ids, strings.Fields(row)[0])
		}
		if got := strings.Join(ids, " "); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", line, got, err, want)
		}
	}
	out, err := c.runs(t, incident.RankResponder, "list --json --sort yours", "")
	if want := `"waits":{"late":0,"tasks":1,"keys":0,"roles":0,"said":0,"checks":0}`; err != nil || !strings.Contains(out[:strings.Index(out, "INC-2")], want) {
		t.Errorf("%s, %v", out, err)
	}
	if out, _ := c.runs(t, incident.RankResponder, "list", ""); !strings.Contains(out, "late -  for you 1 task") {
		t.Errorf("list says %s", out)
	}
	var usage UsageError
	if _, err := c.runs(t, incident.RankResponder, "list --sort size", ""); !errors.As(err, &usage) || !strings.Contains(err.Error(), "need, yours, unread, newest") {
		t.Errorf("by size: %v", err)
	}
}

// TestTheListIsSearched by words, wherever the flags stand.
func TestTheListIsSearched(t *testing.T) {
	c := open(t)
	for _, line := range []string{
		"declare --sev 4 disk full", "declare --sev 1 Vault read", "do INC-2 kind data", "do INC-1 affects db-1 unlisted",
		"declare --sev 2 vault full", "do INC-3 close duplicate INC-2 the same vault",
	} {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	for line, want := range map[string][2]string{
		"list VAULT": {"INC-2", "1 of 2"}, "list --all vault": {"INC-2 INC-3", "2 of 3"}, "list --all full vault": {"INC-3", "1 of 3"}, "list db-1": {"INC-1", "1 of 2"},
		"list data read critical": {"INC-2", "1 of 2"}, "list nothing": {"", "none of 2 has nothing: --all searches closed ones too"},
	} {
		out, told, err := c.says(t, incident.RankResponder, line, "")
		var ids []string
		for row := range strings.Lines(out) {
			ids = append(ids, strings.Fields(row)[0])
		}
		if got := strings.Join(ids, " "); err != nil || got != want[0] || !strings.Contains(told, want[1]) {
			t.Errorf("%s: %s, %q, %v", line, got, told, err)
		}
	}
	out, err := c.runs(t, incident.RankResponder, "list --json db-1", "")
	if err != nil || !strings.Contains(out, `"id":"INC-1"`) || strings.Contains(out, "INC-2") || !strings.Contains(out, `"spread":"unknown","spread_proposed":"system","systems":["db-1"]`) {
		t.Errorf("%s, %v", out, err)
	}
	if out, _ := c.runs(t, incident.RankResponder, "list db-1", ""); !strings.Contains(out, "spread:system?") {
		t.Errorf("list says %s", out)
	}
	var usage UsageError
	if _, err := c.runs(t, incident.RankResponder, "list vault --json", ""); !errors.As(err, &usage) {
		t.Errorf("a flag behind the words: %v", err)
	}
}
