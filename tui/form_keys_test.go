package tui

import (
	"testing"

	"warroom/session/incident"
)

func TestAVerbWithoutItsArgumentsOpensItsForm(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.at(kim, id, 80, 24)
	v := s.at(raj, id, 80, 24)
	v.says("/handover")
	v.sees("HAND A ROLE OVER")
	v.presses("enter")
	v.sees("!! ")
	v.types("ki")
	v.presses("tab")
	v.sees("writes /handover @kim manager")
	v.presses("enter")
	v.sees("you don't hold manager")
	v.sees("@kim")
	v.presses("esc")
	v.sees("1 TIMELINE")
	v.misses("@kim")
}

func TestWhatAFormSendsIsWrittenAsIfTyped(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.at(kim, id, 80, 24)
	v := s.at(ana, id, 80, 24)
	v.until("kim is known", func() bool { _, known := v.root.bridge.view.Member("kim"); return known })
	v.says("/handover")
	v.types("kim")
	v.presses("enter")
	v.sees("IM ana > kim?")
	v.sees("1 TIMELINE")
}

func TestAnIncidentCanBeDeclaredFromABridge(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.says("/declare")
	v.sees("DECLARE AN INCIDENT")
	v.types("vault is open")
	v.presses("tab")
	v.types("1")
	v.presses("tab")
	v.types("y")
	v.presses("tab")
	v.types("c")
	v.presses("enter")
	v.until("the new bridge", func() bool { return v.root.bridge != nil && v.root.bridge.id() == "INC-2" })
	if st := v.root.bridge.view; st.Severity() != incident.SEV1 || st.Scope() != incident.ScopeConfidential || !st.Drill() || st.Title() != "vault is open" {
		t.Errorf("declared is %s %v %q", st.Severity(), st.Drill(), st.Title())
	}
}

func TestARefusedDeclarationStaysInItsForm(t *testing.T) {
	s := newStage(t)
	v := s.come(raj, "", 80, 24)
	v.presses("d", "enter")
	v.sees("!! ")
	v.types("vault")
	v.presses("enter")
	v.until("the bridge", func() bool { return v.root.bridge != nil })
	v.presses("enter", "esc", "q")
	v.sees("WARROOM")
	v.presses("/")
	v.says("declare --sev 9 x")
	v.sees(`"9" isn't a severity`)
	v.presses("esc", "/")
	v.says("declare --now x")
	v.sees("--now is no flag")
}

func TestAnObserverGetsNoForm(t *testing.T) {
	s := newStage(t)
	v := s.at(cy, s.declare("db down"), 80, 24)
	v.presses("i")
	v.says("/handover")
	v.misses("HAND A ROLE OVER")
	v.presses("ctrl+c")
	v.says("/declare")
	v.sees("observers can read, not declare")
}

func TestEveryCommandIsInThePalette(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.types("draft")
	v.presses("ctrl+p")
	v.sees("command: /")
	v.types("lower it")
	v.presses("enter")
	v.sees("> /sev ")
	v.presses("up")
	v.sees("> draft")
	v.presses("esc", "ctrl+p")
	v.types("hando")
	v.presses("enter")
	v.sees("HAND A ROLE OVER")
	v.presses("esc", "6", "ctrl+p", "esc")
	v.sees("brief of")
}

func TestThePaletteWorksInTheLobby(t *testing.T) {
	s := newStage(t)
	v := s.come(raj, "", 80, 24)
	v.presses("ctrl+p")
	v.misses("/sev")
	v.types("colours")
	v.presses("enter")
	v.sees("> /theme")
	v.presses("esc", "ctrl+p")
	v.types("declare")
	v.presses("enter")
	v.sees("DECLARE AN INCIDENT")
}

func TestTheGlassIsBrokenFromTheLobby(t *testing.T) {
	s := newStage(t)
	zoe := person("zoe", incident.RankManager)
	id, err := s.hub.Declare(s.ctx, ana, incident.Declare{Title: "quiet", Scope: incident.ScopeConfidential})
	if err != nil {
		t.Fatal(err)
	}
	v := s.come(zoe, "", 80, 24)
	v.presses("/")
	v.says("break-glass " + string(id))
	v.sees("write it as /break-glass INC-7 WHY")
	v.presses("ctrl+u")
	v.says("/break-glass INC-9 ana is ill")
	v.sees("there is no incident INC-9 for you here")
	v.presses("ctrl+u")
	v.says("/break-glass " + string(id) + " ana is ill")
	v.until("the bridge", func() bool { return v.root.bridge != nil && v.root.bridge.id() == id })
	other := s.come(kim, "", 80, 24)
	other.presses("/")
	other.says("break-glass " + string(id) + " me too")
	other.sees("there is no incident INC-1 for you here")
}

func TestAFormRefusesWhatItsLineWouldTakeForText(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(ana, id, 80, 24)
	v.says("/task")
	v.types("legal")
	v.presses("tab")
	v.types("301")
	v.presses("tab")
	v.types("read the contract")
	v.presses("enter")
	v.sees(`"301" isn't a length of time`)
	v.presses("backspace")
	v.types("m")
	v.presses("down", "down")
	v.types("A4")
	v.presses("enter")
	v.sees(`"A4" is no proposal`)
	v.presses("backspace", "backspace", "enter")
	v.sees("A1 for legal, 30 min: read the contract")
}

func TestASlashBeginsACommandWhereADraftStands(t *testing.T) {
	s := newStage(t)
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.types("/take decidr")
	v.presses("enter")
	v.sees(`"decidr" isn't a valid role`)
	v.presses("esc", "/")
	v.types("sev")
	v.sees("> /sev")
	v.presses("up")
	v.sees("> /take decidr")
}

func TestADraftNeverStandsReadyOnAnotherBridge(t *testing.T) {
	s := newStage(t)
	s.declare("vault is open")
	v := s.at(raj, s.declare("db down"), 80, 24)
	v.types("meant for this one")
	v.presses("esc", "q")
	v.sees("WARROOM")
	v.presses("down", "up", "enter")
	v.until("a bridge", func() bool { return v.root.bridge != nil })
	v.presses("enter")
	v.misses("meant for this one")
	v.presses("up")
	v.sees("> meant for this one")
}

func TestWhatAClosedFormHeldIsAnUpKeyAway(t *testing.T) {
	s := newStage(t)
	v := s.at(ana, s.declare("db down"), 80, 24)
	v.says("/task")
	v.presses("esc")
	v.misses("not sent")
	v.presses("up")
	v.sees("> /task")
	v.presses("enter")
	v.types("legal")
	v.presses("tab", "tab")
	v.types("read the contract")
	v.presses("esc")
	v.sees("not sent; the up key brings its line back")
	v.presses("up")
	v.sees("> /task legal 30m read the contract")
}

// TestClosingAsksWhatItWas: "/close" alone says what is outstanding, and opens the form once
// nothing is. No verdict is chosen at the start.
func TestClosingAsksWhatItWas(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(ana, id, 80, 24)
	v.says("/task @ana look at it")
	v.until("A1 is given", func() bool { return len(v.root.bridge.view.OpenTasks()) == 1 })
	v.says("/close")
	v.sees("settle 1 thing")
	s.do(ana, id, "/drop A1 no need")
	v.until("A1 is dropped", func() bool { return len(v.root.bridge.view.OpenTasks()) == 0 })
	v.presses("enter") // the refused line stays
	v.sees("CLOSE THE INCIDENT")
	v.presses("enter")
	v.sees("say what it was: true-positive, benign, false-alarm, undetermined")
	v.presses("f", "enter")
	v.sees("say in one line what came of it")
	v.presses("tab")
	v.types("a scanner")
	v.presses("enter")
	v.sees("closed as false alarm: a scanner")
}
