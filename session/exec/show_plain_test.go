package exec

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// plainRules has a sheet with something of everything.
func plainRules() *incident.Rules {
	week := incident.Duration(7 * 24 * time.Hour)
	sheet := &incident.Sheet{
		Name: "payments-api", Title: "Payments", Architecture: "see the drawing", Classification: "confidential", Owners: []string{"lee"},
		Contacts: []incident.Contact{{Name: "mei", For: "database", Reach: "555", Backup: true}}, RTO: week, RPO: week,
		DependsOn: []string{"ledger"}, Reviewed: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), ReviewEvery: week, ReviewedBy: "noor",
	}
	return &incident.Rules{Sheets: map[string]*incident.Sheet{"payments-api": sheet, "ledger": {Name: "ledger"}, "shop": {Name: "shop", DependsOn: []string{"payments-api"}}}}
}

var plainLines = slices.Concat(richLines[:1], []string{"do INC-1 fact it was read on bld-07", "do INC-1 fact it was read again", "do INC-1 finding a slip"}, richLines[1:], []string{
	"do INC-1 affects payments-api", "do INC-1 state payments-api quarantined --for forensics --enter forensics the attacker is in it",
	"do INC-1 state payments-api degraded it runs again", "do INC-1 hunt did the token read other vaults? @kim", "do INC-1 hunt Q1 found #2 in the logs",
	"do INC-1 plan wait for the image until 2h", "do INC-1 eta 3h the copy takes that long", "do INC-1 vector an insider", "do INC-1 vector H2 ruled-out #2 they were away",
	"do INC-1 answer P1 it is imaged", "do INC-1 decide P1 go", "do INC-1 undo C1 it is as it was", "do INC-1 change opened port 8443 -- close it",
	"do INC-1 keep C2 @kim until 2h the vendor needs it", "do INC-1 cia H1 C=high", "do INC-1 fix H1 deployed #2", "do INC-1 sev 1 more was read",
	"do INC-1 kind data", "do INC-1 personal-data yes", "do INC-1 spread several", "do INC-1 tlp red", "do INC-1 drop A2 nobody needs it", "do INC-1 ack A4",
	"do INC-1 pause the vendor sleeps", "do INC-1 milestone occurred -30m", "do INC-1 correct 3 the token leaked, and was used", "do INC-1 fact seen", "do INC-1 reassign A3 @lee",
	"do INC-1 propose another", "do INC-1 withdraw P2 no use", "do INC-1 decide a wrong one", "do INC-1 state shop shutdown it spreads", "do INC-1 strike 4 a slip", "do INC-1 finding another", "do INC-1 ioc 192.0.2.7 compromised", "do INC-1 ioc 192.0.2.8", "do INC-1 sev 2 less was read",
})

// TestShowSaysAllInPlainWords has no value that only the names of JSON's keys tell.
func TestShowSaysAllInPlainWords(t *testing.T) {
	rules := plainRules()
	hub := openHub(t, session.Options{Rules: func() *incident.Rules { return rules }})
	c := New(hub, Config{})
	for _, line := range plainLines {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	p := incident.Person{Name: "manager", Rank: incident.RankManager, Key: "SHA256:manager", Proof: "test"}
	scene, err := hub.Scene(t.Context(), p, "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	here := []incident.Attendee{{Name: "manager", Rank: incident.RankManager, Since: time.Now()}}
	entry := regexp.MustCompile(`^entry #\d+$`)
	for _, part := range scene.For(p).Brief(incident.Reader{Name: "manager", Read: 3, Now: time.Now(), Present: here}) {
		said, rows := "", 0
		for row := range part.All() {
			rows, said = rows+1, said+row.Said()+"\n"
			for _, line := range unsaid("", row.Value(), row.Said()) {
				if !entry.MatchString(line) {
					t.Errorf("%s: %q is told below %q", part.Label, line, row.Said())
				}
			}
		}
		if row := missingFromShow(part); row != "" {
			t.Errorf("%s: show lacks the brief's %q", part.Label, row)
		}
		for _, f := range part.Fields {
			if left := unsaid(f.Key, f.Value, said); len(left) > 0 {
				t.Errorf("%s: %q is told below %q", part.Label, left, said)
			}
		}
		if rows == 0 && part.Key != "" {
			t.Logf("nothing is in %s", part.Label)
		}
	}
}

// missingFromShow returns a row of a brief that show doesn't have, "" for none.
func missingFromShow(part incident.Part) string {
	all := slices.Collect(part.All())
	for row := range part.Now() {
		if !slices.ContainsFunc(all, func(r incident.Row) bool { return r.Text() == row.Text() }) {
			return row.Text()
		}
	}
	return ""
}
