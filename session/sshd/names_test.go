package sshd

import (
	"os"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// TestASlipOfANameIsRefusedAtTheDoor: by what the keys file, invites and certificates say,
// as they change.
func TestASlipOfANameIsRefusedAtTheDoor(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	for _, c := range []struct {
		line, words string
		code        int
	}{
		{"do INC-1 admit @kmi", "nobody named kmi is known here: did you mean kim? To take the name as it is, write @kmi!\n", exitRefused},
		{"do INC-1 role decider @cy", "cy is an observer and can't hold a role\n", exitRefused},
		{"do INC-1 task @cy 15m look", "cy is an observer and can't be given a task\n", exitRefused},
		{"do INC-1 decide go on --by cy", "cy is an observer and can't be accountable for a decision\n", exitRefused},
		{"do INC-1 task @KIM! 15m look", "", exitDone},
		{"do INC-1 admit @dana!", "", exitDone},
	} {
		if a := h.run("ana", c.line); a.code != c.code || a.words != c.words || strings.Contains(a.out, "!") {
			t.Errorf("%s: %+v", c.line, a)
		}
	}
	if _, err := h.hub.People().Invite(t.Context(), session.Invite{Name: "mona", Rank: incident.RankResponder, By: "ana"}); err != nil {
		t.Fatal(err)
	}
	h.done("ana", "do INC-1 task @mona look")
	h.lineOf(newKey(t).PublicKey(), `rank="responder"`, "pia")
	h.done("ana", "do INC-1 task @pia look")
	if a := h.run("ana", "do INC-1 task @cyy look"); a.code != exitRefused {
		t.Errorf("%+v", a)
	}
}

// TestTheHolderOfACertificateIsKnownOnceTheyCameIn: before that, the mark is the way, and
// the refusal says so.
func TestTheHolderOfACertificateIsKnownOnceTheyCameIn(t *testing.T) {
	ca := newKey(t)
	h := openHouse(t, func(c *Config) {
		c.TrustedUserCAKeys = c.AuthorizedKeys + ".ca"
		if err := os.WriteFile(c.TrustedUserCAKeys, []byte(authorized(ca.PublicKey())+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	h.declare("db down")
	const unseen = "nobody named noor is known here: to take the name as it is, as that of a certificate's holder who hasn't come in yet, write @noor!\n"
	if a := h.run("ana", "do INC-1 admit @noor"); a.code != exitRefused || a.words != unseen {
		t.Errorf("%+v", a)
	}
	holder := certify(t, ca, func(c *gossh.Certificate) { c.Extensions = map[string]string{rankExtension: "responder"} })
	if a := runOn(t, h.with(holder), "whoami", ""); a.code != exitDone {
		t.Fatalf("%+v", a)
	}
	h.done("ana", "do INC-1 admit @noor")
	h.done("ana", "do INC-1 task @noor look")
}

// TestAnAdmissionIsTakenBackByWhoRunsTheBridge: with a responder's key, of a ghost and of
// one whose key ranks higher, neither of whom ever came in.
func TestAnAdmissionIsTakenBackByWhoRunsTheBridge(t *testing.T) {
	h := openHouse(t, nil)
	h.done("kim", "declare --scope confidential secrets read") // so kim runs it
	for _, line := range []string{"admit @kmi!", "admit @ana"} {
		h.done("kim", "do INC-1 "+line)
	}
	for _, line := range []string{"remove @kmi a slip", "remove @ana"} {
		if a := h.run("kim", "do INC-1 "+line); a.code != exitDone || !strings.Contains(a.out, "took back the admission of ") {
			t.Errorf("%s: %+v", line, a)
		}
	}
	if a := h.run("ana", "show INC-1"); a.code != exitNotFound {
		t.Errorf("ana is still in: %+v", a)
	}
	h.done("ana", "do INC-1 break-glass the board asks") // they weren't shut out for good
}
