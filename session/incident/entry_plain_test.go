package incident

import (
	"testing"
	"time"
)

func TestPlainLinesReadAloud(t *testing.T) {
	at := func(clock string) time.Time {
		v, err := time.Parse("2006-01-02 15:04", "2026-03-04 "+clock)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	event := func(seq uint64, occurred, recorded time.Time, by string, f Fact) *Event {
		return &Event{Incident: "INC-7", Seq: seq, OccurredAt: occurred, RecordedAt: recorded, By: by, Fact: f}
	}
	correction := event(9, at("15:00"), at("15:00"), "lee", entryCorrected{Seq: 14, Text: "first vault read"})
	for _, c := range []struct {
		entry Entry
		want  string
	}{
		{Entry{Event: event(12, at("14:31"), at("14:31"), "kim", lineSaid{Text: "image hashed"})}, "#12 14:31Z kim: image hashed"},
		{Entry{Event: event(13, at("14:32"), at("14:32"), "ana", severitySet{From: SEV3, To: SEV1, Why: "secrets read"})}, "#13 14:32Z SEV ana: SEV3 → SEV1: secrets read"},
		{Entry{Event: event(14, at("13:40"), at("14:29"), "lee", factAdded{Text: "x"}), Correction: correction}, "#14 13:40Z fact lee [corrected by lee, #9] [logged 14:29]: first vault read"},
		{Entry{Event: event(15, at("13:40").AddDate(0, 0, -1), at("14:29"), "lee", factAdded{Text: "x"})}, "#15 2026-03-03 13:40Z fact lee [logged 2026-03-04 14:29]: x"},
		{Entry{Event: event(17, at("23:50").AddDate(0, 0, -1), at("23:58").AddDate(0, 0, -1), "lee", factAdded{Text: "x"})}, "#17 2026-03-03 23:50Z fact lee [logged 23:58]: x"},
		{Entry{Event: event(18, at("00:01").AddDate(1, 0, 0), at("00:01").AddDate(1, 0, 0), "kim", lineSaid{Text: "x"})}, "#18 2027-03-04 00:01Z kim: x"},
		{Entry{Event: event(16, at("14:31"), at("14:31"), "kim", lineSaid{Text: "two\n#17 14:31Z ana: lines"})}, "#16 14:31Z kim: two #17 14:31Z ana: lines"},
	} {
		if got := c.entry.Plain(at("15:00"), nil); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
	e := Entry{Event: event(12, at("14:31"), at("14:31"), "kim", lineSaid{Text: "x"})}
	if got := e.Plain(at("15:00"), time.FixedZone("CET", 3600)); got != "#12 15:31 kim: x" {
		t.Errorf("%q", got)
	}
}
