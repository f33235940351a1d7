package tui

import (
	"strings"
	"testing"

	"warroom/session/incident"
)

// TestWhatIsGivenToOneRingsOnTheirBridge, once, and for nobody else; nor does it ring again for
// who comes back, nor for what one gives oneself.
func TestWhatIsGivenToOneRingsOnTheirBridge(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "/propose cut the subnet off")
	s.do(raj, id, "here")
	theirs, others := s.at(kim, id, 80, 24), s.at(raj, id, 80, 24)
	rings := func(by incident.Person, line string, want int) {
		t.Helper()
		theirs.bells, others.bells = nil, nil
		s.do(by, id, line)
		for _, v := range []*viewer{theirs, others} {
			last := v.root.bridge.seat.Scene().For(v.root.who).Last()
			v.until("the news", func() bool { return v.root.bridge.view.Last() >= last })
		}
		if len(theirs.bells) != want || len(others.bells) != 0 {
			t.Errorf("%q rings %d times for kim and %d times for raj, want %d and 0: %q", line, len(theirs.bells), len(others.bells), want, theirs.bells)
		}
	}
	for _, line := range []string{
		"/task @kim look at it", "/role scribe @kim", "/task scribe write it down", "/decide wait --by kim",
		"/hunt \"who else logged in?\" @kim", "/stream forensics @kim", "/object P1 loses the image", "/handover @kim",
	} {
		rings(ana, line, 1)
	}
	rings(ana, "/task @ana sleep", 0)
	rings(kim, "/task @kim look again", 0)
	rings(kim, "/hunt \"what else?\" @kim", 0)
	again := s.at(kim, id, 80, 24)
	again.says("here again")
	again.sees("here again")
	if len(again.bells) > 0 {
		t.Errorf("who comes back is rung %d times", len(again.bells))
	}
}

// TestWhatOneGivesOneselfRingsOnNoScreen: another of theirs in the lobby stays silent, and
// what is given otherwise stands in its row until it is read.
func TestWhatOneGivesOneselfRingsOnNoScreen(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "here")
	lobby := s.come(kim, "", 80, 24)
	s.do(kim, id, "/task @kim look at it")
	s.do(ana, id, "/task @raj 5m look too")
	s.do(kim, id, "/task @kim look at more")
	lobby.sees("2 tasks")
	if len(lobby.bells) > 0 {
		t.Errorf("it rang: %q", lobby.bells)
	}
	s.do(ana, id, "/role scribe @kim")
	lobby.sees("@1")
	if len(lobby.bells) != 1 {
		t.Errorf("a role rang %d times", len(lobby.bells))
	}
	lobby.presses("enter")
	lobby.until("the bridge", func() bool { return lobby.root.bridge != nil })
	lobby.says("/lobby")
	lobby.sees("2 tasks")
	lobby.misses("@1")
}

// TestWhatIsReadOnOneScreenIsReadInTheLobbyOfAnother of the same key.
func TestWhatIsReadOnOneScreenIsReadInTheLobbyOfAnother(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	first, second := s.come(kim, "", 120, 40), s.come(kim, "", 120, 40)
	s.do(ana, id, "@kim look at this")
	for _, v := range []*viewer{first, second} {
		v.sees("@1")
	}
	first.presses("enter")
	first.until("the bridge opens", func() bool { return first.root.bridge != nil })
	first.presses("esc", "esc", "q")
	first.until("the lobby opens, and what was read is saved", func() bool { return first.root.bridge == nil && !first.root.profile.saving })
	for _, v := range []*viewer{first, second} {
		v.until("it is read", func() bool { return !strings.Contains(v.screen(), "@1") })
	}
}

// TestWhatIsReadOnABridgeIsReadInTheLobbyOfAnotherScreen while the person stays on the bridge.
func TestWhatIsReadOnABridgeIsReadInTheLobbyOfAnotherScreen(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	second := s.come(kim, "", 120, 40)
	first := s.at(kim, id, 120, 40)
	s.do(ana, id, "@kim look at this")
	second.sees("@1")
	first.sees("@kim look at this")
	first.until("the list has it", func() bool {
		return len(first.root.lobby.summaries) > 0 && len(first.root.lobby.summaries[0].Waits.Said) == 1
	})
	first.presses("j")
	first.until("what was read is saved", func() bool { return !first.root.profile.saving })
	second.until("it is read", func() bool { return !strings.Contains(second.screen(), "@1") })
	if first.root.bridge == nil {
		t.Error("kim left the bridge")
	}
}
