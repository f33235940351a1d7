package tui

import (
	"errors"
	"strings"
	"testing"
)

func TestALongLineIsReadWholeOnItsPage(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(ana, id, strings.Repeat("word ", 200)+"omega")
	v := s.at(raj, id, 40, 12)
	v.sees("… enter")
	v.presses("esc", "k", "enter")
	v.sees("entry #2")
	v.presses("G")
	v.sees("omega")
	v.presses("q")
	v.sees("2 CHAT")
}

func TestTheOriginalOfACorrectionIsOneKeyAway(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(raj, id, "/fact the disk is full")
	s.do(raj, id, "/correct 2 the disk is at 98 %")
	v := s.at(raj, id, 120, 40)
	v.presses("esc", "1", "G", "k", "j")
	v.sees("[corrected] the disk is at 98 %")
	v.presses("o")
	v.sees("[as first written] the disk is full")
	v.presses("o", "enter")
	v.sees("original  the disk is full")
}

func TestALongRefusalIsSaidWhole(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.says("/correct 1 something else")
	v.sees("rates it anew")
}

func TestADraftSurvivesFindAndFilter(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(ana, id, "the vault is open")
	v := s.at(raj, id, 80, 24)
	v.types("half a thought")
	v.presses("esc", "F")
	v.says("vault")
	v.sees("press i to type")
	if v.root.bridge.typing {
		t.Error("find keeps the keyboard")
	}
	v.presses("F", "enter") // again
	v.presses("i", "up", "up")
	v.until("the draft", func() bool { return v.root.prompt.Text() != "" })
	for range 3 {
		if v.root.prompt.Text() == "half a thought" {
			return
		}
		v.presses("up")
	}
	t.Errorf("the draft is gone: the prompt holds %q", v.root.prompt.Text())
}

func TestARefusalGoesWithTheLineThatWasRefused(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.says("/sevv 1")
	v.types(" ")
	v.sees("did you mean /sev?")
	v.presses("ctrl+u")
	v.misses("did you mean")
}

func TestAnEmptyPanelSaysSo(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.sees("nothing here yet")
	v.says("/filter =none")
	v.sees("nothing matches")
}

func TestWhoMissedNothingSeesNoUnreadRule(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.presses("esc", "q")
	v.sees("> INC-1")
	v.presses("enter")
	v.sees("1 TIMELINE")
	s.do(ana, id, "said while raj looks on")
	v.sees("said while raj looks on")
	v.misses("unread since")
}

func TestTheBannerOfAFrozenRecordStandsOverTheHelp(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	s.log.fail(errors.New("the disk is full"))
	v.says("is anyone there")
	v.sees("RECORD FROZEN")
	v.presses("esc", "?")
	v.sees("KEYS AT THE PROMPT")
	v.sees("RECORD FROZEN")
	s.log.fail(nil)
	v.until("thaw", func() bool { return v.root.bridge.scene.Frozen == "" })
}

// TestAnIndicatorIsFoundInEachOfItsForms: by find and by a filter, however the record
// and the search have it.
func TestAnIndicatorIsFoundInEachOfItsForms(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 40)
	v.says("/fact the host called evil[.]example[.]com at night")
	v.says("/fact nothing else was seen")
	v.sees("nothing else was seen")
	v.presses("esc", "1")
	for _, form := range []string{"evil.example.com", "evil[.]example[.]com", "hxxps://evil(dot)example.com", "EVIL.example"} {
		v.says("/find " + form)
		v.misses("has no")
		v.presses("esc", "1")
		v.says("/filter " + form)
		v.sees("evil[.]example[.]com at night")
		v.misses("nothing else was seen")
		v.says("/filter")
		v.sees("nothing else was seen")
		v.presses("esc", "1")
	}
	v.says("/find evil.example.org")
	v.sees("has no")
}
