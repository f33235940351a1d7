//go:build unix

package main

import (
	"strings"
	"testing"
)

// TestTheLobbyIsSearchedOverOpenSSH: at each size a slash and words show the incidents that
// have them, enter opens the one that is chosen, and list takes the same words.
func TestTheLobbyIsSearchedOverOpenSSH(t *testing.T) {
	s := serving(t)
	s.must("ana", "declare --sev 2 payments answer slowly")
	laptop := s.must("ana", "declare --sev 4 a lost laptop")
	s.must("ana", "do "+laptop+" kind lost-device left in a train")
	if got := s.must("kim", "list LOST-device"); !strings.HasPrefix(got, laptop) || strings.Contains(got, "payments") {
		t.Errorf("list finds %s", got)
	}
	for i, size := range [][2]uint16{{80, 24}, {120, 40}, {200, 60}} {
		who := []string{"kim", "raj", "lee"}[i]
		lobby := s.sit(who, size[0], size[1])
		lobby.sees("2 incidents, open")
		lobby.types("/Lap")
		lobby.sees("1 of 2, open", "enter opens "+laptop)
		if strings.Contains(lobby.text(), "payments") {
			t.Errorf("%s sees more than was searched:\n%s", who, lobby.text())
		}
		lobby.types("\r")
		lobby.sees("brief of " + laptop)
		s.must("ana", "do "+laptop+" task @"+who+" call them")
		lobby.types("\r")
		lobby.sees("ana gives you")
	}
}
