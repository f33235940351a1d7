package session

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/store/memory"
)

// listing adds a keys file with these people.
func listing(h *Hub, certifies bool, holders ...KeyHolder) {
	h.People().ListedBy(func() Listing { return Listing{Holders: slices.Values(holders), Certifies: certifies} })
}

// known returns the names that p may name in an incident.
func known(h *Hub, p incident.Person, id incident.ID) string {
	return strings.Join(slices.Sorted(maps.Keys(h.Directory(p, id)().Ranks)), " ")
}

func TestTheHouseKnowsWhoCanComeIn(t *testing.T) {
	log := memory.Open()
	h := openBare(t, log, Options{})
	if got := known(h, ana, "INC-1"); got != "" {
		t.Errorf("a house without a door knows %s", got)
	}
	now := time.Now()
	listing(h, true,
		KeyHolder{"ana", incident.RankManager, "SHA256:a", time.Time{}}, KeyHolder{"old", incident.RankResponder, "SHA256:o", now.Add(-time.Hour)},
		KeyHolder{"out", incident.RankResponder, "SHA256:x", time.Time{}}, KeyHolder{"two", incident.RankObserver, "SHA256:1", time.Time{}},
		KeyHolder{"two", incident.RankManager, "SHA256:2", time.Time{}})
	people := h.People()
	for name, only := range map[string]incident.ID{"kim": "", "gil": "INC-1", "gus": "INC-2"} {
		if err := people.Enrol(t.Context(), Enrolment{Name: name, Rank: incident.RankResponder, Key: "ssh-ed25519 " + name, Fingerprint: "SHA256:" + name, Only: only, By: "ana"}); err != nil {
			t.Fatal(err)
		}
		if _, err := people.Invite(t.Context(), Invite{Name: name + "2", Rank: incident.RankObserver, Only: only, By: "ana"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := people.Revoke(t.Context(), "out", "ana", ""); err != nil {
		t.Fatal(err)
	}
	h.NoteCertified(incident.Person{Name: "dana", Rank: incident.RankObserver})
	if got, want := known(h, ana, "INC-1"), "ana dana gil gil2 kim kim2 two"; got != want {
		t.Errorf("in INC-1: %s, want %s", got, want)
	}
	if got, want := known(h, ana, "INC-2"), "ana dana gus gus2 kim kim2 two"; got != want {
		t.Errorf("in INC-2: %s, want %s", got, want)
	}
	if d := h.Directory(ana, "INC-1")(); d.Ranks["two"] != incident.RankManager || d.Ranks["gil2"] != incident.RankObserver || !d.Certifies {
		t.Errorf("%+v", d)
	}
	guest := incident.Person{Name: "gil", Rank: incident.RankManager, Only: "INC-1", Key: "SHA256:gil"}
	if got := known(h, guest, "INC-1") + known(h, cy, "INC-1"); got != "" {
		t.Errorf("a guest and an observer know %s", got)
	}
}

// TestAHouseWithoutADoorTakesNoNameOfNobody: where no file lists anybody, who was enrolled,
// invited or came in is known, and nobody else.
func TestAHouseWithoutADoorTakesNoNameOfNobody(t *testing.T) {
	h := openBare(t, memory.Open(), Options{})
	id := declare(t, h)
	do(t, sit(t, h, kim, id), incident.Say{Text: "hello"})
	if err := h.People().Enrol(t.Context(), Enrolment{Name: "dana", Rank: incident.RankResponder, Key: "ssh-ed25519 dana", Fingerprint: "SHA256:dana", By: "ana"}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"role scribe @%s", "admit @%s", "task @%s look", "decide wait --by %s"} {
		for name, want := range map[string]string{"dana": "", "kim": "", "ghost": "nobody named ghost is known here: to take the name as it is, write @ghost!"} {
			_, err := h.Do(t.Context(), ana, id, nil, typed(fmt.Sprintf(line, name)))
			if unknown := err != nil && strings.HasPrefix(err.Error(), "nobody named"); unknown != (want != "") || unknown && err.Error() != want {
				t.Errorf("%s with %s: %v", line, name, err)
			}
		}
	}
}

// TestWhoCameByCertificateIsKnownAfterARestart: once, and until they are revoked.
func TestWhoCameByCertificateIsKnownAfterARestart(t *testing.T) {
	log := memory.Open()
	h, err := Open(t.Context(), log, Options{})
	if err != nil {
		t.Fatal(err)
	}
	dana := incident.Person{Name: "dana", Rank: incident.RankResponder, Key: "SHA256:dana", Proof: "certificate"}
	for range 3 {
		h.NoteCertified(dana)
	}
	if err := h.Close(t.Context()); err != nil { // what is under way is written first
		t.Fatal(err)
	}
	if head, err := log.Heads(t.Context(), peopleStream); err != nil || len(head) != 1 || head[0].Seq != 1 {
		t.Fatalf("%v %v", head, err)
	}
	h = openBare(t, log, Options{})
	listing(h, true)
	if got := known(h, ana, "INC-1"); got != "dana" {
		t.Errorf("known: %q", got)
	}
	if !h.Knows("dana") || !h.Knows("d4na") && h.Knows("mei") {
		t.Error("a newcomer may take the name")
	}
	if err := h.People().Revoke(t.Context(), "dana", "ana", ""); err != nil {
		t.Fatal(err)
	}
	if got := known(h, ana, "INC-1"); got != "" {
		t.Errorf("known after the revocation: %q", got)
	}
}

// TestACertificateOfBeforeARevocationGivesNoRank: who comes back by another key is known by
// that one alone, before a restart and after.
func TestACertificateOfBeforeARevocationGivesNoRank(t *testing.T) {
	log := memory.Open()
	h := openBare(t, log, Options{})
	h.NoteCertified(incident.Person{Name: "dana", Rank: incident.RankManager, Proof: "certificate"})
	if err := h.People().Revoke(t.Context(), "dana", "ana", ""); err != nil {
		t.Fatal(err)
	}
	enrolment := Enrolment{Name: "dana", Rank: incident.RankObserver, Key: "ssh-ed25519 dana", Fingerprint: "SHA256:dana", By: "ana"}
	if err := h.People().Enrol(t.Context(), enrolment); err != nil {
		t.Fatal(err)
	}
	for _, h := range []*Hub{h, openBare(t, log, Options{})} {
		listing(h, true)
		if got := h.Directory(ana, "INC-1")().Ranks["dana"]; got != incident.RankObserver {
			t.Errorf("dana is known as %s", got)
		}
	}
}

// TestWhoWasSeenElsewhereIsKnownToWhoMaySeeIt: of another incident, only to people who may
// enter it; a guest of it, and a name that was only admitted there, to nobody.
func TestWhoWasSeenElsewhereIsKnownToWhoMaySeeIt(t *testing.T) {
	h := openBare(t, memory.Open(), Options{})
	here, there := declare(t, h), declare(t, h)
	for _, p := range []incident.Person{lee, {Name: "gus", Rank: incident.RankResponder, Only: there, Key: "SHA256:gus"}} {
		if _, err := h.Do(t.Context(), p, there, nil, incident.Say{Text: "hello"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.People().Enrol(t.Context(), Enrolment{Name: "gus", Rank: incident.RankResponder, Key: "ssh-ed25519 gus", Fingerprint: "SHA256:gus", Only: there, By: "ana"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Do(t.Context(), ana, there, nil, typed("admit @ghost!")); err != nil {
		t.Fatal(err)
	}
	listing(h, false)
	ask := func(p incident.Person, name string) string {
		_, err := h.Do(t.Context(), p, here, nil, typed("task", "@"+name, "look"))
		if err != nil {
			return err.Error()
		}
		return "taken"
	}
	unknown := func(name string) string {
		return "nobody named " + name + " is known here: to take the name as it is, write @" + name + "!"
	}
	for _, c := range [][3]string{{"lee", "taken"}, {"gus", unknown("gus")}, {"ghost", unknown("ghost")}} {
		if got := ask(ana, c[0]); got != c[1] {
			t.Errorf("ana names %s: %s", c[0], got)
		}
	}
	if _, err := h.Do(t.Context(), ana, there, nil, typed("scope confidential")); err != nil {
		t.Fatal(err)
	}
	here = declare(t, h)
	if got := ask(kim, "lee"); got != unknown("lee") {
		t.Errorf("kim, who may not know of %s, names lee: %s", there, got)
	}
	if got := ask(ana, "lee"); got != "taken" {
		t.Errorf("ana names lee: %s", got)
	}
}
