//go:build unix

package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestADraftGoesFromDoorToDoor: what was typed in line mode when the link broke is found on
// the full screen, and the reverse.
func TestADraftGoesFromDoorToDoor(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare Checkout is failing")
	const brought = "you had typed a line and not sent it: the up key brings it back"
	breaks := func(p *terminal) {
		_ = p.cmd.Process.Kill() // a process that this test started
		p.leaves()
	}

	line := s.sitDumb("kim", id)
	line.sees("what you type is chat", `declared "Checkout is failing"`)
	line.types("//etc/hosts was chang")
	line.sees("//etc/hosts was chang")
	s.waitsFor("kim", true)
	breaks(line)

	s.waitsFor("kim", false)
	screen := s.atBridge("kim", 120, 40, id)
	screen.sees(brought)
	screen.types("\x1b[A")
	screen.sees("> //etc/hosts was chang")
	screen.types("ed\r")
	screen.sees("kim: /etc/hosts was changed")
	screen.types("the disk is ful")
	screen.sees("> the disk is ful")
	breaks(screen)

	s.waitsFor("kim", false)
	line = s.sitDumb("kim", id)
	line.sees(brought, "kim: /etc/hosts was changed")
	line.types("\x1b[Al\x01\x0b\x19\r")
	line.sees("kim: the disk is full")
	line.types("\x04")
	line.leaves()
	line = s.sitDumb("kim", id)
	line.until("no draft any more", func(text string) bool {
		return strings.Contains(text, "kim: the disk is full") && !strings.Contains(text, brought)
	})
}

// waitsFor waits until a person is at the incident, or not any more: what they typed is
// kept then.
func (s *served) waitsFor(who string, here bool) {
	s.t.Helper()
	for late := time.Now().Add(patience); ; {
		var shown []struct{ Present []string }
		if err := json.Unmarshal([]byte(s.must("ana", "list --json")), &shown); err != nil {
			s.t.Fatal(err)
		}
		if len(shown) == 1 && slices.Contains(shown[0].Present, who) == here {
			return
		}
		if time.Now().After(late) {
			s.t.Fatalf("%s is here: %v, present: %q", who, !here, shown)
		}
	}
}
