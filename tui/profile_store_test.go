package tui

import (
	"strings"
	"testing"

	"warroom/session"
	"warroom/session/incident"
)

func TestWhoLosesTheLinkLandsWhereTheyWere(t *testing.T) {
	s := newStage(t)
	s.declare("another")
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.until("the desk", func() bool { return !v.root.profile.saving })
	v.leave() // as when the door cuts the connection
	v.root.saveLast()

	again := s.come(raj, "", 80, 24)
	again.until("the bridge", func() bool { return again.root.bridge != nil })
	again.sees("INC-2 db down")
	again.presses("enter", "esc", "q")
	again.sees("WARROOM")
	again.until("the desk", func() bool { return !again.root.profile.saving })

	third := s.come(raj, "", 80, 24)
	third.sees("WARROOM")
	if third.root.bridge != nil {
		t.Error("who left by themselves is brought back")
	}
}

func TestSettingsAreRememberedByKey(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.says("/theme colour-blind-safe")
	v.says("/zone Europe/Berlin")
	v.says("/alert both")
	v.sees("15:00")
	v.until("the desk", func() bool { return !v.root.profile.saving })

	again := s.come(raj, id, 80, 24)
	p := again.root.prefs
	if p.themeChoice.String() != "colour-blind-safe" || p.zone().String() != "Europe/Berlin" || p.alert != alertBoth {
		t.Errorf("remembered is %s, %v, %s", p.themeChoice, p.zone(), p.alert)
	}
	if p.zone() != v.root.prefs.zone() {
		t.Error("two people in one zone don't share it")
	}
	again.presses("enter", "esc", "z")
	again.sees("14:00Z")
}

func TestAZoneOrThemeThatThereIsntIsRefused(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	for _, line := range []string{"/zone Mars/Olympus", "/zone ../../etc/passwd", "/zone", "/zone Local", "/theme pink", "/alert siren"} {
		v.says(line)
		if v.root.notice.text == "" || v.root.prompt.Text() != line {
			t.Errorf("%s: notice %q, prompt %q", line, v.root.notice.text, v.root.prompt.Text())
		}
		v.presses("ctrl+c")
	}
}

func TestTheLobbyCountsWhatIsUnread(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.presses("esc", "q")
	v.sees("> INC-1")
	for range 3 {
		s.do(ana, id, "news")
	}
	v.until("3 unread", func() bool { return v.root.lobbyItems()[0].Unread == 3 })
}

func TestTwoScreensOfOneKeyKeepWhatEachHasRead(t *testing.T) {
	s := newStage(t)
	first, second := s.declare("one"), s.declare("two")
	a, b := s.at(raj, first, 80, 24), s.at(raj, second, 80, 24)
	for _, v := range []*viewer{a, b} {
		v.presses("esc", "q")
		v.until("the lobby", func() bool { return v.root.bridge == nil })
		v.until("the desk", func() bool { return !v.root.profile.saving })
	}
	desk, err := s.hub.Profile(s.ctx, raj.Key)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []incident.ID{first, second} {
		if desk.Read[id] == (session.ReadMark{}) {
			t.Errorf("what was read of %s is forgotten: %v", id, desk.Read)
		}
	}
}

func TestDeclaringFromTheLobby(t *testing.T) {
	s := newStage(t)
	v := s.come(ana, "", 80, 24)
	v.sees("Press d to declare one")
	v.presses("d")
	v.presses("enter")
	v.sees("give the incident a title")
	v.types("vault opened")
	v.presses("tab")
	v.types("1")
	v.presses("tab")
	v.types("y")
	v.presses("enter")
	v.until("the bridge", func() bool { return v.root.bridge != nil })
	v.presses("enter")
	v.sees("vault opened")
	v.sees("DRILL")
	v.sees("SEV1")
}

func TestAnIncidentThatIsNotForThemLooksLikeNone(t *testing.T) {
	s := newStage(t)
	id := s.declare("secret")
	s.do(ana, id, "/tlp RED")
	v := s.come(cy, "", 80, 24)
	v.misses("secret")
	for _, id := range []incident.ID{id, "INC-99"} {
		v.run(v.root.open(id))
		v.sees("there is no incident " + string(id))
	}
}

func TestAnObserverCantDeclare(t *testing.T) {
	s := newStage(t)
	v := s.come(cy, "", 80, 24)
	v.presses("d")
	v.sees("observers can read, not declare")
}

func TestHelpTellsEveryVerb(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 120, 300)
	v.says("/help")
	for _, name := range verbNames() {
		v.sees("/" + name)
	}
	v.presses("q")
	v.says("/help sev")
	v.sees("/sev 1-5 [why]")
	if strings.Contains(v.screen(), "/phase") {
		t.Error("help of one verb tells others")
	}
}

func TestNoVerbOfTheScreenHidesOneOfTheRecord(t *testing.T) {
	for _, name := range localNames() {
		if _, taken := incident.FindVerb(name); taken {
			t.Errorf("/%s is a verb of the record, too", name)
		}
	}
}
