package incident

import (
	"strings"
	"testing"
)

func TestWhatIsNewToWhomNothingIsOnRecord(t *testing.T) {
	s := goneOn(roomFor(actor{}, false), lineSaid{Text: "hello"})
	s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: "wes", Fact: lineSaid{Text: "by exec alone"}, OccurredAt: noon, RecordedAt: noon})
	for want, r := range map[string]Reader{
		"nothing: you are here since 2026-03-01":  {Name: "raj", Present: []Attendee{{Name: "raj", Since: noon}}},
		"you have read nothing on a screen yet":   {Name: "wes", Present: []Attendee{{Name: "raj", Since: noon}}},
		"all of it: this is your first time here": {Name: "nia"},
		"1 new since 2026-03-01":                  {Name: "kim", Read: s.Last - 1},
	} {
		rows := ""
		r.Stamp = stampUTC
		for row := range unreadPart(seenByAll(s), r).Now() {
			rows += row.Text()
		}
		if !strings.Contains(rows, want) {
			t.Errorf("%+v reads %q, want %q", r, rows, want)
		}
	}
}
