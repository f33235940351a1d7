package sshd

import (
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// TestAManagerForOneIncidentActsOnThatAlone asks, at the door and with a key
// that was enrolled for INC-1, for all that reaches past it.
func TestAManagerForOneIncidentActsOnThatAlone(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	h.declare("mail down")
	h.done("ana", "say INC-2 secret")
	h.keys["zed"] = newKey(t)
	key := h.keys["zed"].PublicKey()
	if err := h.hub.People().Enrol(t.Context(), session.Enrolment{
		Name: "zed", Rank: incident.RankManager, Only: "INC-1", By: "ana", How: "invite",
		Key: strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key))), Fingerprint: fingerprintOf(key),
	}); err != nil {
		t.Fatal(err)
	}
	for line, code := range map[string]int{
		"do INC-1 phase containment":    exitDone,
		"do INC-1 eject @kim":           exitRefused,
		"do INC-1 eject @ana":           exitRefused,
		"do INC-1 remove @ana":          exitRefused,
		"do INC-1 link INC-2 related":   exitRefused,
		"do INC-1 link INC-9 related":   exitRefused,
		"do INC-1 unlink INC-2 x":       exitRefused,
		"declare of my own":             exitRefused,
		"show INC-2":                    exitNotFound,
		"do INC-2 break-glass let me":   exitNotFound,
		"search INC-2 secret":           exitNotFound,
		"do INC-2 eject @kim he asks":   exitNotFound,
		"do INC-2 scope confidential x": exitNotFound,
	} {
		if a := h.run("zed", line); a.code != code {
			t.Errorf("%s: %+v, want %d", line, a, code)
		}
	}
	if a, b := h.run("zed", "do INC-1 link INC-2 related"), h.run("zed", "do INC-1 link INC-9 related"); a != b {
		t.Errorf("a link tells what there is: %+v, %+v", a, b)
	}
	if a := h.run("zed", "list --all"); strings.Contains(a.out, "INC-2") {
		t.Errorf("%+v", a)
	}
	if a := h.run("zed", "search secret"); a.out != "" {
		t.Errorf("%+v", a)
	}
	if a := h.run("kim", "whoami"); a.code != exitDone {
		t.Errorf("kim is out: %+v", a)
	}
	if a := h.run("ana", "list --all"); strings.Contains(a.out, "INC-3") {
		t.Errorf("another was declared: %+v", a)
	}
	h.done("ana", "do INC-1 scope confidential")
	if a := h.run("zed", "do INC-1 break-glass let me"); a.code != exitNotFound {
		t.Errorf("%+v", a)
	}
}
