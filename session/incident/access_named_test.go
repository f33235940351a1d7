package incident

import (
	"slices"
	"testing"
)

// TestANameThatWaitsForSomebodyIsTaken: whoever comes in later can't get a name by which a
// person was made accountable, given something or let in before they came.
func TestANameThatWaitsForSomebodyIsTaken(t *testing.T) {
	lines := map[string][]string{ // by the verb: what names ghost
		"accountable": {"decide go on", "accountable D1 @ghost!"},
		"admit":       {"admit @ghost!"},
		"decide":      {"decide go on --by ghost!"},
		"fix":         {"vector a stolen token", "fix H1 @ghost! revoke it"},
		"handover":    {"handover @ghost!"},
		"hunt":        {"hunt did it? @ghost!"},
		"hunt-given":  {"hunt did it?", "hunt Q1 @ghost!"},
		"keep":        {"change opened a port", "keep C1 @ghost! until 2h"},
		"quarantine":  {"state web! quarantined --for @ghost! the disk"},
		"role":        {"role legal @ghost!"},
		"shelter":     {"state quarantined --enter @ghost! the build subnet"},
		"stream":      {"stream forensics @ghost!"},
		"task":        {"task @ghost! image the disk"},
		"tasks":       {"task @kim image the disk", "reassign A1 @ghost!"},
		"tradeoff":    {"tradeoff RTO: 1h -> 2h --by ghost!"},
	}
	for verb, script := range lines {
		r := newRun(t)
		r.play("house ana manager, kim responder, raj responder\nas ana manager\ndeclare db down\njoin\nrole decider @raj")
		for _, line := range script {
			r.play(line)
		}
		if named := slices.Collect(r.state.Named()); !slices.Contains(named, "ghost") {
			t.Errorf("%s: %q: only %v are taken", verb, script[len(script)-1], named)
		}
	}
}
