package feed_test

import (
	"strings"
	"testing"
	"time"

	"warroom/tui/pane"
	"warroom/tui/panetest"
)

// TestLinesOfAnotherDayAreToldByTheTitle looks at the end of each feed, where
// the rule of the day has scrolled out of sight.
func TestLinesOfAnotherDayAreToldByTheTitle(t *testing.T) {
	in := panetest.Theft(t)
	for name, view := range views() {
		for today, told := range map[string]bool{
			"": false, pane.Day(in.Now, nil): false,
			pane.Day(in.Now.AddDate(0, 0, 1), nil): true, pane.Day(in.Now.AddDate(1, 0, 0), nil): true,
		} {
			l := look(80, 4)
			l.Today = today
			rows := view(in.View("kim"), l)
			if has := strings.Contains(rows[0].Plain(), "Mon 23 Nov 2026"); has != told {
				t.Errorf("%s on %q: %s", name, today, rows[0].Plain())
			}
		}
		l := look(80, 4)
		l.Zone = time.FixedZone("NZDT", 13*60*60)
		l.Today = pane.Day(in.Now, l.Zone)
		if row := view(in.View("kim"), l)[0].Plain(); strings.Contains(row, "Nov") {
			t.Errorf("%s abroad, where it is today: %s", name, row)
		}
	}
}
