package tui

import (
	"strings"
	"testing"

	"warroom/session/incident"
)

// TestAKeySortsTheLobby goes through the orders, and back to the first.
func TestAKeySortsTheLobby(t *testing.T) {
	s := newStage(t)
	worst := s.declare("db down")
	newest, err := s.hub.Declare(s.ctx, raj, incident.Declare{Title: "disk full", Severity: incident.SEV4})
	if err != nil {
		t.Fatal(err)
	}
	v := s.come(kim, "", 80, 24)
	for _, want := range []struct {
		order string
		first incident.ID
	}{{"need", worst}, {"yours", worst}, {"unread", worst}, {"newest", newest}, {"need", worst}} {
		v.sees("open, by " + want.order)
		second := worst
		if want.first == worst {
			second = newest
		}
		if screen := v.screen(); strings.Index(screen, string(want.first)+" ") > strings.Index(screen, string(second)+" ") {
			t.Errorf("by %s, %s doesn't stand first:\n%s", want.order, want.first, screen)
		}
		v.presses("s")
	}
}
