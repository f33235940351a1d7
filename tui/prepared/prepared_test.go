package prepared_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/paint"
	"warroom/tui/panetest"
	"warroom/tui/prepared"
)

var now = time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)

// rules returns a house of three systems, of which one has a long sheet.
func rules() *incident.Rules {
	day := func(month time.Month) time.Time { return time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC) }
	return &incident.Rules{
		Playbook: &incident.Playbook{Name: "Ours", Version: "0123456789ab", Checklists: []incident.Checklist{{Key: "ransom", Title: "Ransom"}}},
		Sheets: map[string]*incident.Sheet{
			"shop": {Name: "shop", Title: "the shop", Owners: []string{"kim"}, DependsOn: []string{"orders-db"}},
			"orders-db": {
				Name: "orders-db", Architecture: "two nodes", Classification: "secret", Owners: []string{"lee", "team data"}, Reviewed: day(9), DependsOn: []string{"disks"},
				Contacts:   []incident.Contact{{Name: "lee", For: "on call", Reach: "+44 20 7946 0007"}},
				Components: []incident.Component{{Name: "writer"}, {Name: "reader", Owner: "mei", Note: "lags"}},
				SheetRecovery: incident.SheetRecovery{
					PersonalData: []incident.PersonalData{{Kind: "addresses", Whose: "customers"}},
					DRPlan:       incident.Procedure{Where: "folder 7", Owner: "noor", Reviewed: day(8), LastDrilled: day(2), DrillEvery: incident.Duration(90 * 24 * time.Hour)},
				},
				SheetRunning: incident.SheetRunning{Degradation: []incident.DegradationStep{{Off: "reports", Effect: "finance waits"}, {Off: "search"}}},
			},
			"disks": {Name: "disks", Owners: []string{"raj"}, Reviewed: day(9)},
		},
	}
}

func look(width, height int) prepared.Look {
	return prepared.Look{Width: width, Height: height, Theme: panetest.Plain(), Now: now}
}

func TestScreensLookAsTheyDid(t *testing.T) {
	for name, page := range map[string]prepared.Model{"systems": prepared.Systems(), "sheet": prepared.System("orders-db"), "readiness": prepared.Readiness()} {
		for _, size := range panetest.Sizes() {
			panetest.Golden(t, name+" at "+size.Name, page.View(rules(), look(size.Width, size.Height)))
		}
	}
}

func TestAPageHasExactlyItsRows(t *testing.T) {
	for _, page := range []prepared.Model{prepared.Systems(), prepared.System("orders-db"), prepared.System("gone"), prepared.Readiness()} {
		for _, r := range []*incident.Rules{rules(), {}} {
			for width := 1; width < 130; width += 7 {
				for height := range 12 {
					panetest.Exact(t, page.View(r, look(width, height)), width, height)
				}
			}
		}
	}
}

func TestEnterOpensTheChosenSheetAndEscGoesBack(t *testing.T) {
	page, open := prepared.Systems(), true
	press := func(k tea.KeyPressMsg) {
		t.Helper()
		page, open = page.Update(k, keys.Default(), rules(), look(80, 24))
	}
	shows := func(want string) {
		t.Helper()
		if got := plain(page.View(rules(), look(80, 24))); !open || !strings.Contains(got, want) {
			t.Errorf("open %t, there is no %q in\n%s", open, want, got)
		}
	}
	press(tea.KeyPressMsg{Code: 'j', Text: "j"})
	press(tea.KeyPressMsg{Code: tea.KeyEnter})
	shows("SHEET of orders-db")
	press(tea.KeyPressMsg{Code: tea.KeyEscape})
	shows("> orders-db")
	press(tea.KeyPressMsg{Code: tea.KeyEnter})
	press(tea.KeyPressMsg{Code: tea.KeyEnter})
	shows("> orders-db")
	press(tea.KeyPressMsg{Code: tea.KeyTab})
	shows("READINESS")
	press(tea.KeyPressMsg{Code: tea.KeyTab})
	shows("> orders-db")
	press(tea.KeyPressMsg{Code: 'q', Text: "q"})
	if open {
		t.Error("q leaves the page open")
	}
}

func plain(rows []paint.Row) string {
	var lines []string
	for _, row := range rows {
		lines = append(lines, row.Plain())
	}
	return strings.Join(lines, "\n")
}
