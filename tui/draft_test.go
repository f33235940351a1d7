package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
)

// loseLink ends a screen as a link that breaks does.
func (v *viewer) loseLink() {
	v.leave()
	v.root.saveLast()
}

// given puts a line into the outbox, and returns what sends the first of them.
func (v *viewer) given(line string) tea.Cmd {
	v.t.Helper()
	command, err := v.root.parse(line)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.root.send(queuedCommand{command: command, line: line})
}

func TestALostLinkLosesNoLineThatWasGiven(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	send := v.given("the first was sent")
	for _, line := range []string{"the second waits", "/correct 999 x", "the fourth waits"} {
		if v.given(line) != nil {
			t.Errorf("%q was sent before the first was answered", line)
		}
	}
	v.types("the fifth is typed")
	send()
	v.loseLink()

	again := s.come(raj, id, 80, 24)
	again.sees("you had typed a line and not sent it")
	again.presses("enter", "end")
	again.sees("] the first was sent")
	again.sees("] the second waits")
	again.sees("] the fourth waits")
	if got, want := s.draftOf(raj, id), "/correct 999 x\nthe fifth is typed"; got != want {
		t.Errorf("kept: %q, not %q", got, want)
	}
}

const typedNotSent = "the disk was swapped at noon, kim has the old one"

func TestALostLinkLosesNoDraft(t *testing.T) {
	s := newStage(t)
	other, id := s.declare("another"), s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.types(typedNotSent)
	v.loseLink()

	elsewhere := s.at(raj, other, 80, 24)
	elsewhere.misses("not sent")
	elsewhere.presses("up")
	elsewhere.misses("swapped")

	again := s.come(raj, id, 80, 24)
	again.sees("you had typed a line and not sent it")
	again.presses("enter")
	again.types("and now")
	again.presses("ctrl+c", "up", "up")
	again.sees("> " + typedNotSent)
	again.presses("enter")
	again.sees("raj: " + typedNotSent)
	again.until("it is forgotten", func() bool { return again.root.bridge.draft == "" })
	again.until("no draft is kept", func() bool { return s.draftOf(raj, id) == "" })
	again.loseLink()

	third := s.at(raj, id, 80, 24)
	third.misses("not sent")
}

// draftOf returns what the server keeps for a person.
func (s *stage) draftOf(p incident.Person, id incident.ID) string {
	s.t.Helper()
	profile, err := s.hub.Profile(s.ctx, p.Key)
	if err != nil {
		s.t.Fatal(err)
	}
	return profile.Drafts[id]
}

func TestADraftIsNobodyElses(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.types(typedNotSent)
	v.loseLink()
	for _, p := range []incident.Person{ana, kim, cy, {Name: "raj", Rank: raj.Rank, Key: "SHA256:another", Proof: raj.Proof}} {
		other := s.at(p, id, 120, 40)
		other.misses("not sent")
		other.presses("i", "up")
		other.misses("swapped")
		other.loseLink()
	}
	scene, err := s.hub.Scene(s.ctx, ana, id)
	if err != nil {
		t.Fatal(err)
	}
	for e := range scene.For(ana).Entries(0) {
		if e != nil && strings.Contains(e.Line(), "swapped") {
			t.Errorf("the record has the draft: #%d", e.Seq)
		}
	}
}

func TestAnObserversLineIsNotKept(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(cy, id, 80, 24)
	v.presses("i")
	v.types(typedNotSent)
	v.loseLink()
	if got := s.draftOf(cy, id); got != "" {
		t.Errorf("kept is %q", got)
	}
}

// TestADraftThatIsMendedAndSentIsForgotten: and a refused one isn't.
func TestADraftThatIsMendedAndSentIsForgotten(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(ana, id, 80, 24)
	v.types("/sev 4")
	v.loseLink()
	again := s.at(ana, id, 80, 24)
	again.presses("up", "enter")
	again.sees("give a reason to lower the severity")
	if got := s.draftOf(ana, id); got != "/sev 4" {
		t.Errorf("after a refusal, kept is %q", got)
	}
	again.presses("ctrl+c", "up")
	again.says(" a false alarm")
	again.until("no draft is kept", func() bool { return s.draftOf(ana, id) == "" })
}

func TestDraftsCanBeForgotten(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.types("a secret typed by mistake")
	v.loseLink()
	again := s.at(raj, id, 80, 24)
	again.says("/forget")
	again.sees("no unsent line of yours is kept")
	again.until("no draft is kept", func() bool { return s.draftOf(raj, id) == "" })
	again.presses("up", "up", "up")
	again.misses("a secret")
	again.presses("ctrl+c")
	again.loseLink()
	s.at(raj, id, 80, 24).misses("not sent")
}

// TestAFormThatIsOpenIsKeptToo: as the line that it writes.
func TestAFormThatIsOpenIsKeptToo(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.says("/task")
	v.types("kim")
	v.presses("tab")
	v.types("image bld-07")
	v.loseLink()
	if got := s.draftOf(raj, id); !strings.HasPrefix(got, "/task ") || !strings.Contains(got, "image bld-07") {
		t.Errorf("kept is %q", got)
	}
}

// TestWhoGoesToTheLobbyWithADraftFindsItAgain: a way out that is no broken link.
func TestWhoGoesToTheLobbyWithADraftFindsItAgain(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	v.types(typedNotSent)
	v.presses("esc", "q")
	v.sees("> INC-1")
	v.until("the draft is kept", func() bool { return s.draftOf(raj, id) == typedNotSent })
	again := s.at(raj, id, 80, 24)
	again.presses("up")
	again.sees("> " + typedNotSent)
}
