package sshd

import (
	"os"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// comesIn reports whether a key opens the door, and with which rank.
func (h *house) comesIn(key gossh.Signer) (rank string, ok bool) {
	h.t.Helper()
	client, err := h.dial("x", gossh.PublicKeys(key))
	if err != nil {
		return "", false
	}
	defer client.Close()
	a := runOn(h.t, client, "whoami", "")
	_, after, _ := strings.Cut(a.out, "rank")
	rank, _, _ = strings.Cut(strings.TrimSpace(after), "\n")
	return rank, a.code == exitDone
}

func TestAStolenKeyOfSomeoneEjectedStaysOutWhenTheyGetANewOne(t *testing.T) {
	ca := newKey(t)
	h := openHouse(t, func(c *Config) {
		c.TrustedUserCAKeys = c.AuthorizedKeys + ".ca"
		if err := os.WriteFile(c.TrustedUserCAKeys, []byte(authorized(ca.PublicKey())+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	id := h.declare("db down")
	managers := func(c *gossh.Certificate) {
		c.ValidPrincipals = []string{"kim"}
		c.Extensions = map[string]string{rankExtension: "manager"}
	}
	certified, enrolled, fresh := certify(t, ca, managers), newKey(t), newKey(t)
	enrol := func(key gossh.Signer) {
		t.Helper()
		if err := h.hub.People().Enrol(t.Context(), session.Enrolment{
			Name: "kim", Rank: incident.RankResponder, Key: authorized(key.PublicKey()), Fingerprint: fingerprintOf(key.PublicKey()), By: "ana", How: "warroom user",
		}); err != nil {
			t.Fatal(err)
		}
	}
	enrol(enrolled)
	old := map[string]gossh.Signer{"the keys file's": h.keys["kim"], "the certificate's": certified, "the enrolled": enrolled}
	for what, key := range old {
		if _, ok := h.comesIn(key); !ok {
			t.Fatalf("%s key doesn't come in to begin with", what)
		}
	}
	if a := h.run("ana", "do "+string(id)+" eject @kim stolen laptop"); a.code != exitDone {
		t.Fatalf("%+v", a)
	}
	enrol(fresh)
	for what, key := range old {
		if rank, ok := h.comesIn(key); ok {
			t.Errorf("%s stolen key comes in again, as %s", what, rank)
		}
	}
	if rank, ok := h.comesIn(fresh); !ok || rank != "responder" {
		t.Errorf("the new key: %q, %v", rank, ok)
	}
	if err := h.hub.People().Restore(t.Context(), "kim", fingerprintOf(certified.PublicKey()), "ana"); err != nil {
		t.Fatal(err)
	}
	if rank, ok := h.comesIn(certified); !ok || rank != "manager" {
		t.Errorf("the restored certificate: %q, %v", rank, ok)
	}
	if _, ok := h.comesIn(h.keys["kim"]); ok {
		t.Error("the keys file's key was restored with the certificate")
	}
}
