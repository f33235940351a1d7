package tui

import (
	"strings"
	"testing"

	"warroom/session/incident"
)

// TestTheSheetsAreReadInTheLobby: by a key, by a verb, and not by a guest of one incident.
func TestTheSheetsAreReadInTheLobby(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(incident.Person{Name: "cy", Rank: incident.RankObserver, Key: "SHA256:5"}, id, 80, 24)
	v.root.bridge = nil
	if _, err := v.root.runSystems(""); err != nil || v.root.overlay.prepared == nil {
		t.Errorf("an observer reads no sheets: %v", err)
	}
	if _, err := v.root.runReadiness(""); err != nil || v.root.overlay.prepared == nil {
		t.Errorf("an observer reads no readiness: %v", err)
	}
	v.root.overlay = overlay{}
	if _, err := v.root.runSystems("nowhere"); err == nil || !strings.Contains(err.Error(), "there is no sheet of nowhere") || v.root.overlay.isOpen() {
		t.Errorf("a system without a sheet: %v", err)
	}
	v.root.who.Only = id
	for name, run := range map[string]func(string) error{
		"systems":   func(arg string) error { _, err := v.root.runSystems(arg); return err },
		"readiness": func(arg string) error { _, err := v.root.runReadiness(arg); return err },
	} {
		if err := run(""); err == nil || v.root.overlay.isOpen() {
			t.Errorf("a guest of one incident opens the %s: %v", name, err)
		}
	}
	for _, item := range v.root.paletteItems() {
		if item.Name == "systems" || item.Name == "readiness" {
			t.Errorf("a guest of one incident is offered %s", item.Name)
		}
	}
}
