package feed_test

import (
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/chat"
	"warroom/tui/feed"
	"warroom/tui/paint"
	"warroom/tui/panetest"
	"warroom/tui/timeline"
)

// views lists all feeds.
func views() map[string]func(incident.View, feed.Look) []paint.Row {
	return map[string]func(incident.View, feed.Look) []paint.Row{"timeline": timeline.View, "chat": chat.View}
}

func look(width, height int) feed.Look {
	return feed.Look{Width: width, Height: height, Theme: panetest.Plain()}
}

func TestScreensLookAsTheyDid(t *testing.T) {
	v := panetest.Theft(t).View("kim")
	for name, view := range views() {
		for _, size := range panetest.Sizes() {
			panetest.Golden(t, name+" "+size.Name, view(v, look(size.Width, size.Height)))
		}
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	in := panetest.Theft(t)
	for name, view := range views() {
		l := look(80, 24)
		l.Theme, l.Active, l.Find = panetest.Dark(), true, "token"
		l.Cursor, l.Read = in.Find("secrets read"), in.Find("secrets read")
		panetest.GoldenColours(t, name+" dark", view(in.View("kim"), l))
	}
}

func TestAReaderAbroadSeesTheirOwnTime(t *testing.T) {
	in := panetest.Theft(t)
	l := look(80, 24)
	l.Zone = time.FixedZone("NZDT", 13*60*60)
	panetest.Golden(t, "timeline abroad", timeline.View(in.View("kim"), l))
}

func TestAnObserverSeesNoNotes(t *testing.T) {
	in := panetest.Theft(t)
	l := look(80, 24)
	l.Theme = themes.Theme{}
	panetest.Golden(t, "timeline observer", timeline.View(in.View("cy"), l))
}
