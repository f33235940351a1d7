package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

func TestWhatWaitsForSomeoneIsSaidToThem(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(raj, id, "here")
	s.do(kim, id, "here")
	v := s.at(kim, id, 120, 40)
	told := func(line, want string) {
		t.Helper()
		s.do(ana, id, line)
		v.sees(want)
	}
	told("/task @kim 10m image bld-07", "ana gives you A1: /ack A1 (image bld-07)")
	v.says("/ack A1")
	v.until("the task is acknowledged", func() bool { return !v.root.bridge.view.OpenTasks()[0].Unacknowledged() })
	v.misses("ana gives you")
	v.says("/propose cut the farm off")
	v.sees("P1  kim")
	told("/object P1 it blocks the release", "ana objects to your P1: it blocks the release; /answer P1 TEXT")
	told("/decide revoke the token --by kim", "D1 waits for your key: /confirm D1 (revoke the token)")
	told("/handover @kim", "ana offers you manager: /take")
}

func TestADueTaskRingsOnceForItsHolderAndForTheManager(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/task @kim 10m image bld-07")
	holder, manager, other := s.at(kim, id, 120, 40), s.at(ana, id, 120, 40), s.at(raj, id, 120, 40)
	all := []*viewer{holder, manager, other}
	for _, minutes := range []int{5, 6, 7} {
		s.clock.pass(time.Duration(minutes) * time.Minute)
		for _, v := range all {
			v.send(minuteMsg(s.clock.Now()))
		}
	}
	for _, c := range []struct {
		v    *viewer
		want int
	}{{holder, 1}, {manager, 1}, {other, 0}} {
		if len(c.v.bells) != c.want {
			t.Errorf("%s was called %d times, want %d", c.v.root.who.Name, len(c.v.bells), c.want)
		}
	}
	holder.sees("your A1 is late by 7m: /done A1 RESULT or /extend A1 15m (image bld-07)")
	holder.sees("tasks 1, due 1")
	manager.sees("A1 for kim is late by 7m: image bld-07")
	other.misses("is late by")
	again := s.at(kim, id, 120, 40)
	again.send(minuteMsg(s.clock.Now()))
	if len(again.bells) > 0 {
		t.Error("a task that was late before they came rang")
	}
}

func TestASilencedPersonIsNotRungByATask(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/task @kim 1m image bld-07")
	v := s.at(kim, id, 120, 40)
	v.says("/alert off")
	s.clock.pass(2 * time.Minute)
	v.send(minuteMsg(s.clock.Now()))
	if len(v.bells) > 0 {
		t.Error("it rang")
	}
}

func TestTheBoardLeadsToWhatItTells(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "/propose cut the farm off")
	s.do(ana, id, "/task @ana 10m image bld-07")
	v := s.at(raj, id, 80, 24)
	v.presses("esc", "7")
	v.sees(">1 DECISIONS")
	v.sees("cut the farm off")
	v.presses("enter")
	v.sees("entry #2 of INC-1")
	v.presses("enter")
	v.sees(">1 DECISIONS")
	v.presses("tab")
	v.sees(">2 GATES")
	v.presses("G", "enter")
	v.sees("> /gate privacy-kept ")
	v.misses("7 BOARD of")
	v.presses("ctrl+c")
	v.says("/board")
	v.sees("7 BOARD of")
	v.presses("q")
	v.sees("1 TIMELINE")
}

func TestAnObserverSurveysTheBoardAndSettlesNothing(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(cy, id, 80, 24)
	v.presses("7", "2", "G", "enter")
	v.sees(">2 GATES")
	if text := v.root.prompt.Text(); text != "" {
		t.Errorf("an observer's prompt has %q", text)
	}
}

func TestWhoHoldsATaskSeesItAsTheirs(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/task @kim 10m image bld-07")
	holder, other := s.at(kim, id, 120, 40), s.at(raj, id, 120, 40)
	holder.sees("@A1  kim?")
	other.sees(" A1  kim?")
	if strings.Contains(other.screen(), "@A1") {
		t.Error("raj sees kim's task as their own")
	}
}

func TestSharedScreensOfThoseWithoutTasks(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/task @kim 10m image bld-07")
	all := s.crowd(10, id, 120, 40)
	for _, v := range all {
		v.root.Frame()
	}
	sheets := s.frames.sheets.count.Load()
	s.do(ana, id, "news")
	last := s.sceneVersion(id)
	for _, v := range append(all, s.at(person("p9", incident.RankResponder), id, 120, 40)) {
		v.until("the news", func() bool { return v.root.bridge.scene.Version >= last })
		v.root.Frame()
	}
	if n := s.frames.sheets.count.Load() - sheets; n > 3 {
		t.Errorf("%d sheets were drawn for people who hold no task", n)
	}
}

func TestWhoRunsTheBridgeIsToldWhenTooManyReportToOne(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(ana, id, 120, 40)
	for i, name := range strings.Fields("kim lee mei noor raj sam tom") {
		s.do(person(name, incident.RankResponder), id, "here")
		s.do(ana, id, "/reports @"+name+" @ana")
		v.sees(fmt.Sprintf("%s reports to ana", name))
		if i < 6 {
			v.misses("people report to")
		}
	}
	s.do(person("uma", incident.RankResponder), id, "here")
	s.do(ana, id, "/reports @uma @ana")
	v.sees("8 people report to ana, more than 7: split the work with /stream NAME @PERSON…")
}

func TestTheTalkOfAStreamStandsInPlaceOfTheChat(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "/stream forensics @kim")
	s.do(kim, id, "/in forensics the image is whole")
	v := s.at(kim, id, 120, 40)
	v.misses("the image is whole")
	v.says("/chat nowhere")
	v.sees("there is no stream")
	v.presses("ctrl+c")
	v.says("/chat forensics")
	v.sees("2 CHAT in forensics")
	v.sees("kim: the image is whole")
	v.sees("you write to forensics")
	v.says("its hash is noted")
	v.sees("kim: its hash is noted")
	v.says("/chat")
	v.misses("its hash is noted")
	v.says("for all")
	v.sees("kim: for all")
	for e := range v.root.bridge.view.ChatFrom(0) {
		if strings.Contains(e.Line(), "hash") {
			t.Error("what was written to the stream stands in the bridge's chat")
		}
	}
}

// TestNobodyIsCalledByATaskThatTheyMayNotSee: a label hides a task from the
// person it was given to, in the notice and in the bell.
func TestNobodyIsCalledByATaskThatTheyMayNotSee(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/task @kim 10m hush")
	v := s.at(kim, id, 120, 40)
	v.sees("ana gives you A1")
	s.do(ana, id, "/tlp #3 RED")
	v.until("the label", func() bool { return v.root.bridge.view.Entry(3) == nil })
	v.misses("ana gives you")
	s.clock.pass(11 * time.Minute)
	v.send(minuteMsg(s.clock.Now()))
	v.misses("your A1")
	if len(v.bells) > 0 {
		t.Errorf("it rang: %q", v.bells)
	}
}
func TestWhoOnlyLooksIntoAStreamIsToldSo(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "/stream forensics @kim")
	v := s.at(raj, id, 120, 40)
	v.says("/chat forensics")
	v.sees("you read forensics")
	v.says("hello")
	v.sees("to join it, /stream forensics @raj")
	v.presses("ctrl+c")
	v.says("/stream forensics @raj")
	v.sees("you write to forensics")
}

func TestHowMuchWaitsForSomeoneIsCounted(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/task @kim 10m image bld-07")
	s.do(ana, id, "/task @kim 20m isolate bld-07")
	s.do(kim, id, "/propose cut the farm off")
	s.do(ana, id, "/object P1 it blocks the release")
	s.do(ana, id, "/decide P1 go at once --by kim")
	v := s.at(kim, id, 200, 60)
	v.sees("1 of 4: D1 waits for your key: /confirm D1 (go on P1 (cut the farm off): at once; ana objects: it blocks the release)")
	v.says("/confirm D1")
	v.sees("1 of 3: ana gives you A1")
	s.clock.pass(15 * time.Minute)
	v.send(minuteMsg(s.clock.Now()))
	v.sees("1 of 3: your A1 is late by")
}

func TestAClosedIncidentCallsForNothing(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/task @kim 10m image bld-07")
	s.do(ana, id, "/close false-alarm override a scanner")
	v := s.at(kim, id, 120, 40)
	s.clock.pass(15 * time.Minute)
	v.send(minuteMsg(s.clock.Now()))
	v.sees("is closed: it can be read")
	v.misses("due 1")
	if len(v.bells) > 0 {
		t.Errorf("called %d times", len(v.bells))
	}
}

func TestAnObjectionOutlivesTheDecisionUntilItIsAnswered(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "/propose cut the farm off")
	s.do(raj, id, "/object P1 it blocks the release")
	s.do(ana, id, "/decide P1 go at once")
	v := s.at(kim, id, 120, 40)
	v.sees("raj objects to your P1: it blocks the release; /answer P1 TEXT")
	v.says("/brief")
	v.sees("objection P1 of raj (/answer P1 TEXT): it blocks the release; P1, accepted, is: cut the farm off")
	v.misses("to decide")
	v.presses("enter", "esc", "7")
	v.sees("go on P1 (cut the farm off): at once; raj objects: it blocks the release")
	v.sees("! objects")
	v.presses("esc", "i")
	v.says("/answer P1 after the release")
	v.until("it is answered", func() bool { return len(v.root.bridge.view.OpenObjections()) == 0 })
	v.misses("objects to your P1")
	v.presses("esc", "7")
	v.misses("! objects")
}

func TestWhoRatedTheImpactIsSeenInANarrowPanel(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "/cia C=medium? I=medium? A=medium? U=medium? the vault's log")
	v := s.at(raj, id, 120, 40)
	v.sees("C=medium? I=medium? A=medium?")
	v.sees("U=medium? kim")
}

func TestAnEntryOfEarlierIsSaidToStandElsewhere(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(kim, id, 80, 24)
	v.says("/fact -2h first vault read")
	v.sees("is in the timeline at")
	v.says("hello")
	v.misses("is in the timeline at")
}

func TestThePaletteOffersWhatOneMayAskFor(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	for who, offers := range map[incident.Person]bool{cy: false, kim: true} {
		v := s.at(who, id, 120, 40)
		v.presses("ctrl+p")
		v.types("task")
		v.sees("command: /task")
		if strings.Contains(v.screen(), "give a task to a person") != offers {
			t.Errorf("%s is offered /task: %v; the screen:\n%s", who.Name, !offers, v.screen())
		}
	}
}

// TestWhoSignsATradeOffReadsItsEnd: in the notice and on the board, by their own
// clock.
func TestWhoSignsATradeOffReadsItsEnd(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/tradeoff RPO payments-api: 5m -> 1h until 16:00 because old backup --by kim")
	v := s.at(kim, id, 200, 60)
	v.sees("D1 waits for your key: /confirm D1 (RPO payments-api: 5m → 1h until 16:00 because old backup)")
	v.says("/zone Asia/Tokyo")
	v.says("/board")
	v.sees("D1 waits for your key: /confirm D1 (RPO payments-api: 5m → 1h until 15 Mar 01:00 because old backup)")
}

// TestATradeOffPastItsEndRingsOnce: for who runs the bridge or answers for it, and the
// board says that it is over.
func TestATradeOffPastItsEndRingsOnce(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/tradeoff RTO payments-api: 1h -> 6h until 10m because the restore is slow --by kim")
	s.do(kim, id, "/confirm D1")
	mine, manager, other := s.at(kim, id, 120, 40), s.at(ana, id, 120, 40), s.at(raj, id, 120, 40)
	all := []*viewer{mine, manager, other}
	for _, minutes := range []int{5, 6, 7} {
		s.clock.pass(time.Duration(minutes) * time.Minute)
		for _, v := range all {
			v.send(minuteMsg(s.clock.Now()))
		}
	}
	for v, want := range map[*viewer]int{mine: 1, manager: 1, other: 0} {
		if len(v.bells) != want {
			t.Errorf("%s was called %d times, want %d", v.root.who.Name, len(v.bells), want)
		}
	}
	mine.sees("D1 is EXPIRED")
	other.misses("EXPIRED")
	other.says("/board")
	other.sees("EXPIRED")
}

// TestWhatIsOverRingsOnceForWhoRunsTheBridge: the course of action and the estimate of the
// recovery are asked for anew, and nobody else is rung.
func TestWhatIsOverRingsOnceForWhoRunsTheBridge(t *testing.T) {
	s, id := newOutage(t)
	s.do(ana, id, "/plan isolate the farm until 10m")
	s.do(ana, id, "/eta 17m the restore runs")
	manager, other := s.at(ana, id, 120, 40), s.at(kim, id, 120, 40)
	all := []*viewer{manager, other}
	passes := func(minutes int) {
		s.clock.pass(time.Duration(minutes) * time.Minute)
		for _, v := range all {
			v.send(minuteMsg(s.clock.Now()))
		}
	}
	rung := func(when string, want int) {
		t.Helper()
		if got := len(manager.bells); got != want || len(other.bells) != 0 {
			t.Errorf("%s: ana was called %d times, want %d; kim %d times, want 0", when, got, want, len(other.bells))
		}
	}
	passes(5)
	rung("before its end", 0)
	manager.misses("is over")
	passes(6)
	rung("at the end of the course", 1)
	manager.sees("the course of action is over")
	other.misses("is over")
	passes(1)
	rung("a minute on", 1)
	passes(6)
	rung("at the estimate", 2)
	manager.sees("LATE")
	again := s.at(ana, id, 120, 40)
	again.send(minuteMsg(s.clock.Now()))
	if len(again.bells) > 0 {
		t.Error("what was over before they came rang")
	}
	again.sees("1 of 2: the course of action is over")
	again.says("/brief")
	again.sees("OVER since")
	again.presses("enter")
	again.says("/plan until 1h")
	again.sees("the recovery is LATE")
	again.says("/eta 2h the disk is slow")
	again.misses("LATE by")
	again.says("/board")
	again.presses("8")
	again.sees(">8 COURSE")
	again.sees("was, to")
}

// TestWhatIsLateToBeTickedIsSaidToItsHolder, and to who runs the bridge.
func TestWhatIsLateToBeTickedIsSaidToItsHolder(t *testing.T) {
	legal, begun := incident.RoleLegal, time.Date(2026, 3, 14, 14, 0, 0, 0, time.UTC)
	rule := incident.ExitRule{Key: "people-told", Text: "The people know", Role: &legal, Wants: incident.WantsEntry, Within: incident.Duration(time.Hour)}
	state := incident.New("INC-1")
	do := func(who string, c incident.Command) {
		ask := incident.Ask{By: person(who, incident.RankManager), At: begun, Rules: &incident.Rules{Playbook: &incident.Playbook{Exits: []incident.ExitRule{rule}}}}
		events, err := incident.Decide(state, ask, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			state = incident.Fold(state, e)
		}
	}
	do("ana", incident.Declare{Title: "db down"})
	do("lee", incident.Join{})
	do("kim", incident.Join{})
	take, err := incident.ParseVerb("take legal")
	if err != nil {
		t.Fatal(err)
	}
	do("lee", take)
	for name, told := range map[string]bool{"ana": true, "lee": true, "kim": false} {
		p := person(name, incident.RankManager)
		if one := needCheck(state.For(p), p, begun.Add(59*time.Minute)); one.n > 0 {
			t.Errorf("%s is told too early: %s", name, one.text)
		}
		const want = "people-told is LATE by 5m: /check people-told REF (The people know)"
		if one := needCheck(state.For(p), p, begun.Add(65*time.Minute)); told != (one.text == want) {
			t.Errorf("%s is told %q", name, one.text)
		}
	}
}
