package tui

import (
	"testing"

	"warroom/session/incident"
)

func TestOnlyWhoRunsTheHouseOrTheBridgeIsToldOfABrokenFile(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	s.do(person("ana", incident.RankManager), id, "/role deputy @raj")
	const told = "playbook.yaml:14: severity is SEV1 to SEV5"
	for _, c := range []struct {
		who  incident.Person
		sees bool
	}{
		{person("ana", incident.RankManager), true},
		{person("noor", incident.RankManager), true},
		{person("raj", incident.RankResponder), true},
		{person("kim", incident.RankResponder), false},
		{person("cy", incident.RankObserver), false},
	} {
		v := s.come(c.who, id, 120, 40)
		view := v.root.bridge.view
		if got := needsNotice(view, told, s.frames.taskIndex(view), c.who, s.clock.Now()).text == told; got != c.sees {
			t.Errorf("%s: told is %v", c.who.Name, got)
		}
	}
}

func TestABrokenFileIsSaidLast(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	ana, noor := person("ana", incident.RankManager), person("noor", incident.RankManager)
	s.do(noor, id, "here")
	s.do(ana, id, "/handover @noor")
	for _, c := range []struct {
		who  incident.Person
		want string
	}{{noor, "ana offers you manager: /take"}, {ana, "playbook.yaml:14: no"}} {
		v := s.come(c.who, id, 120, 40)
		scene := *v.root.bridge.scene
		scene.Faults = "playbook.yaml:14: no"
		v.root.bridge.brief, v.root.bridge.scene = nil, &scene
		v.sees(c.want)
	}
}

func TestTheLobbyTellsManagersOfABrokenFile(t *testing.T) {
	s := newStage(t)
	s.declare("db down")
	for _, c := range []struct {
		who  incident.Person
		sees bool
	}{{person("ana", incident.RankManager), true}, {person("kim", incident.RankResponder), false}} {
		v := s.come(c.who, "", 120, 40)
		v.send(listMsg{summaries: v.root.lobby.summaries, faults: "playbook.yaml:14: no"})
		if c.sees {
			v.sees("playbook.yaml:14: no")
		} else {
			v.misses("playbook.yaml:14: no")
		}
	}
}
