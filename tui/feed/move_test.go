package feed_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/tui/chat"
	"warroom/tui/feed"
	"warroom/tui/paint"
	"warroom/tui/panetest"
	"warroom/tui/timeline"
)

// busy returns an incident with n facts and n lines of chat.
func busy(t testing.TB, n int) *panetest.Incident {
	in := panetest.Declare(t, "stolen CI token")
	in.Join("ana", "kim", "lee")
	for i := range n {
		in.Do("kim", fmt.Sprintf("/fact fact %d %s", i, strings.Repeat("and so on ", i%13)))
		in.Do("lee", fmt.Sprintf("line %d %s", i, strings.Repeat("and so on ", i%11)))
	}
	return in
}

func panels() map[string]panel {
	return map[string]panel{"timeline": {timeline.New(), timeline.View}, "chat": {chat.New(), chat.View}}
}

func TestTheNewestLineIsSeenByWhoDoesNothing(t *testing.T) {
	in := busy(t, 40)
	for name, p := range panels() {
		in.Do("kim", "/fact the newest thing")
		in.Do("kim", "the newest thing")
		screen := plain(p.screen(in.View("kim"), look(80, 12)))
		if !strings.Contains(screen, "the newest thing") {
			t.Errorf("%s:\n%s", name, screen)
		}
	}
}

func TestNewLinesDoNotMoveWhatIsRead(t *testing.T) {
	for name, p := range panels() {
		for notches := 1; notches < 12; notches++ {
			in, l := busy(t, 30), look(80, 12)
			for range notches {
				p.Model = p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp}, keys.Default().Bridge, in.View("kim"), l)
			}
			before := p.screen(in.View("kim"), l)
			in.Do("kim", "/fact -10h long before")
			in.Do("kim", "/fact one more")
			in.Do("kim", "one more")
			after := p.screen(in.View("kim"), l)
			from := 1
			if strings.HasPrefix(before[1].Plain(), "──") {
				from++ // an entry may come between a day's rule and the first entry
			}
			if !slices.Equal(before[from:], after[from:]) {
				t.Fatalf("%s moved:\n%s\nwas:\n%s", name, plain(after), plain(before))
			}
			if !strings.Contains(after[0].Plain(), "↓ 1 new") || !strings.Contains(before[0].Plain(), "more") {
				t.Errorf("%s does not tell of new lines: %s, before %s", name, after[0].Plain(), before[0].Plain())
			}
		}
	}
}

func TestScrollingBackLeadsToTheEndAgain(t *testing.T) {
	in, l := busy(t, 30), look(80, 12)
	for name, p := range panels() {
		for range 9 {
			p.Model = p.Page(in.View("kim"), l, -1)
		}
		if p.AtEnd() {
			t.Errorf("%s did not scroll", name)
		}
		for range 9 {
			p.Model = p.Page(in.View("kim"), l, 1)
		}
		if !p.AtEnd() {
			t.Errorf("%s did not come back to the end", name)
		}
	}
}

func TestTheCursorGoesThroughEveryEntryAndStaysInSight(t *testing.T) {
	in, l := busy(t, 30), look(70, 9)
	k := keys.Default().Bridge
	for name, p := range panels() {
		p.Model = p.Update(press('g'), k, in.View("kim"), l)
		var passed []uint64
		for range 100 {
			if last := len(passed) - 1; last < 0 || passed[last] != p.Selected() {
				passed = append(passed, p.Selected())
			}
			if screen := plain(p.screen(in.View("kim"), l)); !strings.Contains(screen, "\n>") {
				t.Fatalf("%s: #%d is out of sight:\n%s", name, p.Selected(), screen)
			}
			p.Model = p.Update(down(), k, in.View("kim"), l)
		}
		want := 30
		if name == "timeline" {
			want++
		}
		if len(passed) != want || !p.AtEnd() {
			t.Errorf("%s: the cursor passed %d of %d entries, at end: %v", name, len(passed), want, p.AtEnd())
		}
		for range 100 {
			p.Model = p.Update(up(), k, in.View("kim"), l)
			if screen := plain(p.screen(in.View("kim"), l)); !strings.Contains(screen, "\n>") {
				t.Fatalf("%s: #%d is out of sight on the way up:\n%s", name, p.Selected(), screen)
			}
		}
		if p.Selected() != passed[0] {
			t.Errorf("%s: the cursor came back to #%d, not #%d", name, p.Selected(), passed[0])
		}
	}
}

func TestAClickSelectsWhatItHits(t *testing.T) {
	in, l := busy(t, 30), look(80, 12)
	m := timeline.New()
	for y, row := range timeline.View(in.View("kim"), m.Look(in.View("kim"), l)) {
		if !entryRow.MatchString(row.Plain()) {
			continue
		}
		clicked := timeline.View(in.View("kim"), m.Click(in.View("kim"), l, y).Look(in.View("kim"), l))
		selected := slices.IndexFunc(clicked, func(row paint.Row) bool { return strings.HasPrefix(row.Plain(), ">1") })
		if selected < 0 || clicked[selected].Plain()[1:] != row.Plain()[1:] {
			t.Errorf("a click on row %d selected row %d:\n%s", y, selected, plain(clicked))
		}
	}
}

func TestAFilterShowsOnlyWhatItAsksFor(t *testing.T) {
	in, l := panetest.Theft(t), look(100, 30)
	for query, want := range map[string]int{
		"": 12, "@ana": 7, "=sev": 2, "=fact =find": 2, "@kim token": 1, "TOKEN": 4, "=star": 1, "nothing": 0,
	} {
		m := timeline.New().Filter(query)
		got := 0
		for _, row := range timeline.View(in.View("kim"), m.Look(in.View("kim"), l)) {
			if entryRow.MatchString(row.Plain()) {
				got++
			}
		}
		if got != want {
			t.Errorf("%q shows %d entries, want %d", query, got, want)
		}
	}
}

func TestARareMatchIsFoundByLookingFurther(t *testing.T) {
	in := busy(t, 0)
	in.Do("kim", "/fact the needle")
	for range 9000 {
		in.Do("kim", "/fact hay")
	}
	l, p := look(80, 12), panel{timeline.New().Filter("needle"), timeline.View}
	if screen := plain(p.screen(in.View("kim"), l)); !strings.Contains(screen, "searches further back") {
		t.Errorf("nothing says that the search stopped:\n%s", screen)
	}
	p.Model = p.Update(tea.KeyPressMsg{Code: tea.KeyPgUp}, keys.Default().Bridge, in.View("kim"), l)
	if screen := plain(p.screen(in.View("kim"), l)); !strings.Contains(screen, "the needle") {
		t.Errorf("the match is not shown:\n%s", screen)
	}
}

func TestFindGoesBackFromMatchToMatchAndRound(t *testing.T) {
	in, l := busy(t, 30), look(80, 12)
	m, found := timeline.New().Find(in.View("kim"), l, "FACT 2")
	var texts []string
	for range 12 {
		if found != feed.FindHit {
			t.Fatal("nothing found")
		}
		texts = append(texts, strings.Fields(in.Entry(m.Selected()).Line())[1])
		m, found = m.Find(in.View("kim"), l, "FACT 2")
	}
	if got := strings.Join(texts, " "); got != "29 28 27 26 25 24 23 22 21 20 2 29" {
		t.Errorf("found %s", got)
	}
	if _, found := m.Find(in.View("kim"), l, "no such words"); found != feed.FindNothing {
		t.Error("found what is nowhere")
	}
}

// TestAKeyPressLooksSoFarAndNoFurther: long entries and many words cost more
// than short ones.
func TestAKeyPressLooksSoFarAndNoFurther(t *testing.T) {
	var words []string
	for i := range 30 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	long := strings.Join(words, " ") + strings.Repeat(" and so on", 380)
	in, l := busy(t, 0), look(80, 12)
	in.Do("kim", "/fact the zz needle "+long)
	for range 900 {
		in.Do("kim", "/fact "+long)
	}
	m := timeline.New().Filter(strings.Join(words, " ") + " zz")
	if _, result := m.Find(in.View("kim"), l, "needle"); result != feed.FindTooFar {
		t.Errorf("a key press went through all: %d", result)
	}
	if _, result := timeline.New().Find(in.View("kim"), l, "Needle"); result != feed.FindHit {
		t.Errorf("without a filter: %d", result)
	}
}

func TestAQueryIsBounded(t *testing.T) {
	var words []string
	for i := range 33 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	if err := feed.CheckQuery(strings.Join(words, " ")); err == nil || !strings.Contains(err.Error(), "33 words") {
		t.Errorf("33 words: %v", err)
	}
	if err := feed.CheckQuery(strings.Repeat("token @kim =fact ", 200)); err != nil {
		t.Errorf("three words many times: %v", err)
	}
}

func TestTheUnreadRuleStandsAboveWhatIsNew(t *testing.T) {
	in, l := busy(t, 5), look(80, 40)
	read := in.Last
	in.Do("kim", "/fact new one")
	in.Do("kim", "/fact -30m new and late")
	in.Do("kim", "new line")
	for name, p := range panels() {
		p.Model = p.Read(read)
		screen := plain(p.screen(in.View("kim"), l))
		_, below, ok := strings.Cut(screen, "── unread since 14:12")
		if !ok || strings.Count(screen, "unread since") != 1 || strings.Count(below, "\n") < 2 || strings.Contains(below, "and so on") {
			t.Errorf("%s:\n%s", name, screen)
		}
		if name == "timeline" && !strings.Contains(screen, "[new] [logged 14:14] new and late") {
			t.Errorf("the back-dated entry is not marked as new:\n%s", screen)
		}
	}
}

func TestNextUnreadFindsBackDatedEntriesToo(t *testing.T) {
	in, l := busy(t, 20), look(80, 12)
	k := keys.Default().Bridge
	m := timeline.New().Read(in.Last)
	in.Do("kim", "/fact -30m new and late")
	in.Do("kim", "/fact new one")
	var seen []string
	for range 2 {
		m = m.Update(press('n'), k, in.View("kim"), l)
		seen = append(seen, in.Entry(m.Selected()).Line())
	}
	if !slices.Equal(seen, []string{"new and late", "new one"}) {
		t.Errorf("went to %q", seen)
	}
	if m = m.Update(press('n'), k, in.View("kim"), l); !m.AtEnd() || m.Selected() != 0 {
		t.Error("after the last unread entry, n does not go to the end")
	}
}

func TestTheOriginalOfACorrectionIsOneKeyAway(t *testing.T) {
	in, l := panetest.Theft(t), look(120, 40)
	k := keys.Default().Bridge
	p := panel{timeline.New().Select(in.View("kim"), l, in.Find("since Thursday")), timeline.View}
	if screen := plain(p.screen(in.View("kim"), l)); !strings.Contains(screen, "[corrected] the token was in a build log since Thursday") {
		t.Errorf("the correction is not shown:\n%s", screen)
	}
	p.Model = p.Update(press('o'), k, in.View("kim"), l)
	if screen := plain(p.screen(in.View("kim"), l)); !strings.Contains(screen, "[as first written] the token was in a build log since Friday") {
		t.Errorf("the original is not shown:\n%s", screen)
	}
	p.Model = p.Update(press('o'), k, in.View("kim"), l)
	if screen := plain(p.screen(in.View("kim"), l)); strings.Contains(screen, "Friday") {
		t.Errorf("the original stays:\n%s", screen)
	}
}

// TestAMovedAndAStruckEntrySaySo on their rows.
func TestAMovedAndAStruckEntrySaySo(t *testing.T) {
	in, l := panetest.Declare(t, "db down"), look(120, 40)
	in.Do("kim", "/fact the dump left")
	in.Do("kim", "/finding the log had filled it")
	in.Do("kim", "/correct 2 at -2d")
	in.Do("kim", "/strike 3 it was another disk")
	screen := plain(panel{timeline.New(), timeline.View}.screen(in.View("kim"), l))
	for _, want := range []string{"[time was ", "x find kim", "[STRUCK by kim, #5] the log had filled it", "STRK kim", "struck #3 because it was another disk"} {
		if !strings.Contains(screen, want) {
			t.Errorf("%q is missing:\n%s", want, screen)
		}
	}
	if strings.Index(screen, "the dump left") > strings.Index(screen, "db down") {
		t.Errorf("the moved entry doesn't stand before:\n%s", screen)
	}
}

func TestPeopleAtTheEndShareTheirScreens(t *testing.T) {
	in, l := busy(t, 60), look(80, 12)
	for name, p := range panels() {
		never := p.Look(in.View("kim"), l)
		for _, read := range []uint64{1, 20, in.Last - 60, in.Last} {
			own := l
			own.Read = read
			got := p.Read(read).Look(in.View("kim"), l)
			if got != never {
				t.Errorf("%s: who read up to #%d sees a screen of their own", name, read)
			}
			if !slices.Equal(p.view(in.View("kim"), own), p.view(in.View("kim"), got)) {
				t.Errorf("%s: who read up to #%d misses the rule", name, read)
			}
		}
	}
}

func TestALongLogTakesNoMoreToShow(t *testing.T) {
	for name, view := range views() {
		work := func(n int) float64 {
			v := long(t, n)
			return testing.AllocsPerRun(5, func() { view(v, look(80, 24)) })
		}
		if short, long := work(200), work(5_000); long > 1.3*short {
			t.Errorf("%s: %v allocations in a log of 200 entries, %v in one of 5,000", name, short, long)
		}
	}
}
