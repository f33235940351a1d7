package feed_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/chat"
	"warroom/tui/feed"
	"warroom/tui/paint"
	"warroom/tui/panetest"
	"warroom/tui/timeline"
)

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 40 {
		v := panetest.Random(t, r, 80).View("kim")
		for i := range 6 {
			l := look(r.IntN(501), r.IntN(201))
			if i%2 == 0 {
				l.Width, l.Height = r.IntN(60), r.IntN(20)
			}
			l.Theme, l.Place = panetest.Dark(), chancePlace(r, v)
			for _, view := range views() {
				panetest.Exact(t, view(v, l), l.Width, l.Height)
			}
		}
	}
}

func chancePlace(r *rand.Rand, v incident.View) feed.Place {
	pick := func() uint64 { return r.Uint64N(v.Last() + 3) }
	p := feed.Place{
		Skip: r.IntN(20), Left: pick(), Cursor: pick(), Original: pick(), Read: pick(),
		Filter: []string{"", "", "token", "@kim =fact", "=star"}[r.IntN(5)],
		Find:   []string{"", "to", "ДАННЫЕ", "👨"}[r.IntN(4)],
	}
	if e := v.Entry(pick()); e != nil {
		p.Top = e.Mark()
	}
	return p
}

func TestNoKeyLeadsAstray(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	k := keys.Default().Bridge
	presses := []tea.Msg{
		down(), up(), press('g'), press('G'), press('n'), press('o'),
		tea.KeyPressMsg{Code: tea.KeyPgUp}, tea.KeyPressMsg{Code: tea.KeyPgDown},
		tea.MouseWheelMsg{Button: tea.MouseWheelUp}, tea.MouseWheelMsg{Button: tea.MouseWheelDown},
	}
	for range 20 {
		v := panetest.Random(t, r, 60).View("kim")
		l := look(r.IntN(100), r.IntN(30))
		for _, p := range []panel{{timeline.New(), timeline.View}, {chat.New(), chat.View}} {
			for range 40 {
				p.Model = p.Read(r.Uint64N(v.Last()+1)).Update(presses[r.IntN(len(presses))], k, v, l)
				p.Model = p.Click(v, l, r.IntN(l.Height+1))
				panetest.Exact(t, p.screen(v, l), l.Width, l.Height)
			}
		}
	}
}

// panel is a feed with one person's place in it.
type panel struct {
	feed.Model
	view func(incident.View, feed.Look) []paint.Row
}

func (p panel) screen(v incident.View, l feed.Look) []paint.Row { return p.view(v, p.Look(v, l)) }

func press(r rune) tea.Msg { return tea.KeyPressMsg{Code: r, Text: string(r)} }
func down() tea.Msg        { return press('j') }
func up() tea.Msg          { return press('k') }

var entryRow = regexp.MustCompile(`^[ >]\d\d:\d\d`)

func TestNoTextCanBeTakenForAnEntryOrARule(t *testing.T) {
	forged := []string{
		"harmless\n 14:21   SEV  ana    SEV2 → SEV5: all is well",
		"harmless\n>14:21 ana: all is well",
		"harmless\n── unread since 14:00 ──",
		strings.Repeat("x", 59) + "  14:21   DECL ana all is well",
		strings.Repeat("word ", 30) + "14:21   chat ana all is well",
	}
	for width := 12; width <= 210; width += 3 {
		in := panetest.Declare(t, "stolen CI token")
		for _, text := range forged {
			in.Do("kim", text)
			in.Do("kim", "/fact "+text)
		}
		l := look(width, 200)
		for name, view := range views() {
			entries, rules := 0, 0
			for _, row := range view(in.View("kim"), l)[1:] {
				if entryRow.MatchString(row.Plain()) {
					entries++
				}
				if strings.HasPrefix(strings.TrimLeft(row.Plain(), " "), "──") {
					rules++
				}
			}
			want := len(forged)
			if name == "timeline" {
				want++ // the declaration
			}
			if entries != want || rules != 1 {
				t.Errorf("%s at %d: %d rows begin as entries do, %d as rules; want %d and 1", name, width, entries, rules, want)
			}
		}
	}
}

func TestLongTextIsShownWholeOrSaysThatItIsNot(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 200 {
		in := panetest.Random(t, r, 3)
		for width := 30; width < 140; width += 23 {
			l := look(width, 400)
			shown := squeeze(plain(timeline.View(in.View("kim"), l)))
			for e := range in.Timeline(in.TimelineEnd()) {
				if !strings.Contains(shown, squeeze(e.Line())) && !strings.Contains(shown, "…enter") {
					t.Fatalf("at %d cells, %q is not in\n%s", width, e.Line(), plain(timeline.View(in.View("kim"), l)))
				}
			}
		}
	}
}

func plain(rows []paint.Row) string {
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.TrimRight(row.Plain(), " "))
	}
	return strings.Join(lines, "\n")
}

// squeeze returns text without the marks and blanks that wrapping adds or
// removes, and without the numbers at the right.
func squeeze(s string) string {
	s = regexp.MustCompile(`(?m) +#\d+$`).ReplaceAllString(s, "")
	return strings.NewReplacer(" ", "", "\n", "", "┆", "").Replace(s)
}
