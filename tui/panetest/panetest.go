// Package panetest makes what tests of panels need: an incident that people
// have typed into, sizes, and golden screens.
//
// Its one idea: a state is made by the doors that people use, Parse, Decide
// and Fold, with a clock that stands still. Only tests import it.
package panetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

// Incident is an incident under test.
type Incident struct {
	*incident.State
	Now time.Time
	t   testing.TB

	rules *incident.Rules
}

// Declare opens an incident: by ana, at 14:02 UTC on 23 November 2026, without
// a playbook.
func Declare(t testing.TB, title string) *Incident { return declare(t, title, nil) }

func declare(t testing.TB, title string, rules *incident.Rules) *Incident {
	i := &Incident{State: incident.New("INC-42"), Now: time.Date(2026, 11, 23, 14, 2, 0, 0, time.UTC), t: t, rules: rules}
	i.do("ana", incident.Declare{Title: title})
	return i
}

// Do lets a person type a line, a minute after the last one. A refusal fails the test.
func (i *Incident) Do(who, line string) {
	i.t.Helper()
	c, err := incident.Parse(line)
	if err != nil {
		i.t.Fatalf("%s: %s: %v", who, line, err)
	}
	i.Now = i.Now.Add(time.Minute)
	i.do(who, c)
}

// Join lets people in.
func (i *Incident) Join(who ...string) {
	i.t.Helper()
	for _, name := range who {
		i.do(name, incident.Join{})
	}
}

func (i *Incident) do(who string, c incident.Command) {
	i.t.Helper()
	events, err := incident.Decide(i.State, incident.Ask{By: Person(who), At: i.Now, Rules: i.rules}, c)
	if err != nil {
		i.t.Fatalf("%s: %v", who, err)
	}
	for _, e := range events {
		i.State = incident.Fold(i.State, e)
	}
}

// Person returns one of the cast: ana is a manager, cy an observer, all others are
// responders.
func Person(name string) incident.Person {
	rank := incident.RankResponder
	switch name {
	case "ana":
		rank = incident.RankManager
	case "cy":
		rank = incident.RankObserver
	}
	return incident.Person{Name: name, Rank: rank}
}

// View returns the incident as one of the cast may see it.
func (i *Incident) View(name string) incident.View { return i.For(Person(name)) }

// Theft returns an incident with some of everything in it.
func Theft(t testing.TB) *Incident { return theft(Declare(t, "stolen CI token")) }

func theft(i *Incident) *Incident {
	i.Join("ana", "raj", "mei", "kim", "lee", "noor", "cy")
	for _, said := range [][2]string{
		{"ana", "/sev 2 a token of the build farm is out"},
		{"ana", "/role deputy @raj"},
		{"ana", "/role scribe @mei"},
		{"kim", "the token was used from 203.0.113.9, @lee can you look at the vault?"},
		{"lee", "/fact -45m first read of the vault by the token"},
		{"lee", "looking"},
		{"ana", "/sev 1 secrets read"},
		{"ana", "/phase containment"},
		{"raj", "/state degraded build subnet cut off"},
		{"mei", "/note ask legal who must be told"},
		{"kim", "/finding the token was in a build log since Friday, and every job of the farm could read that log; the vault's own log shows two reads that no job explains, both from the same address"},
		{"noor", "isolating bld-07 takes its RAM image with it\nimage first, then isolate"},
		{"kim", "image hashed, handing to noor"},
	} {
		i.Do(said[0], said[1])
	}
	i.Do("mei", fmt.Sprint("/star ", i.Find("first read")))
	i.Do("mei", fmt.Sprint("/correct ", i.Find("was in a build log"), " the token was in a build log since Thursday, and every job of the farm could read that log"))
	i.Do("mei", fmt.Sprint("/promote ", i.Find("image hashed")))
	i.Do("ana", "/handover @raj")
	return i
}

// Find returns the number of the first entry whose text holds words.
func (i *Incident) Find(words string) uint64 {
	i.t.Helper()
	for e := range i.Entries(0) {
		if strings.Contains(e.Line(), words) {
			return e.Seq
		}
	}
	i.t.Fatalf("no entry holds %q", words)
	return 0
}
