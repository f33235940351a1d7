package tui

import (
	"errors"
	"testing"

	"warroom/session/incident"
)

func TestSettingsCanBeChosenInTheLobby(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.come(raj, "", 80, 24)
	v.presses("/")
	v.types("the")
	v.presses("tab")
	v.says("light")
	if got := v.root.prefs.themeChoice.String(); got != "light" {
		t.Errorf("the theme is %s", got)
	}
	v.presses("/")
	v.says("sev 1 from afar")
	v.sees("open an incident first")
	v.presses("esc", "enter")
	v.until("the bridge", func() bool { return v.root.bridge != nil })
	if v.root.bridge.id() != id {
		t.Errorf("opened %s", v.root.bridge.id())
	}
}

func TestTheLobbyTellsTheWholeTitleAndWhoIsThere(t *testing.T) {
	s := newStage(t)
	id := s.declare("a title that is longer than its column in the list")
	s.at(ana, id, 80, 24)
	v := s.come(cy, "", 80, 24)
	v.sees("INC-1 a title that is longer than its column in the list; there: ana")
	v.misses("d declares")
}

func TestAFrozenRecordIsSaidInTheLobby(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	worker := s.at(ana, id, 80, 24)
	v := s.come(raj, "", 80, 24)
	s.log.fail(errors.New("the disk is full"))
	worker.says("is anyone there")
	v.sees("RECORD FROZEN")
	s.log.fail(nil)
	v.until("thaw", func() bool { return v.root.lobby.frozen == "" })
	v.misses("RECORD FROZEN")
}

func TestALobbyWithoutIncidentsOffersOnlyWhatMayBeDone(t *testing.T) {
	s := newStage(t)
	v := s.come(person("cy", incident.RankObserver), "", 40, 12)
	v.sees("No incident is open.")
	v.misses("declare")
}
