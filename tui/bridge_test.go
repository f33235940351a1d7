package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
)

var (
	ana = person("ana", incident.RankManager)
	raj = person("raj", incident.RankResponder)
	kim = person("kim", incident.RankResponder)
	cy  = person("cy", incident.RankObserver)
)

// at seats a person at a bridge and closes the brief.
func (s *stage) at(p incident.Person, id incident.ID, width, height int) *viewer {
	s.t.Helper()
	v := s.come(p, id, width, height)
	if v.root.bridge.brief != nil {
		v.presses("enter")
	}
	return v
}

func TestThreePeopleSeeEachOthersLines(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	viewers := []*viewer{s.at(ana, id, 200, 60), s.at(raj, id, 120, 40), s.at(kim, id, 80, 24)}
	for _, v := range viewers {
		v.says("this is " + v.root.who.Name)
	}
	for _, v := range viewers {
		for _, name := range []string{"ana", "raj", "kim"} {
			v.sees(name + ": this is " + name)
		}
	}
}

func TestLinesStayInTheOrderInWhichTheyWereTyped(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	for i := range 300 {
		v.says(fmt.Sprintf("line %d", i))
	}
	v.until("all lines written", func() bool { return !v.root.bridge.outbox.busy })
	next := 0
	for e := range v.root.bridge.seat.Scene().For(v.root.who).ChatFrom(0) {
		if want := fmt.Sprintf("line %d", next); e.Line() != want {
			t.Fatalf("#%d is %q, typed was %q", e.Seq, e.Line(), want)
		}
		next++
	}
	if next != 300 {
		t.Errorf("%d lines of 300 are there", next)
	}
}

func TestRefusedTextStaysAtThePrompt(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.says("/sevv 1 secrets read")
	v.sees("did you mean /sev?")
	v.sees("> /sevv 1 secrets read")
	v.presses("ctrl+c")
	v.misses("/sevv")
	v.says("/sev 4") // refused by the bridge: it falls without a why
	v.sees("give a reason to lower the severity")
	v.sees("> /sev 4")
}

func TestALineRefusedLateIsNotLost(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.types("/sev 4")
	v.presses("enter")
	v.types("something else")
	v.sees("(the up key brings the line")
	v.sees("back)")
	v.sees("> something else")
	v.presses("up")
	v.sees("> /sev 4")
}

func TestTooLongALineIsRefusedWithItsSizeAndStays(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.send(tea.PasteMsg{Content: strings.Repeat("x", 4000)})
	v.send(tea.PasteMsg{Content: strings.Repeat("y", 97)})
	v.sees("would have 4097 bytes")
	if got := v.root.prompt.Text(); got != strings.Repeat("x", 4000) {
		t.Errorf("the prompt holds %d bytes, want the 4000 that were there", len(got))
	}
}

func TestAPasteKeepsItsLinesAndIsNotSent(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.send(tea.PasteMsg{Content: "one\r\ntwo\x1b[2J\nthree\n"})
	v.sees(`one↵two\x1b[2J↵three`)
	if last := v.root.bridge.view; last.Written() > 1 {
		t.Fatal("the paste was sent by itself")
	}
	v.presses("enter")
	v.sees("raj: one")
	for e := range v.root.bridge.view.ChatFrom(0) {
		if got := e.Line(); got != "one\ntwo\\x1b[2J\nthree" {
			t.Errorf("written is %q", got)
		}
	}
}

func TestTypingWhileTheBriefStandsIsNotSwallowed(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.come(raj, id, 80, 24)
	v.sees("brief")
	v.says("who has the logs?")
	v.sees("raj: who has the logs?")
	v.misses("brief of")
}

func TestTheBriefComesForWhoMissedSomethingOnly(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.come(raj, id, 80, 24)
	v.sees("brief of INC-1")
	v.presses("enter", "esc", "q")
	v.sees("> INC-1")
	v.presses("enter")
	v.sees("1 TIMELINE")
	v.misses("brief of INC-1")
	v.presses("esc", "q")
	v.sees("> INC-1")
	s.do(ana, id, "meanwhile")
	v.presses("enter")
	v.sees("brief of INC-1")
}

func TestAnObserverReadsAndCantChat(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(ana, id, "/note between us")
	s.do(ana, id, "for everyone")
	v := s.at(cy, id, 120, 40)
	v.sees("OBSERVER")
	v.sees("for everyone")
	v.misses("between us")
	v.types("hello") // the prompt isn't focused: these are keys
	v.presses("i")
	v.says("hello")
	v.sees("observers can read, not write")
	v.presses("ctrl+c")
	v.says("/theme mono")
	if got := v.root.prefs.themeChoice.String(); got != "mono" {
		t.Errorf("the theme is %s", got)
	}
}

func TestNothingIsAcknowledgedWhileTheRecordIsFrozen(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	s.log.fail(errors.New("the disk is full"))
	v.says("is anyone there")
	v.sees("RECORD FROZEN")
	v.sees("> is anyone there")
	v.presses("enter")
	v.sees("not sent")
	v.sees("> is anyone there")
	s.log.fail(nil)
	v.until("thaw", func() bool { return v.root.bridge.scene.Frozen == "" })
	v.presses("enter")
	v.sees("raj: is anyone there")
}

func TestWhoLeavesWhileLinesAreWrittenLosesNone(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	for i := range 20 {
		v.says(fmt.Sprint(i))
	}
	v.presses("esc", "q")
	v.sees("WARROOM")
	scene, err := s.hub.Scene(s.ctx, ana, id)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range scene.For(ana).ChatFrom(0) {
		n++
	}
	if n != 20 {
		t.Errorf("%d lines of 20 are written", n)
	}
}

func TestWhoIsRemovedIsToldInTheLobby(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	s.do(ana, id, "/remove @raj wrong room")
	v.sees("ana removed you from INC-1: wrong room")
	v.sees("WARROOM")
	if v.ended {
		t.Error("the session ended")
	}
}

func TestCtrlCClearsThenAsksThenLeaves(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.types("half a line")
	v.presses("ctrl+c")
	v.misses("half a line")
	v.presses("ctrl+c")
	v.sees("press ctrl+c again to leave")
	v.types("x")
	v.presses("backspace", "ctrl+c")
	v.misses("half a line")
	if v.ended {
		t.Fatal("left although another key came between")
	}
	v.presses("ctrl+c")
	v.until("the end", func() bool { return v.ended })
}

func TestAnOfferedRoleIsSaidUntilItIsTaken(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	s.do(ana, id, "/handover @raj")
	v.sees("ana offers you manager: /take")
	v.says("/take")
	v.sees("enter takes the role, esc doesn't")
	v.presses("esc")
	v.sees("not taken")
	v.says("/take")
	v.types("Gx ok")
	v.presses("end", "home")
	v.sees("enter takes the role, esc doesn't")
	v.presses("enter")
	v.sees("IM raj")
	v.misses("raj: G")
	v.misses("> Gx")
	v.misses("offers you")
}

func TestAMentionAndARiseRingTheBellOnce(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	ring := func(line string, want int) {
		t.Helper()
		v.bells = nil
		s.do(ana, id, line)
		last := v.root.bridge.seat.Scene().For(v.root.who).Last()
		v.until("the news", func() bool { return v.root.bridge.view.Last() >= last })
		if len(v.bells) != want {
			t.Errorf("%q rang %d times, want %d: %q", line, len(v.bells), want, v.bells)
		}
	}
	ring("@raj look at this, @raj", 1)
	ring("@rajesh and rajah", 0)
	ring("/sev 1 worse", 1)
	ring("/sev 3 better", 0)
	v.says("/alert off")
	ring("@raj?", 0)
	v.says("/alert osc9")
	ring("@raj: come", 1)
	if !strings.HasPrefix(v.bells[0], "\x1b]9;") {
		t.Errorf("the notification is %q", v.bells[0])
	}
	v.bells = nil
	v.says("I am @raj")
	v.sees("raj: I am @raj")
	if len(v.bells) > 0 {
		t.Error("one's own line rang")
	}
}

func TestADeclinedRoleRingsForThePersonWhoOfferedIt(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	by, other := s.at(ana, id, 80, 24), s.at(kim, id, 80, 24)
	s.do(raj, id, "here")
	s.do(ana, id, "/handover @raj")
	s.do(raj, id, "/decline")
	for _, v := range []*viewer{by, other} {
		v.sees("declined manager, which ana offered")
	}
	if len(by.bells) != 1 || len(other.bells) != 0 {
		t.Errorf("it rang %d times for ana and %d times for kim, want once and never", len(by.bells), len(other.bells))
	}
}

func TestKeysActUponTheSelectedEntry(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(ana, id, "the logs are gone")
	v := s.at(raj, id, 120, 40)
	v.presses("esc", "2", "k", "t")
	v.until("the line in the timeline", func() bool { return v.root.bridge.view.Entry(2).Promoted })
	v.presses("*")
	v.until("the star", func() bool { return v.root.bridge.view.Entry(2).Starred })
	v.presses("enter")
	v.sees("entry #2 of INC-1")
	v.sees("said by ana")
	v.presses("enter")
	v.misses("entry #2")
}

func TestCompletionGoesThroughVerbsOfTheRecordAndOfTheScreen(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.types("/the")
	v.presses("tab")
	v.sees("> /theme")
	v.sees("choose the colours")
	v.types("l")
	v.presses("tab")
	v.presses("enter")
	if got := v.root.prefs.themeChoice.String(); got != "light" {
		t.Errorf("the theme is %s", got)
	}
	v.types("/f")
	v.sees("/fact")
	v.sees("/find")
	v.presses("tab", "tab", "tab")
	v.sees(">/filter")
}

func TestFilterAndFindShowWhatIsSought(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(ana, id, "the backup is fine")
	s.do(kim, id, "the vault is open")
	v := s.at(raj, id, 120, 40)
	v.says("/filter @kim")
	v.sees("kim: the vault")
	v.misses("ana: the backup")
	v.says("/filter")
	v.sees("ana: the backup")
	v.says("/find nothing of the kind")
	v.sees("the chat has no")
	if err := s.hub.WorkSlots().Acquire(t.Context(), raj.Key); err != nil { // their turn was given back
		t.Fatal(err)
	}
	s.hub.WorkSlots().Release(raj.Key)
	v.presses("ctrl+u")
	v.says("/find " + strings.Repeat("x", 300))
	v.sees("has 300 bytes, at most 200 are allowed")
}

func TestAnObserverWhoTurnsTheirThemesOverIsToldThatTheLastIsKept(t *testing.T) {
	s := newStage(t)
	v := s.at(cy, s.declare("db down"), 120, 40)
	for n := range 40 {
		v.says("/theme " + []string{"light", "dark"}[n%2])
		v.until("the write", func() bool { return !v.root.profile.saving })
	}
	v.sees("your settings change often")
	v.says("/theme mono")
	v.until("the desk is known", func() bool {
		d, err := s.hub.Profile(t.Context(), cy.Key)
		return err == nil && d.Theme == "mono"
	})
}

func TestTheMouseSelectsAndScrolls(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	for i := range 100 {
		s.do(ana, id, fmt.Sprintf("line %d", i))
	}
	v := s.at(raj, id, 120, 40)
	v.sees("line 99")
	a := v.root.plan().area(2)
	v.send(tea.MouseWheelMsg{X: a.x + 2, Y: a.y + 2, Button: tea.MouseWheelUp})
	v.misses("line 99")
	v.send(tea.MouseClickMsg{X: a.x + 2, Y: a.y + 3, Button: tea.MouseLeft})
	if v.root.bridge.typing || v.root.bridge.panels.chat.Selected() == 0 {
		t.Error("the click selected nothing")
	}
	v.send(tea.MouseClickMsg{X: 5, Y: 39, Button: tea.MouseLeft})
	if !v.root.bridge.typing {
		t.Error("a click on the prompt doesn't focus it")
	}
}

// TestACommandOfTheScreenMayHaveBlanksInFront, as a command of the record may.
func TestACommandOfTheScreenMayHaveBlanksInFront(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(kim, id, 120, 40)
	v.says(" \u200b/who")
	v.sees("here: kim")
	if last := v.root.bridge.view; last.Written() > 1 {
		t.Error("it went out as chat")
	}
}
