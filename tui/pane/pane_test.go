package pane_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"warroom/themes"
	"warroom/tui/pane"
)

func TestTextIsBrokenBetweenWords(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 5, ""},
		{"one", 5, "one"},
		{"one two", 7, "one two"},
		{"one two", 6, "one|two"},
		{"one   two", 4, "one|two"},
		{"abcdefgh", 3, "abc|def|gh"},
		{"a bcdefgh", 3, "a|bcd|efg|h"},
		{"  indented", 12, "  indented"},
		{"one\ntwo", 9, "one|two"},
		{"one\n\ntwo", 9, "one||two"},
		{"障害対応", 5, "障害|対応"},
		{"障害", 1, "障|害"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
	} {
		rows, left := pane.Wrap(c.text, c.width, 99)
		if got := strings.Join(rows, "|"); got != c.want || left {
			t.Errorf("%q at %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestWhatIsLeftOverIsTold(t *testing.T) {
	if rows, left := pane.Wrap("one two three", 5, 2); len(rows) != 2 || !left {
		t.Errorf("%q, left %v", rows, left)
	}
	if rows, left := pane.Wrap("one two", 5, 2); len(rows) != 2 || left {
		t.Errorf("%q, left %v", rows, left)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two  three", 5)
	f.Add("障害 e\u0301 👨‍👩‍👧‍👦", 2)
	f.Fuzz(func(t *testing.T, text string, width int) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, isOdd) {
			t.Skip("no text that passes a door")
		}
		width = 2 + max(-width, width)%100
		rows, _ := pane.Wrap(text, width, 1000)
		for _, row := range rows {
			if w := ansi.StringWidth(row); w > width {
				t.Fatalf("%q has %d cells, not %d", row, w, width)
			}
		}
	})
}

// isOdd reports what incident.Clean lets no text hold.
func isOdd(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) && r != '\u200d' }

func TestATitleFitsAnyWidth(t *testing.T) {
	theme := themes.Choose(true, themes.TrueColor)
	for width := range 120 {
		if got := pane.Title(theme, width, true, "4 IMPACT", "↑ 3 newer").Width(); got != width {
			t.Errorf("%d cells at %d", got, width)
		}
	}
}

// TestAMomentOfAnotherDayShowsIt: a time of day alone is taken for today's.
func TestAMomentOfAnotherDayShowsIt(t *testing.T) {
	vienna := time.FixedZone("CET", 3600)
	at := time.Date(2026, 11, 29, 23, 50, 0, 0, time.UTC)
	for _, c := range []struct {
		zone        *time.Location
		now         time.Time
		when, dated string
	}{
		{nil, at.Add(time.Minute), "23:50", "29 Nov 23:50"},
		{nil, at.Add(time.Hour), "29 Nov 23:50", "29 Nov 23:50"},
		{vienna, at.Add(time.Hour), "00:50", "30 Nov 00:50"},
		{nil, at.AddDate(0, 2, 0), "29 Nov 2026 23:50", "29 Nov 2026 23:50"},
		{nil, at.AddDate(-1, 0, 0), "29 Nov 2026 23:50", "29 Nov 2026 23:50"},
	} {
		today := pane.Day(c.now, c.zone)
		if got := pane.When(at, c.zone, today); got != c.when {
			t.Errorf("when it is %s: %q, want %q", today, got, c.when)
		}
		if got := pane.Dated(at, c.zone, today); got != c.dated {
			t.Errorf("when it is %s: dated %q, want %q", today, got, c.dated)
		}
	}
}
