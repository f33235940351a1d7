package panetest

import (
	"fmt"
	"testing"
	"time"

	"warroom/session/incident"
)

// Response returns the theft with people at work on it: hypotheses, tasks of which some
// are due and one is late, proposals, and a decision that waits for a key.
func Response(t testing.TB) *Incident {
	i := theft(declare(t, "stolen CI token", rules()))
	for _, said := range [][2]string{
		{"ana", "/task @kim 30m image bld-07"},
		{"ana", "/task @lee 24m list the service accounts that the token could use"},
		{"ana", "/task @kim 16m isolate bld-07"},
		{"ana", "/task @mei ask legal who must be told"},
		{"ana", "/task @kim 90m rotate the deploy keys"},
		{"ana", "/task forensics 1h keep the RAM image"},
		{"kim", "/ack A1"}, {"kim", "/ack A3"}, {"lee", "/ack A2"},
		{"kim", "/done A1 hashed, with noor"},
		{"noor", "/cia C=high I=low? U=medium the vault's log shows two reads"},
		{"kim", "/vector an insider sold the token 20%"},
		{"kim", "/vector the token leaked through a build log 70% T1552.001"},
		{"kim", "/fix H2 rotate every secret that the farm can read"},
		{"kim", "/fallback H2 cut the farm off until the vault is rebuilt"},
		{"kim", "/vector the vault itself is compromised"},
		{"kim", fmt.Sprintf("/vector H3 ruled-out #%d its log is whole", i.Find("first read"))},
		{"raj", "/propose quarantine the build subnet"},
		{"noor", "/support P1"},
		{"kim", "/object P1 loses the RAM image"},
		{"lee", "/object P1 blocks the releases"},
		{"raj", "/answer P1 @lee they can wait"},
		{"lee", "/stream forensics @kim @noor"},
		{"ana", "/decide revoke the token"},
		{"ana", "/decide shut the build farm down --by noor"},
		{"ana", "/tradeoff RTO build farm: 4h -> 24h because the farm is rebuilt"},
		{"mei", "/check scribe"}, {"noor", "/check contained D1 the token is dead"},
		{"noor", "/gate vulnerability-closed A1 the token is dead"},
		{"noor", "/channel chat compromised the token could post"},
		{"raj", "/affects build-farm"},
		{"raj", "/affects old-vault unlisted"},
		{"kim", "/ioc 203.0.113.9 compromised it used the token"},
		{"kim", "/asset bld-07 host compromised its log has the token"},
		{"lee", "/change revoked the token -- issue a new one to the farm"},
	} {
		i.Do(said[0], said[1])
	}
	return i
}

// targets returns what the farm promises.
func targets() []incident.ServiceTarget {
	var all []incident.ServiceTarget
	for _, text := range []string{"success >= 95 %", "queue <= 5 min"} {
		target, err := incident.ParseTarget(text)
		if err != nil {
			panic(err)
		}
		all = append(all, target)
	}
	return all
}

// rules returns the rules of a small server: a playbook, and the sheet of one system.
func rules() *incident.Rules {
	return &incident.Rules{
		Sheets: map[string]*incident.Sheet{"build-farm": {
			Name: "build-farm", Title: "the build farm", Classification: "restricted", Owners: []string{"platform"},
			Components: []incident.Component{{Name: "runners"}, {Name: "vault agent"}}, DependsOn: []string{"vault"}, Architecture: "docs/farm.md",
			Contacts: []incident.Contact{{Name: "dana", For: "on call", Reach: "+49 30 901820"}, {Name: "vendor", Reach: "support@vendor.example", Backup: true}},
			RTO:      incident.Duration(4 * time.Hour), RPO: incident.Duration(time.Hour),
			Reviewed: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), ReviewEvery: incident.Duration(180 * 24 * time.Hour),
			SheetRunning: incident.SheetRunning{Targets: targets()},
		}},
		Playbook: &incident.Playbook{
			Name: "small", Version: "0123456789ab", Span: 3,
			Exits: []incident.ExitRule{
				{Key: "contained", Phase: incident.PhaseContainment, Text: "the attacker can do no more"},
				{Key: "told", Phase: incident.PhaseContainment, Text: "the owners of what is affected were told"},
			},
			Checklists: []incident.Checklist{{Key: "first", Title: "the first hour", On: "declare", Items: []incident.CheckItem{
				{Key: "bridge", Text: "the team talks on a channel that can be trusted", Role: incident.RoleManager},
				{Key: "scribe", Text: "someone writes down what is done", Role: incident.RoleScribe},
			}}},
			Severities: []incident.SeverityRule{{Impact: incident.LevelHigh, Urgency: incident.LevelHigh, Severity: incident.SEV1},
				{Impact: incident.LevelHigh, Urgency: incident.LevelLow, Severity: incident.SEV2}},
		},
	}
}
