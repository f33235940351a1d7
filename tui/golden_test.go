package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/themes"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// golden compares a screen with the one in testdata.
func golden(t *testing.T, name, screen string) {
	t.Helper()
	lines := strings.Split(screen, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	screen = strings.Join(lines, "\n") + "\n"
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(screen), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != screen {
		t.Errorf("%s is\n%s\nwant\n%s", name, screen, want)
	}
}

// story declares an incident and gives it entries of every kind.
func (s *stage) story() incident.ID {
	id := s.declare("sapphire-unicorn: secrets read from the vault")
	noor := person("noor", incident.RankResponder)
	for _, step := range []struct {
		by   incident.Person
		line string
	}{
		{ana, "/role deputy @raj"},
		{ana, "/role security-officer @noor"},
		{raj, "the CI token was used from an address we don't know"},
		{raj, "/fact -40m first read of the vault by the stolen token"},
		{noor, "/sev 1 production secrets were read"},
		{noor, "@ana we should quarantine the build subnet"},
		{ana, "/phase containment"},
		{ana, "/state degraded"},
		{kim, "/finding the token came from a build log of bld-07"},
		{kim, "image hashed\nhanding it to noor"},
		{ana, "/star 5"},
		{kim, "/correct 10 the token came from a build log of bld-09"},
		{ana, "/note counsel is informed"},
		{noor, "/cia C=high I=low? the vault's log"},
		{kim, "/vector the token leaked through a build log 70% T1552.001"},
		{ana, "/task @kim 12m isolate bld-07"},
		{ana, "/task @raj 2m list the service accounts"},
		{raj, "/propose quarantine the build subnet"},
		{kim, "/object P1 loses the RAM image"},
		{ana, "/handover @raj manager"},
	} {
		s.clock.pass(time.Minute)
		s.do(step.by, id, step.line)
	}
	return id
}

func sizes() []tea.WindowSizeMsg {
	return []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 120, Height: 40}, {Width: 200, Height: 60}, {Width: 40, Height: 12}, {Width: 19, Height: 4}}
}

func TestTheBridgeLooksAsDrawn(t *testing.T) {
	s := newStage(t)
	id := s.story()
	for _, size := range sizes() {
		t.Run(fmt.Sprintf("%dx%d", size.Width, size.Height), func(t *testing.T) {
			v := s.at(raj, id, size.Width, size.Height)
			v.until("the roster", func() bool { return len(v.root.bridge.scene.Present) == 1 })
			v.types("/se")
			golden(t, fmt.Sprintf("bridge-%dx%d", size.Width, size.Height), steady(v.screen()))
			v.root.leaveSeat()
		})
	}
}

// steady returns a screen without the count and the hash of entries in the
// prompt's row, which depend on how often people connected.
func steady(screen string) string {
	before, after, ok := strings.Cut(screen, "record ok ")
	if !ok {
		return screen
	}
	return before + "record ok …" + strings.Repeat(" ", len(after)-len(strings.TrimLeft(after, "0123456789abcdef #")))
}

func TestTheBriefLooksAsDrawn(t *testing.T) {
	s := newStage(t)
	v := s.come(raj, s.story(), 80, 24)
	golden(t, "brief-80x24", steady(v.screen()))
}

func TestTheLobbyLooksAsDrawn(t *testing.T) {
	s := newStage(t)
	s.story()
	s.declare("db down")
	if _, err := s.hub.Declare(s.ctx, raj, incident.Declare{Title: "fire drill", Severity: incident.SEV4, Drill: true}); err != nil {
		t.Fatal(err)
	}
	s.do(ana, "INC-2", "/close benign done")
	for _, size := range sizes() {
		t.Run(fmt.Sprintf("%dx%d", size.Width, size.Height), func(t *testing.T) {
			v := s.come(kim, "", size.Width, size.Height)
			golden(t, fmt.Sprintf("lobby-%dx%d", size.Width, size.Height), v.screen())
			v.presses("/")
			v.types("drill")
			golden(t, fmt.Sprintf("lobby-search-%dx%d", size.Width, size.Height), v.screen())
		})
	}
	v := s.come(kim, "", 80, 24)
	v.presses("a", "j")
	golden(t, "lobby-closed-too", v.screen())
	v.presses("d")
	v.types("vault")
	golden(t, "lobby-declare", v.screen())
}

func TestTheBridgeInEveryTheme(t *testing.T) {
	s := newStage(t)
	id := s.story()
	for _, name := range themes.Names() {
		for _, dark := range []bool{true, false} {
			v := s.at(raj, id, 80, 24)
			v.root.prefs.dark = dark
			v.says("/theme " + name)
			ground := map[bool]string{true: "dark", false: "light"}[dark]
			golden(t, "theme-"+name+"-on-"+ground, steady(coloured(v)))
			v.root.leaveSeat()
		}
	}
}

func TestWithoutColoursNothingIsLost(t *testing.T) {
	s := newStage(t)
	id := s.story()
	v := s.at(raj, id, 80, 24)
	plain := v.screen()
	v.root.prefs.depth = themes.Plain
	if got := v.screen(); got != plain {
		t.Errorf("without styles the screen is\n%s\nwith them\n%s", got, plain)
	}
	if got := coloured(v); strings.Contains(got, "\x1b") {
		t.Errorf("a terminal that takes no styles is sent some: %q", got)
	}
}

// coloured returns a screen with its styles, the escape character made visible.
func coloured(v *viewer) string {
	f := v.root.Frame()
	lines := make([]string, f.Height)
	for y := range lines {
		lines[y] = f.Row(y).Text()
	}
	return strings.Join(lines, "\n")
}

func TestADrillIsMarkedOnEveryFrame(t *testing.T) {
	s := newStage(t)
	id, err := s.hub.Declare(s.ctx, ana, incident.Declare{Title: "fire", Drill: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range sizes()[:4] {
		v := s.come(ana, id, size.Width, size.Height)
		v.sees("DRILL")
		v.presses("enter")
		v.sees("DRILL")
		for _, key := range []string{"esc", "1", "3", "4", "5", "6", "q", "7", "esc", "ctrl+p", "esc", "8"} {
			v.presses(key)
			v.sees("DRILL")
		}
		v.root.leaveSeat()
	}
}
