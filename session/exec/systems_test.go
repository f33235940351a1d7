package exec

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store/memory"
)

// house makes the command line of a house with three systems.
func house(t *testing.T) *Commands {
	t.Helper()
	at := func(day string) time.Time {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	rules := &incident.Rules{
		Playbook: &incident.Playbook{
			Name: "Ours", Version: "0123456789ab", Checklists: []incident.Checklist{{Key: "ransom", Title: "Ransom"}},
			Upkeep: incident.Upkeep{Owner: "ana", ApprovedBy: "dana", Reviewed: at("2026-01-01")},
			Roster: []incident.RosterRule{{Role: incident.RoleLegal, Ask: []string{"counsel"}}},
		},
		Sheets: map[string]*incident.Sheet{
			"shop": {Name: "Shop", Title: "the shop", Owners: []string{"kim"}, DependsOn: []string{"orders-db"}},
			"orders-db": {
				Name: "orders-db", Classification: "secret", Owners: []string{"lee"}, Reviewed: at("2026-01-01"), RTO: incident.Duration(time.Hour), RPO: incident.Duration(time.Hour),
				Contacts: []incident.Contact{{Name: "lee", Reach: "1"}}, DependsOn: []string{"disks"},
				SheetRecovery: incident.SheetRecovery{
					DRPlan: incident.Procedure{Where: "folder 7", Owner: "noor", Reviewed: at("2026-01-01"), LastDrilled: at("2025-01-01"), DrillEvery: incident.Duration(90 * 24 * time.Hour)},
					Backup: incident.Backup{Where: "the vault", RestoreTested: at("2026-01-01")},
				},
			},
			"disks": {Name: "disks\x1b[31m", Owners: []string{"a\x1bb"}, Reviewed: at("2026-01-01"), DependsOn: []string{"shop"}},
		},
	}
	hub, err := session.Open(t.Context(), memory.Open(), session.Options{Rules: func() *incident.Rules { return rules }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := hub.Close(context.Background()); err != nil {
			t.Errorf("close the hub: %v", err)
		}
	})
	return New(hub, Config{Now: func() time.Time { return at("2026-03-01") }})
}

func TestTheSheetsAreReadBeforeAnyIncident(t *testing.T) {
	c := house(t)
	out, err := c.runs(t, incident.RankObserver, "systems", "")
	if want := "disks      -       a\\x1bb  -         \n" +
		"orders-db  secret  lee     -         DR plan STALE, drilled 2025-01-01\n" +
		"shop       -       kim     the shop  sheet STALE, never reviewed\n"; err != nil || out != want {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want)
	}
	out, err = c.runs(t, incident.RankObserver, "systems Orders-DB", "")
	for _, want := range []string{"system orders-db\n", "class secret\n", "depends on disks\n", "DR plan folder 7 (owner noor, reviewed 2026-01-01, drilled 2025-01-01)\n", "needed by shop (STALE), disks\n", "overdue DR plan STALE, drilled 2025-01-01\n"} {
		if err != nil || !strings.Contains(squeezed(out), want) {
			t.Errorf("%v: there is no %q in\n%s", err, want, out)
		}
	}
	for _, line := range []string{"systems shop --json", "systems --json shop"} {
		var sheet map[string]any
		out, err = c.runs(t, incident.RankObserver, line, "")
		if bad := json.Unmarshal([]byte(out), &sheet); err != nil || bad != nil || sheet["title"] != "the shop" || sheet["radius"] == nil || len(sheet["late"].([]any)) != 1 {
			t.Errorf("%s: %v, %v\n%s", line, err, bad, out)
		}
	}
	var all []map[string]any
	out, err = c.runs(t, incident.RankObserver, "systems --json", "")
	if bad := json.Unmarshal([]byte(out), &all); err != nil || bad != nil || len(all) != 3 {
		t.Errorf("%v, %v\n%s", err, bad, out)
	}
	for line, why := range map[string]string{
		"systems shpo": "there is no sheet of shpo (did you mean shop?)", "systems shop orders-db": "usage: systems [NAME] [--json]",
		"systems --all": "there is no flag", "systems ../x y": "usage", "systems a\x1bb": "name a system in one word",
	} {
		if _, err := c.runs(t, incident.RankManager, line, ""); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func TestReadinessTellsWhatIsOverdueAndMissing(t *testing.T) {
	c := house(t)
	out, err := c.runs(t, incident.RankObserver, "readiness", "")
	for _, want := range []string{
		"playbook Ours 0123456789ab ana reviewed 2026-01-01, drilled never playbook STALE, never drilled; missing roster of manager, deputy, ",
		"checklist Ransom ana reviewed 2026-01-01, drilled never playbook STALE, never drilled\n",
		"sheet disks a\\x1bb reviewed 2026-01-01 ready; missing contacts, rto, rpo, dr_plan, backup\n",
		"sheet orders-db lee reviewed 2026-01-01 ready\n",
		"DR plan orders-db noor reviewed 2026-01-01, drilled 2025-01-01 DR plan STALE, drilled 2025-01-01\n",
		"restore orders-db lee tested 2026-01-01 ready\n",
		"sheet shop kim reviewed never sheet STALE, never reviewed; missing contacts, rto, rpo, dr_plan, backup\n",
		"7 procedures, 4 stale, 3 with something missing\n",
	} {
		if err != nil || !strings.Contains(squeezed(out), want) {
			t.Errorf("%v: there is no %q in\n%s", err, want, out)
		}
	}
	var all []incident.Readiness
	out, err = c.runs(t, incident.RankObserver, "readiness --json", "")
	if bad := json.Unmarshal([]byte(out), &all); err != nil || bad != nil || len(all) != 7 || all[3].Kind != "sheet" || all[4].Kind != "DR plan" || !all[4].Stale {
		t.Errorf("%v, %v\n%s", err, bad, out)
	}
	if _, err := c.runs(t, incident.RankManager, "readiness now", ""); err == nil {
		t.Error("an argument is taken")
	}
}

// TestAGuestOfOneIncidentReadsNoSheets: what the house prepares is the organisation's.
func TestAGuestOfOneIncidentReadsNoSheets(t *testing.T) {
	c := house(t)
	for _, line := range []string{"systems", "systems shop", "systems nowhere --json", "readiness", "readiness --json"} {
		var data, words strings.Builder
		err := c.Run(t.Context(), Request{
			Person: incident.Person{Name: "zed", Rank: incident.RankManager, Key: "SHA256:zed", Proof: "test", Only: "INC-1"},
			Line:   line, Out: &data, Stderr: &words, Guard: func(_ string, f func()) { f() },
		})
		if err == nil || !strings.Contains(err.Error(), "guest of INC-1 only") || data.Len()+words.Len() > 0 {
			t.Errorf("%s: %v\n%s%s", line, err, data.String(), words.String())
		}
	}
}

// squeezed puts one blank between the columns of a table.
func squeezed(table string) string {
	var b strings.Builder
	for line := range strings.Lines(table) {
		b.WriteString(strings.Join(strings.Fields(line), " ") + "\n")
	}
	return b.String()
}
