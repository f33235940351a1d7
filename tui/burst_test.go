package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"warroom/tui/input"
)

// chat returns the lines of the bridge's chat, once all is written.
func (v *viewer) chat() (lines []string) {
	v.t.Helper()
	v.until("all lines written", func() bool { return !v.root.bridge.outbox.busy })
	for e := range v.root.bridge.seat.Scene().For(v.root.who).ChatFrom(0) {
		lines = append(lines, e.Line())
	}
	return lines
}

// TestARefusedLineOfAPasteIsNotGluedToTheNext: however the paste was cut on its
// way.
func TestARefusedLineOfAPasteIsNotGluedToTheNext(t *testing.T) {
	lines := []string{"the shell history has", "/etc/passwd was read", "and the mail spool", "nothing more"}
	sent := []string{lines[0], lines[2], lines[3]}
	for read := 1; read <= 90; read += 1 + read/8 {
		s := newStage(t)
		v := s.at(raj, s.declare("db down"), 80, 24)
		v.pastes(strings.Join(lines, "\r")+"\r", read)
		v.send(input.Quiet{})
		if got := v.chat(); !slices.Equal(got, sent) {
			t.Fatalf("in reads of %d: the chat has %q", read, got)
		}
		v.sees(`3 of 4 sent; "/etc/passwd was read" kept in the prompt's history`)
		if got := v.root.prompt.Text(); got != "" {
			t.Errorf("in reads of %d: the prompt holds %q", read, got)
		}
		v.presses("up")
		v.sees("> /etc/passwd was read")
	}
}

// TestARefusedLineThatWasReadIsMended: who saw the refusal goes on with the
// line.
func TestARefusedLineThatWasReadIsMended(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.says("/correct 1")
	v.until("the refusal", func() bool { return v.root.notice.text != "" })
	v.types(" db slow")
	if got := v.root.prompt.Text(); got != "/correct 1 db slow" {
		t.Errorf("the prompt holds %q", got)
	}
}

// TestAPasteBehindARefusedLineIsNotGluedToIt: a pause on a bad link changes
// nothing.
func TestAPasteBehindARefusedLineIsNotGluedToIt(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.says("/etc/passwd was read")
	v.pastes("one\rtwo\r", 100)
	v.send(input.Quiet{})
	if got := v.chat(); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("the chat has %q", got)
	}
	v.presses("up")
	v.sees("> /etc/passwd was read")
}

func TestALineOfAPasteThatTheBridgeRefusesIsKeptApart(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.pastes("one\r/sev 4\rtwo\rhalf a li", 1000)
	v.send(input.Quiet{})
	if got := v.chat(); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("the chat has %q", got)
	}
	v.sees(`2 of 3 sent; "/sev 4" kept in the prompt's history: give a reason`)
	v.sees("> half a li")
	v.presses("up")
	v.sees("> /sev 4")
}

func TestALastLineOfAPasteThatIsRefusedWaitsAtThePrompt(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.pastes("one\r/etc/passwd was read\r", 1000)
	v.send(input.Quiet{})
	v.sees(`1 of 2 sent; "/etc/passwd was read" waits at the prompt`)
	v.sees("> /etc/passwd was read")
}

// TestEveryRefusedLineOfALongPasteIsKept: more than anyone sends in an hour.
func TestEveryRefusedLineOfALongPasteIsKept(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "line %d\r", i)
		if i%2 == 0 {
			fmt.Fprintf(&text, "/var/log/auth.log:%d\r", i)
		}
	}
	v.pastes(text.String(), 1000)
	v.send(input.Quiet{})
	if got := v.chat(); len(got) != 200 {
		t.Errorf("%d lines are sent", len(got))
	}
	v.sees(`200 of 300 sent; "/var/log/auth.log:0" and 99 more kept in the prompt's`)
	for i := 198; i >= 0; i -= 2 {
		v.presses("up")
		if got, want := v.root.prompt.Text(), fmt.Sprintf("/var/log/auth.log:%d", i); got != want {
			t.Fatalf("up brings %q, not %q", got, want)
		}
	}
}

// TestAPasteStaysAtThePrompt: a line that would open a form, a page or the lobby
// doesn't, or what follows would press its keys.
func TestAPasteStaysAtThePrompt(t *testing.T) {
	for _, line := range []string{"/task", "/declare", "/help", "/lobby", "/quit", "/board"} {
		s := newStage(t)
		v := s.at(raj, s.declare("db down"), 80, 24)
		v.pastes("one\r"+line+"\rdq quarantine\r", 1000)
		v.send(input.Quiet{})
		if v.ended || v.root.bridge == nil || v.root.overlay.isOpen() {
			t.Fatalf("%s took the keyboard", line)
		}
		if got := v.chat(); !slices.Equal(got, []string{"one", "dq quarantine"}) {
			t.Errorf("%s: the chat has %q", line, got)
		}
		v.sees(fmt.Sprintf("2 of 3 sent; %q kept in the prompt's history", line))
	}
}

func TestAPasteTypedTooSoonIsKeptApartToo(t *testing.T) {
	s := newStage(t)
	v := s.slow(raj, s.declare("db down"))
	v.pastes("one\r/etc/passwd was read\rtwo\r", 1000)
	v.send(input.Quiet{})
	v.until("the bridge", func() bool { return v.root.bridge != nil })
	v.sees(`2 of 3 sent; "/etc/passwd was read" kept`)
	if got := v.chat(); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("the chat has %q", got)
	}
}

func TestALineFeedEndsALineToo(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	d := s.desktop(raj, id, Size{80, 24})
	d.shows("record ok")
	d.presses("\r")
	d.presses("one\n/etc/passwd was read\r\ntwo\n")
	d.shows("2 of 3 sent")
	d.hangUp()
}
