//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// atBridge opens an incident's bridge and closes the brief that stands in
// front of it.
func (s *served) atBridge(who string, width, height uint16, id string) *terminal {
	s.t.Helper()
	p := s.sit(who, width, height, id)
	p.sees(id, "rief")
	p.types("\r")
	p.sees("record ok")
	return p
}

func TestThreePeopleOnThreeScreensSeeOneAnother(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare --sev 3 Checkout is failing")
	ana, kim := s.atBridge("ana", 80, 24, id), s.atBridge("kim", 120, 40, id)
	cy := s.atBridge("cy", 200, 60, id)
	cy.sees("OBSERVER")

	ana.types("is it the database?\r")
	kim.sees("ana: is it the database?")
	cy.sees("ana: is it the database?")
	kim.types("no, the certificate ran out\r")
	ana.sees("kim: no, the certificate ran out")
	kim.types("/sev 1 nobody can pay\r")
	for _, p := range []*terminal{ana, kim, cy} {
		p.sees("SEV1", "nobody can pay")
	}
	ana.types("/sev 4\r")
	ana.sees("give a reason to lower the severity", "/sev 4")
}

func TestAnObserverCanOnlyRead(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare Checkout is failing")
	cy := s.atBridge("cy", 80, 24, id)
	cy.types("let me help\r")
	if a := s.ask("cy", "say "+id+" let me help"); a.code != 1 || !strings.Contains(a.words, "observers can read, not write") {
		t.Errorf("exec answered %+v", a)
	}
	s.must("ana", "say "+id+" the last line")
	cy.sees("the last line")
	if log := s.must("ana", "timeline "+id+" --json"); strings.Contains(log, "let me help") {
		t.Errorf("the observer wrote: %s", log)
	}
}

func TestTextArrivesAsItWasTyped(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare don't panic")
	s.must("kim", `say `+id+` it's "the cache", isn't it?  $HOME \ stays`)
	log := s.must("ana", "timeline "+id+" --json --kind said")
	var event struct {
		Kind string
		Body struct{ Text string }
	}
	if err := json.Unmarshal([]byte(strings.SplitN(log, "\n", 2)[0]), &event); err != nil {
		t.Fatalf("%v in %s", err, log)
	}
	if want := `it's "the cache", isn't it?  $HOME \ stays`; event.Body.Text != want {
		t.Errorf("got %q, want %q", event.Body.Text, want)
	}
}

func TestHiddenAndMissingAnswerTheSame(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare a leak from inside")
	s.must("ana", "do "+id+" tlp RED")
	for _, verb := range []string{"show", "brief", "timeline", "watch", "say", "search", "do"} {
		rest := ""
		if verb != "show" && verb != "brief" && verb != "timeline" && verb != "watch" {
			rest = " note hello"
		}
		hidden, missing := s.ask("kim", verb+" "+id+rest), s.ask("kim", verb+" INC-9"+rest)
		hidden.words = strings.ReplaceAll(hidden.words, id, "INC-9")
		if hidden != missing || hidden.code != 4 {
			t.Errorf("%s: hidden %+v, missing %+v", verb, hidden, missing)
		}
	}
	if list := s.must("kim", "list --all"); strings.Contains(list, "leak") {
		t.Errorf("kim's list tells: %s", list)
	}
}

func TestEjectionEndsTheScreenAtOnceAndKeepsThemOut(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare Checkout is failing")
	lee := s.atBridge("lee", 80, 24, id)
	s.must("ana", "do "+id+" eject @lee the key is stolen")
	lee.leaves()
	if !strings.Contains(strings.Join(strings.Fields(lee.text()), " "), "the key is stolen") {
		t.Errorf("lee was not told why:\n%s", lee.text())
	}
	if a := s.ask("lee", "list"); a.code != 255 {
		t.Errorf("lee came in again: %+v", a)
	}
}

func TestWhoeverComesBackLandsWhereTheyWere(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare Checkout is failing")
	p := s.atBridge("kim", 80, 24, id)
	p.types("I am here\r")
	p.sees("kim: I am here")
	_ = p.cmd.Process.Kill() // the laptop runs out of power; a process of this test
	p.leaves()
	s.sit("kim", 80, 24).sees(id, "Checkout is failing", "I am here")
}

func TestAServerThatStopsTellsThoseInside(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare Checkout is failing")
	ana := s.atBridge("ana", 80, 24, id)
	ana.types("half a line")
	ana.sees("half a line")
	if err := s.stop(); err != nil {
		t.Fatalf("drain: %v", err)
	}
	ana.leaves()
	if !strings.Contains(ana.text(), "the server stops") {
		t.Errorf("ana was not told:\n%s", ana.text())
	}
}

func TestTheRecordSurvivesARestartAndVerifies(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare Checkout is failing")
	s.must("kim", "do "+id+" fact the certificate ran out")
	before := s.must("ana", "timeline "+id+" --json")
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	again := start(t, s.dir, config{Data: filepath.Join(s.dir, "data"), AuthorizedKeys: filepath.Join(s.dir, "keys")})
	if after := again.must("ana", "timeline "+id+" --json"); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	var out strings.Builder
	if err := verify(t.Context(), filepath.Join(s.dir, "data"), &out); err != nil || !strings.Contains(out.String(), id) {
		t.Errorf("verify: %v\n%s", err, out.String())
	}
}

func TestAttacksInTextReachNoTerminal(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare Checkout is failing")
	ana := s.atBridge("ana", 80, 24, id)
	csi := "\x1b[" + strings.Repeat("1;", 32) + "1m"
	for _, attack := range []string{csi + "boom", "\x1bP+q544e\x1b\\", "\u009d52;c;aGk=\u009c", "\x1b]0;owned\x07", "\u202egnp.exe", "\xff\xfe"} {
		s.must("kim", "say "+id+" before "+attack+" after")
	}
	s.must("kim", "say "+id+" still standing")
	ana.sees("still standing", `\x1b`)
	if log := s.must("cy", "timeline "+id); strings.ContainsAny(log, "\x1b\u009d\u202e") {
		t.Errorf("an escape reached a pipe: %q", log)
	}
}

func TestDemoIsFullOfLifeAndLeavesNothingBehind(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	err := demo(t.Context(), watchDemo(t))
	if err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
