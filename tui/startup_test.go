package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
)

// slow connects a person whose bridge isn't open yet: the messages that their
// screen waits for stay in the channel until the test takes them.
func (s *stage) slow(p incident.Person, start incident.ID) *viewer {
	s.t.Helper()
	v := s.screenOf(p, start)
	v.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return v
}

func TestNoFrameComesBeforeTheBrief(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.slow(raj, id)
	v.until("a first frame of the bridge", func() bool {
		screen := v.screen()
		if strings.Contains(screen, string(id)) && !strings.Contains(screen, "brief of") {
			t.Fatalf("a frame names the incident and has no brief:\n%s", screen)
		}
		return strings.Contains(screen, string(id))
	})
}

func TestAnEnterTypedTooSoonLeavesNoBriefStanding(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.slow(raj, id)
	v.presses("enter")
	v.until("the bridge", func() bool { return v.root.bridge != nil })
	v.misses("brief of")
	v.sees("/brief shows it")
	v.says("who has the logs?")
	v.sees("raj: who has the logs?")
	v.misses("brief of")
	if n := len(s.hub.List(ana, false)[0].Present); n != 1 {
		t.Errorf("%d seats are taken", n)
	}
}

func TestKeysTypedOnTheWayToABridgeAreNoneOfTheLobby(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.slow(raj, id)
	v.says("dq quarantine it") // d declares and q leaves, in the lobby
	v.sees("raj: dq quarantine it")
	if v.ended || v.root.overlay.form != nil {
		t.Error("a key was taken for one of the lobby's")
	}
}

func TestKeysTypedTooSoonReachTheLobby(t *testing.T) {
	s := newStage(t)
	v := s.slow(raj, "")
	v.types("ddb down")
	v.presses("enter")
	v.sees("INC-1 db down")
}

func TestAScreenThatCantBeReachedYetCanBeLeft(t *testing.T) {
	s := newStage(t)
	v := s.slow(raj, s.declare("db down"))
	v.presses("ctrl+c")
	v.until("the end", func() bool { return v.ended })
}

func TestABriefThatNobodyReadComesAgain(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.come(raj, id, 80, 24)
	v.leave() // the link breaks before any key
	v.root.saveLast()
	again := s.come(raj, id, 80, 24)
	again.sees("this is your first time here")
}

// TestASlashAtABriefBeginsACommand: a reader of the brief who presses a slash
// begins a command, and no key is lost.
func TestASlashAtABriefBeginsACommand(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.presses("esc", "b")
	if v.root.bridge.typing || v.root.bridge.brief == nil {
		t.Fatal("no brief stands in front of who doesn't type")
	}
	v.types("/sev")
	if got := v.root.prompt.Text(); got != "/sev" || v.root.bridge.brief != nil {
		t.Errorf("the prompt holds %q, the brief stands: %v", got, v.root.bridge.brief != nil)
	}
}
