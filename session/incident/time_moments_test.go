package incident

import (
	"bufio"
	"cmp"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

var momentZones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"}

// plainMoments are the forms that are taken, with what they mean to someone whose clock
// shows noon on Monday 30 November 2026, as that clock shows it, or in UTC with a Z. %P is
// five minutes past this midnight, for forms whose day isn't the same everywhere.
var plainMoments = []struct{ typed, want string }{
	{"09:05", "2026-11-30 09:05:00"}, {"9:05", "2026-11-30 09:05:00"}, {"11:59", "2026-11-30 11:59:00"}, {"12:00", "2026-11-30 12:00:00"},
	{"09:05:30", "2026-11-30 09:05:30"}, {"09:05:30.250", "2026-11-30 09:05:30"}, {"09:05h", "2026-11-30 09:05:00"}, {"09:05 Uhr", "2026-11-30 09:05:00"},
	{"14:05", "-"}, {"14:01", "-"}, {"14:00", "refused"}, {"12:01", "refused"}, {"13:59:59", "refused"},
	{"23:50", "2026-11-29 23:50:00"}, {"00:10", "2026-11-30 00:10:00"}, {"0:10", "2026-11-30 00:10:00"},
	{"11:10 PM", "2026-11-29 23:10:00"}, {"11:10pm", "2026-11-29 23:10:00"}, {"11pm", "2026-11-29 23:00:00"}, {"11 PM", "2026-11-29 23:00:00"},
	{"11:10 p.m.", "2026-11-29 23:10:00"}, {"11:10 am", "2026-11-30 11:10:00"}, {"12:10 AM", "2026-11-30 00:10:00"}, {"12 am", "2026-11-30 00:00:00"}, {"12:00pm", "2026-11-30 12:00:00"},
	{"9:05:30 AM", "2026-11-30 09:05:30"},
	{"yesterday 23:50", "2026-11-29 23:50:00"}, {"Yesterday, 23:50", "2026-11-29 23:50:00"}, {"yesterday at 11:50 PM", "2026-11-29 23:50:00"}, {"yesterday 12:01", "2026-11-29 12:01:00"},
	{"today 09:00", "2026-11-30 09:00:00"}, {"today 12:01", "refused"}, {"23:50 yesterday", "2026-11-29 23:50:00"}, {"9:00 today", "2026-11-30 09:00:00"},
	{"Fri 23:50", "2026-11-27 23:50:00"}, {"Friday 23:50", "2026-11-27 23:50:00"}, {"friday, 23:50", "2026-11-27 23:50:00"}, {"Mon 09:00", "2026-11-30 09:00:00"}, {"Mon 23:50", "2026-11-23 23:50:00"}, {"Mon 13:00", "refused"}, {"Tue 12:30", "2026-11-24 12:30:00"}, {"Thurs 10:00", "2026-11-26 10:00:00"},
	{"28 Nov 23:50", "2026-11-28 23:50:00"}, {"28 nov 23:50", "2026-11-28 23:50:00"}, {"28 November, 23:50", "2026-11-28 23:50:00"}, {"28. Nov. 23:50", "2026-11-28 23:50:00"}, {"28th Nov 23:50", "2026-11-28 23:50:00"},
	{"28 Nov 11:50 PM", "2026-11-28 23:50:00"}, {"2 Jan 15:04", "2026-01-02 15:04:00"}, {"31 Dec 23:59", "refused"}, {"1 Dec 10:00", "refused"}, {"30 Nov 12:30", "refused"}, {"29 Feb 10:00", "refused"},
	{"28 Nov 2026 23:50", "2026-11-28 23:50:00"}, {"28 Nov 2026 23:50:12", "2026-11-28 23:50:12"}, {"28 Nov 2026 23:50:12 UTC", "2026-11-28 23:50:12Z"}, {"28 Nov 2026, 23:50", "2026-11-28 23:50:00"}, {"23:50 28 Nov", "2026-11-28 23:50:00"}, {"23:50 on 28 Nov 2026", "2026-11-28 23:50:00"},
	{"2 Jan 15:04Z", "2026-01-02 15:04:00Z"},
	{"Nov 28 23:50:00", "2026-11-28 23:50:00"}, {"Nov 28 2026 23:50", "2026-11-28 23:50:00"}, {"Nov 28, 2026 11:50 PM", "2026-11-28 23:50:00"}, {"Sat Nov 28 23:50:00 2026", "2026-11-28 23:50:00"}, {"Sat, 28 Nov 2026 23:50:12 +0000", "2026-11-28 23:50:12Z"}, {"Fri Nov 28 23:50:00 2026", "refused"}, {"Sat 28 Nov 2026 23:50", "2026-11-28 23:50:00"},
	{"28-Nov-2026 23:50:00", "2026-11-28 23:50:00"}, {"28/Nov/2026:23:50:12 +0000", "2026-11-28 23:50:12Z"}, {"28/Nov/2026:23:50:12 -0500", "2026-11-29 04:50:12Z"},
	{"2026-11-28 23:50", "2026-11-28 23:50:00"}, {"2026-11-28 23:50:12", "2026-11-28 23:50:12"}, {"2026-11-28 23:50Z", "2026-11-28 23:50:00Z"}, {"2026-11-28 23:50+01:00", "2026-11-28 22:50:00Z"}, {"2026-11-28 23:50:00 +0100", "2026-11-28 22:50:00Z"}, {"2026-11-28 23:50 UTC", "2026-11-28 23:50:00Z"}, {"2026-11-28 23:50:12 -05:00", "2026-11-29 04:50:12Z"},
	{"2026-11-28T23:50", "2026-11-28 23:50:00"}, {"2026-11-28T23:50Z", "2026-11-28 23:50:00Z"}, {"2026-11-28t23:50:00z", "2026-11-28 23:50:00Z"}, {"2026-11-28T23:50:00+02:00", "2026-11-28 21:50:00Z"}, {"2026-11-28T23:50:00-05:00", "2026-11-29 04:50:00Z"}, {"2026-11-28T23:50:00.123456Z", "2026-11-28 23:50:00Z"}, {"2026-11-28T23:50:00,123Z", "2026-11-28 23:50:00Z"}, {"2026/11/28 23:50:00", "2026-11-28 23:50:00"}, {"2026-11-28_23:50", "2026-11-28 23:50:00"},
	{"20261128T235000Z", "2026-11-28 23:50:00Z"}, {"20261128T2350Z", "2026-11-28 23:50:00Z"}, {"20261128T235000", "2026-11-28 23:50:00"}, {"20261128T235000+0100", "2026-11-28 22:50:00Z"}, {"20261128T235000.5Z", "2026-11-28 23:50:00Z"}, {"20261128 23:50", "2026-11-28 23:50:00"},
	{"1795909800", "2026-11-28 23:50:00Z"}, {"1795909800000", "2026-11-28 23:50:00Z"}, {"1795909800.5", "2026-11-28 23:50:00Z"}, {"4102444800", "refused"}, {"1400000000", "refused"},
	{"-15m", "2026-11-30 11:45:00"}, {"-1h30m", "2026-11-30 10:30:00"}, {"-1d2h", "2026-11-29 10:00:00"}, {"-30s", "2026-11-30 11:59:30"}, {"-15 min", "2026-11-30 11:45:00"}, {"-15 min ago", "2026-11-30 11:45:00"}, {"–15m", "2026-11-30 11:45:00"}, {"15m ago", "2026-11-30 11:45:00"}, {"15 min ago", "2026-11-30 11:45:00"}, {"15min ago", "2026-11-30 11:45:00"}, {"2 hours ago", "2026-11-30 10:00:00"}, {"1 h 30 min ago", "2026-11-30 10:30:00"}, {"an hour ago", "2026-11-30 11:00:00"}, {"a day ago", "2026-11-29 12:00:00"},
	{"00:05Z", "%"}, {"03:05+02:00", "2026-11-30 01:05:00Z"}, {"03:05+0200", "2026-11-30 01:05:00Z"}, {"03:05 +0200", "2026-11-30 01:05:00Z"}, {"03:05 UTC", "2026-11-30 03:05:00Z"}, {"03:05Z", "2026-11-30 03:05:00Z"}, {"0305Z", "2026-11-30 03:05:00Z"}, {"05:05 UTC+2", "2026-11-30 03:05:00Z"}, {"23:05-05:00", "2026-11-30 04:05:00Z"},
	{"at 09:05", "2026-11-30 09:05:00"}, {"09:05:", "2026-11-30 09:05:00"}, {"09:05,", "2026-11-30 09:05:00"},
}

// aboutMoments are moments that are said to be near.
var aboutMoments = []string{"~09:05", "~ 09:05", "about 09:05", "around 9:05 AM", "ca. 09:05", "~today 09:05", "today about 09:05", "approx. 09:05"}

// unclearMoments look like moments and aren't plain: they are asked about.
var unclearMoments = []string{
	"03/04", "03/04 10:00", "3/4 10:00", "28/11/2026 23:50", "11/28/2026 11:50 PM", "28/11/26 23:50", "3.4. 10:00", "28.11. 23:50", "28.11.2026", "28.11.2026 23:50", "28-11-2026 23:50",
	"24:10", "24:00", "23:60", "25:00", "09:05:61", "13:10 PM", "0:10 AM", "11:10 XM", "2026-11-28 24:00", "2026-13-01 10:00", "2026-02-30 10:00", "30 Feb 10:00", "2026-11-28T", "2026-11-28T25:00Z", "1026-03-01 10:00",
	"09:05-09:20", "09:05–09:20", "09:05 - 09:20", "09:05 to 09:20", "09:05..09:20", "03:00-05:00", "2026-11-28 23:50-23:55", "9:05 until 9:20",
	"28 Nov", "28 Nov 2026", "2026-11-28", "Nov 28", "28 Okt 23:50", "28 Novembr 23:50", "28 Nvo 23:50", "yesteday 09:05", "Firday 09:05", "last Friday 09:05", "yesterday noon", "09:05 Friday",
	"23.10", "23h10", "2310h", "2310 hrs", "11 o'clock", "[09:05]", "(09:05)", "T+10", "T+01:07:44", "+5m", "-15", "-15y", "09:05 CET+1", "09:05 PST", "09:05 Europe/Berlin", "2026-11-28 23:50 EDT", "09:05x",
}

// plainTexts begin with a number or a word of time, and are texts.
var plainTexts = []string{
	"3 hosts down", "404 on login", "2026 budget is out", "10 of 12 hosts", "1.5 GB left the network", "10.0.0.1 answers again", "1.2.3 was rolled out", "24/7 support was called", "3/4 of the hosts", "16:9 screens", "10:1 compression",
	"00:15:5d:01:02:03 was seen", "00:11:22:33:44:55 was seen", "2001:db8::1 answers", "10:8080", "15 accounts locked", "15m cable cut", "2 hours of logs are missing", "2nd host down", "1,000 hosts", "100% cpu", "20261128 tickets", "0123456789 was dialled",
	"2026-11-28-backup.tar was read", "2026-11-28.log was deleted", "yesterday the token was stolen", "today nothing", "Friday the deploy went out", "Sun servers are down", "may be down", "March release", "now it is back", "noon shift took over", "midnight blizzard was named", "at the gateway", "about 3 hosts", "around noon", "a host", "an hour of logs", "T1566 seen", "-v was left out", "- first", "+1 from me", "(3 hosts)", "\"quoted\"", "last backup failed", "monitoring said so", "Monday", "about half", "~3 hosts", "~/.ssh/config was read", "5 m cable", "8 ms later", "7 of 9", "1st of many", "11 pmd findings", "v2", "1e9 rows", "0x41 read", "3D printers",
}

func TestEachFormOfAMomentIsRead(t *testing.T) {
	for _, name := range momentZones {
		zone := must(time.LoadLocation(name))
		a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, zone), Zone: zone}
		for _, c := range plainMoments {
			for _, line := range []string{c.typed + " the first read", c.typed, trimMarks(c.typed) + ": the first read"} {
				m, text, err := cutMoment(line)
				var at time.Time
				if err == nil {
					at, err = m.resolve(a)
				}
				want := c.want
				layout, in := "2006-01-02 15:04:05", zone
				if strings.HasSuffix(want, "Z") {
					layout, in = "2006-01-02 15:04:05Z", time.UTC
				}
				if strings.HasSuffix(want, "Z") && a.At.Before(must(time.ParseInLocation(layout, want, in))) {
					want = "refused" // it hasn't passed where the day began early
				}
				switch {
				case want == "%":
				case want == "-":
					if err != nil || at.In(zone).Format("2006-01-02 15:04") != "2026-11-29 "+c.typed {
						t.Errorf("%s: %q is %s (%v)", name, line, at, err)
					}
				case want == "refused":
					if refusal := (Refusal{}); !errors.As(err, &refusal) {
						t.Errorf("%s: %q is taken for %s", name, line, at)
					}
				case err != nil || at.In(in).Format(layout) != want || strings.TrimPrefix(text, "the first read") != "":
					t.Errorf("%s: %q is %s with the text %q (%v), want %s", name, line, at.In(in), text, err, want)
				}
			}
		}
	}
}

func TestAMomentIsReadAcrossMidnightAndClockChanges(t *testing.T) {
	for _, c := range []struct{ zone, now, typed, want string }{
		{"UTC", "2026-11-30T00:20:00Z", "23:50", "2026-11-29T23:50:00Z"},
		{"UTC", "2026-11-30T00:20:00Z", "00:10", "2026-11-30T00:10:00Z"},
		{"UTC", "2026-11-29T23:50:00Z", "00:10", ""},
		{"UTC", "2026-11-30T00:20:00Z", "today 00:10", "2026-11-30T00:10:00Z"},
		{"UTC", "2026-11-30T00:20:00Z", "today 23:50", ""},
		{"UTC", "2026-11-30T00:20:00Z", "Sun 23:50", "2026-11-29T23:50:00Z"},
		{"UTC", "2027-01-01T00:20:00Z", "31 Dec 23:50", "2026-12-31T23:50:00Z"},
		{"UTC", "2027-01-01T00:20:00Z", "yesterday 23:50", "2026-12-31T23:50:00Z"},
		{"UTC", "2028-03-01T00:20:00Z", "29 Feb 10:00", "2028-02-29T10:00:00Z"},
		{"Asia/Kolkata", "2026-11-29T19:00:00Z", "yesterday 23:50", "2026-11-29T18:20:00Z"},
		{"America/New_York", "2026-11-30T03:00:00Z", "yesterday 23:50", "2026-11-29T04:50:00Z"},
		{"America/New_York", "2026-11-30T03:00:00Z", "00:30Z", "2026-11-30T00:30:00Z"},
		{"America/New_York", "2026-11-30T03:00:00Z", "yesterday 23:50Z", "2026-11-29T23:50:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "today 02:30", ""},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30:00 CEST", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30:00 CET", "2026-10-25T01:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30+02:00", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "yesterday 02:30", "2026-10-24T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30:00 EST", ""},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "today 02:30", ""},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-29 03:30", "2026-03-29T01:30:00Z"},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "today 01:30", "2026-03-29T00:30:00Z"},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "11:30 CEST", "2026-03-29T09:30:00Z"},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "11:30 CET", ""},
		{"America/New_York", "2026-11-01T12:00:00Z", "today 01:30", ""},
		{"America/New_York", "2026-11-01T12:00:00Z", "today 01:30-0400", "2026-11-01T05:30:00Z"},
		{"America/New_York", "2026-03-08T12:00:00Z", "Sun 02:30", ""},
		{"Asia/Kolkata", "2026-10-25T12:00:00Z", "today 02:30", "2026-10-24T21:00:00Z"},
	} {
		a := Ask{At: must(time.Parse(time.RFC3339, c.now)), Zone: must(time.LoadLocation(c.zone))}
		at, _, err := ParseTime(c.typed, a)
		if refusal := (Refusal{}); c.want == "" && !errors.As(err, &refusal) || c.want != "" && (err != nil || at.Format(time.RFC3339) != c.want) {
			t.Errorf("%s at %s: %q is %s (%v), want %q", c.zone, c.now, c.typed, at, err, c.want)
		}
	}
}

func TestWhatLooksLikeAMomentIsAskedAbout(t *testing.T) {
	a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)}
	for _, typed := range unclearMoments {
		for _, line := range []string{typed, typed + " lost"} {
			m, text, err := cutMoment(line)
			if err == nil && m.form == formClock {
				_, err = m.resolve(a) // an abbreviation is known to be another's zone then
			}
			if refusal := (Refusal{}); !errors.As(err, &refusal) || !isSentence(err.Error()) {
				t.Errorf("%q is taken as %+v and %q (%v)", line, m, text, err)
			}
			if m, text, err := cutMoment("-- " + line); err != nil || m.form != formNow || text != line {
				t.Errorf("%q behind -- is %+v and %q (%v)", line, m, text, err)
			}
		}
	}
}

func TestATextThatBeginsWithANumberIsAText(t *testing.T) {
	for _, line := range plainTexts {
		if m, text, err := cutMoment(line); err != nil || m.form != formNow || text != line {
			t.Errorf("%q is taken as %+v and %q (%v)", line, m, text, err)
		}
	}
}

// TestAMomentIsReadWhereverOneIsTyped puts the forms in each verb that takes one.
func TestAMomentIsReadWhereverOneIsTyped(t *testing.T) {
	zone := must(time.LoadLocation("Europe/Berlin"))
	a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, zone), Zone: zone}
	past := map[string]func(Command) typedTime{
		"fact %s x":                  func(c Command) typedTime { return c.(addFact).When },
		"finding %s x":               func(c Command) typedTime { return c.(addFinding).When },
		"in forensics fact %s x":     func(c Command) typedTime { return c.(enterIn).When },
		"in forensics finding %s x":  func(c Command) typedTime { return c.(enterIn).When },
		"milestone occurred %s x":    func(c Command) typedTime { return c.(setMilestone).When },
		"gate restore-point %s #2 x": func(c Command) typedTime { return c.(answerGate).Restore },
	}
	for line, when := range past {
		for _, m := range plainMoments {
			c, err := ParseVerb(strings.Replace(line, "%s", m.typed, 1))
			if err != nil {
				if m.want != "refused" {
					t.Errorf("%s with %q: %v", line, m.typed, err)
				}
				continue
			}
			alone, err := parseMoment(m.typed)
			if err != nil {
				if m.want != "refused" {
					t.Errorf("%q alone: %v", m.typed, err)
				}
				continue
			}
			got, err := when(c).resolve(a)
			want, wantErr := alone.resolve(a)
			if !got.Equal(want) || (err == nil) != (wantErr == nil) {
				t.Errorf("%s with %q is %s (%v), want %s (%v)", line, m.typed, got, err, want, wantErr)
			}
		}
		for _, typed := range unclearMoments {
			c, err := ParseVerb(strings.Replace(line, "%s", typed, 1))
			if err == nil {
				_, err = when(c).resolve(a)
			}
			if err == nil {
				t.Errorf("%s takes %q as %+v", line, typed, when(c))
			}
		}
	}
	for line, until := range map[string]func(Command) typedEnd{
		"admit @lee %s":                         func(c Command) typedEnd { return c.(admitPerson).Until },
		"admit @lee until %s":                   func(c Command) typedEnd { return c.(admitPerson).Until },
		"tradeoff a: b -> c until %s":           func(c Command) typedEnd { return c.(setTradeOff).Until },
		"task @kim until %s look":               func(c Command) typedEnd { return *cmp.Or(c.(giveTask).Due, &typedEnd{whenAt(noon)}) },
		"task @kim by %s in forensics look":     func(c Command) typedEnd { return *cmp.Or(c.(giveTask).Due, &typedEnd{whenAt(noon)}) },
		"tradeoff a: b -> c until %s because d": func(c Command) typedEnd { return c.(setTradeOff).Until },
	} {
		for typed, want := range map[string]string{
			"18:00": "2026-11-30 18:00", "6pm": "2026-11-30 18:00", "6:00 PM": "2026-11-30 18:00", "11:00": "2026-12-01 11:00", "18:00 CET": "2026-11-30 18:00", "17:00Z": "2026-11-30 18:00", "19:00+02:00": "2026-11-30 18:00",
			"tomorrow 09:00": "2026-12-01 09:00", "today 18:00": "2026-11-30 18:00", "Fri 18:00": "2026-12-04 18:00", "Mon 09:00": "2026-12-07 09:00", "2 Jan 15:04": "2027-01-02 15:04", "2 Dec 15:04": "2026-12-02 15:04", "2026-12-02 15:04": "2026-12-02 15:04", "2026-12-02T15:04:00+01:00": "2026-12-02 15:04",
			"20261202T140400Z": "2026-12-02 15:04", "2h": "2026-11-30 14:00", "2 hours": "2026-11-30 14:00", "1h30m": "2026-11-30 13:30",
			"yesterday 18:00": "", "today 09:00": "", "28 Nov 10:00": "", "24:10": "", "03/04": "", "-2h": "", "2026-12-02": "", "tomorrow": "", "~18:00": "", "6 XM": "", "noon": "", "15m ago": "",
		} {
			c, err := ParseVerb(strings.Replace(line, "%s", typed, 1))
			var at time.Time
			if err == nil {
				at, err = until(c).resolve(a)
			}
			if got := at.In(zone).Format("2006-01-02 15:04"); want == "" && err == nil || want != "" && (err != nil || got != want) {
				t.Errorf("%s with %q is %s (%v), want %q", line, typed, got, err, want)
			}
		}
	}
}

func TestAMomentThatIsNearSaysSo(t *testing.T) {
	s, _ := saidAt(t, New("INC-1"), noon.Add(-time.Hour), Declare{Title: "db down"})
	for _, typed := range aboutMoments {
		for _, verb := range []string{"fact ", "finding "} {
			_, e := saidAt(t, s, noon, must(ParseVerb(verb+typed+" first read")))
			if e.Line() != "(about this time) first read" || !e.OccurredAt.Equal(noon.Add(-2*time.Hour-55*time.Minute)) {
				t.Errorf("%s%s: %q at %s", verb, typed, e.Line(), e.OccurredAt)
			}
		}
		if _, err := Decide(s, Ask{By: Person{Name: "ana", Rank: RankManager}, At: noon}, must(ParseVerb("gate restore-point "+typed+" #1"))); err == nil {
			t.Errorf("a restore point of %s is taken", typed)
		}
	}
}

// TestMomentsAsOthersWriteThem reads the cases of the project, where they are: none is
// taken for now without a question but what is a text.
func TestMomentsAsOthersWriteThem(t *testing.T) {
	file, err := os.Open("../../../shared/cases/times.txt")
	if err != nil {
		t.Skip("no cases here")
	}
	defer file.Close()
	texts := map[string]bool{"2310 military": true, "now x": true}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if m, text, err := cutMoment(lines.Text()); err == nil && m.form == formNow && !texts[text] {
			t.Errorf("%q is a text of now", lines.Text())
		}
	}
}

// FuzzMoment: any text begins with a moment, or not, or is asked about with a sentence; and
// what is taken is read again from what is printed.
func FuzzMoment(f *testing.F) {
	for _, c := range plainMoments {
		f.Add(c.typed + " x")
	}
	for _, group := range [][]string{aboutMoments, unclearMoments, plainTexts} {
		for _, typed := range group {
			f.Add(typed)
		}
	}
	a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), Zone: must(time.LoadLocation("Europe/Berlin"))}
	f.Fuzz(func(t *testing.T, text string) {
		var refusal Refusal
		m, rest, err := cutMoment(text)
		if err != nil && (!errors.As(err, &refusal) || !isSentence(refusal.Why)) {
			t.Fatalf("%q is refused with %q", text, err)
		}
		if err == nil && len(rest) > len(text) {
			t.Fatalf("%q leaves %q", text, rest)
		}
		if d, _, err := cutDeadline(text); err == nil {
			if at, err := d.resolve(a); err == nil && d != (typedEnd{}) && !at.After(a.At) {
				t.Fatalf("%q is due at %s", text, at)
			}
		}
		at, err := m.resolve(a)
		if err != nil {
			if !errors.As(err, &refusal) || !isSentence(refusal.Why) {
				t.Fatalf("%q is refused with %q", text, err)
			}
			return
		}
		if at.After(a.At) {
			t.Fatalf("%q is %s, which is still to come", text, at)
		}
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2 Jan 2006 15:04:05.999999999 MST", "20060102T150405.999999999Z0700"} {
			printed := at.Format(layout)
			if again, _, err := ParseTime(printed, a); err != nil || !again.Equal(at) {
				t.Fatalf("%q is %s, printed as %q, read as %s (%v)", text, at, printed, again, err)
			}
		}
	})
}
