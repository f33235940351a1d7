package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestALineThatIsGivenUpIsNotLost(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.types("the disk was swapped at noon")
	v.presses("ctrl+c")
	v.sees("not sent; up or ctrl+y brings it back")
	v.misses("> the disk")
	v.presses("up")
	v.sees("> the disk was swapped at noon")
	v.presses("down", "ctrl+y")
	v.sees("> the disk was swapped at noon")
	v.presses("ctrl+u")
	v.misses("> the disk")
	v.presses("ctrl+y")
	v.sees("> the disk was swapped at noon")
}

func TestAPasteThatIsTooLongSaysWhereItIs(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.types("as seen: ")
	v.send(tea.PasteMsg{Content: strings.Repeat("a line of the log\n", 850)})
	v.sees("15299 bytes are too many for one entry, at most 4096 are taken: kept as 4")
	v.sees("lines in the history, up shows them")
	v.sees("> as seen:")
	for range 4 {
		v.presses("up")
		if text := v.root.prompt.Text(); !strings.HasPrefix(text, "a line of") || !strings.HasSuffix(text, "of the log") {
			t.Errorf("a part is %.20q … %q", text, text[max(0, len(text)-20):])
		}
	}
	v.presses("up", "down", "down", "down", "down")
	v.sees("> as seen:")
}

func TestALineThatIsGivenUpInTheLobbyIsNotLost(t *testing.T) {
	s := newStage(t)
	v := s.come(raj, "", 80, 24)
	for _, leave := range []string{"esc", "ctrl+c"} {
		v.presses("/")
		v.types("declare the disk of db-01 fails, " + leave)
		v.presses(leave, "/", "up")
		v.sees("> /declare the disk of db-01 fails, " + leave)
		v.presses("ctrl+c")
	}
}

func TestAPasteThatAFormRefusesIsKept(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.says("/task")
	v.send(tea.PasteMsg{Content: strings.Repeat("a line of the log\n", 850)})
	v.presses("esc", "up")
	if text := v.root.prompt.Text(); !strings.HasPrefix(text, "a line of the log") {
		t.Errorf("up brings %.30q", text)
	}
}

// TestAPasteWithoutMarksPressesNoKey: over a list or a panel its letters are no keys.
func TestAPasteWithoutMarksPressesNoKey(t *testing.T) {
	const text = "quick question: did db-01 reboot?"
	s := newStage(t)
	id := s.declare("db down")
	reads := []int{len(text), 20, 10}
	for _, read := range reads {
		lobby := s.come(raj, "", 80, 24)
		lobby.pastes(text, read)
		lobby.sees("> " + text)
		if lobby.ended {
			t.Fatal("the paste left the server")
		}
		lobby.presses("enter")
		lobby.sees("open an incident first")
		lobby.sees("> " + text)
	}
	list := s.come(raj, "", 80, 24)
	list.pastes("jjjjjjjjjjjjjjjj", 100)
	list.misses("> jjj")
	for _, read := range reads {
		bridge := s.at(raj, id, 80, 24)
		bridge.presses("esc", "1")
		bridge.pastes(text, read)
		bridge.sees("> " + text)
		bridge.presses("ctrl+c")
	}
	ahead := s.at(raj, id, 80, 24)
	ahead.presses("esc", "1")
	ahead.pastes("/note typed ahead", 100)
	ahead.sees("> /note typed ahead")
}
