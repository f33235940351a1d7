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

// TestASlashSearchesTheLobby, at each size, and commands go on working there.
func TestASlashSearchesTheLobby(t *testing.T) {
	s := newStage(t)
	for _, title := range []string{"vault read", "disk full", "Vault backup late"} {
		s.declare(title)
	}
	s.do(ana, "INC-3", "/kind outage monitoring alone says so")
	for i := range 8 {
		s.declare("another " + string(rune('a'+i)))
	}
	s.do(ana, "INC-11", "/affects db-1 unlisted")
	for i, size := range sizes()[:3] {
		v := s.come([]incident.Person{kim, raj, cy}[i], "", size.Width, size.Height)
		v.presses("/")
		v.types("VAULT")
		v.sees("2 of 11,")
		v.sees("vault read")
		v.sees("Vault backup late")
		v.sees("enter opens INC-3, up and down choose, esc ends the search")
		v.misses("disk full")
		v.types(" outage")
		v.sees("1 of 11,")
		v.presses("esc")
		v.sees("11 incidents, open")
		v.presses("/")
		v.types("db-1")
		v.sees("1 of 11,")
		v.sees("enter opens INC-11")
		v.presses("esc", "/")
		v.types("inc-1") // of INC-10 and INC-11 too, which are newer
		v.sees("3 of 11,")
		v.sees("enter opens INC-1,")
		v.presses("up")
		v.sees("enter opens INC-10,")
		v.presses("down", "enter")
		v.until("the bridge", func() bool { return v.root.bridge != nil })
		if id := v.root.bridge.id(); id != "INC-1" {
			t.Errorf("enter opened %s", id)
		}
		v.says("/lobby")
		v.sees("11 incidents, open")
		v.presses("/")
		v.types("no such thing")
		v.sees("0 of 11,")
		v.sees("No incident has this")
		v.presses("enter")
		v.sees("no incident is found by this")
		v.presses("esc")
	}
}

// TestAWordThatIsACommandIsSearchedBehindABlank: the lobby's own verbs come first.
func TestAWordThatIsACommandIsSearchedBehindABlank(t *testing.T) {
	s := newStage(t)
	s.declare("alert storm")
	s.declare("disk full")
	v := s.come(kim, "", 80, 24)
	v.presses("/")
	v.types("alert off")
	v.sees("2 incidents, open")
	v.presses("enter")
	if got := v.root.prefs.alert; got != alertOff {
		t.Errorf("alerts are %s", got)
	}
	v.presses("/")
	v.types(" alert")
	v.sees("1 of 2,")
	v.sees("alert storm")
	v.misses("disk full")
	v.presses("esc", "/")
	v.types("dec") // begins /declare, and nothing has it
	v.sees("2 incidents, open")
}

// TestASearchSaysThatClosedIncidentsHaveIt.
func TestASearchSaysThatClosedIncidentsHaveIt(t *testing.T) {
	s := newStage(t)
	s.declare("disk full")
	s.declare("vault read")
	s.do(ana, "INC-2", "/close duplicate INC-1 the same disk")
	v := s.come(kim, "", 80, 24)
	v.presses("/")
	v.types("vault")
	v.sees("0 of 1,")
	v.sees("No open incident has this, 1 closed")
	v.presses("esc", "a", "/")
	v.types("vault")
	v.sees("1 of 2,")
}
