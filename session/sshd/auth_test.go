package sshd

import (
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

func TestWhoSomeoneIsFollowsFromTheirKeyAlone(t *testing.T) {
	h := openHouse(t, nil)
	for _, user := range []string{"ana", "root", "cy"} {
		client, err := h.dial(user, gossh.PublicKeys(h.keys["cy"]))
		if err != nil {
			t.Fatal(err)
		}
		if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, "name       cy\nrank       observer\n") {
			t.Errorf("as %s: %+v", user, a)
		}
		client.Close()
	}
}

func TestAPasswordOrAStrangersKeyNeverWorks(t *testing.T) {
	h := openHouse(t, nil)
	if _, err := h.dial("ana", gossh.Password("ana")); err == nil {
		t.Error("a password works")
	}
	if _, err := h.dial("ana", gossh.PublicKeys(newKey(t))); err == nil {
		t.Error("any key works")
	}
	if _, err := h.dial("ana"); err == nil {
		t.Error("nothing at all works")
	}
}

func TestAKeysFileThatCantBeReadAtTheStartIsAnError(t *testing.T) {
	h := openHouse(t, nil)
	if _, err := New(h.hub, Config{HostKey: h.path("host"), AuthorizedKeys: h.dir}); err == nil {
		t.Error("a folder passes for a keys file")
	}
}

func TestAnExpiredKeyOrOneFromElsewhereStaysOut(t *testing.T) {
	h := openHouse(t, nil)
	for options, in := range map[string]bool{
		`expiry-time="20200101"`:      false,
		`expiry-time="20990101Z"`:     true,
		`from="10.0.0.0/8"`:           false,
		`from="127.0.0.0/8"`:          true,
		`from="127.0.0.*,!127.0.0.1"`: false,
	} {
		key := newKey(t)
		h.write("keys", options+" "+authorized(key.PublicKey())+" mei\n")
		client, err := h.dial("x", gossh.PublicKeys(key))
		if (err == nil) != in {
			t.Errorf("%s: %v", options, err)
		}
		if err == nil {
			client.Close()
		}
	}
}

// certify signs a certificate for a fresh key.
func certify(t *testing.T, ca gossh.Signer, change func(*gossh.Certificate)) gossh.Signer {
	t.Helper()
	key := newKey(t)
	cert := &gossh.Certificate{
		Key: key.PublicKey(), CertType: gossh.UserCert, KeyId: "noor", Serial: 7, ValidPrincipals: []string{"noor", "root"},
		ValidBefore: uint64(time.Now().Add(time.Hour).Unix()),
		Permissions: gossh.Permissions{Extensions: map[string]string{permitPTY: ""}},
	}
	if change != nil {
		change(cert)
	}
	if err := cert.SignCert(rand.Reader, ca); err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewCertSigner(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func TestOnlyAWholeUserCertificateOpensTheDoor(t *testing.T) {
	ca := newKey(t)
	h := openHouse(t, func(c *Config) {
		c.TrustedUserCAKeys = c.AuthorizedKeys + ".ca"
		if err := os.WriteFile(c.TrustedUserCAKeys, []byte(authorized(ca.PublicKey())+" our CA\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	for what, c := range map[string]struct {
		ca     gossh.Signer
		change func(*gossh.Certificate)
		says   string // empty: stays out
	}{
		"a whole one":     {ca, nil, "name       noor\nrank       observer\n"},
		"one with a rank": {ca, func(c *gossh.Certificate) { c.Extensions = map[string]string{rankExtension: "manager"} }, "rank       manager\n"},
		"a rank as a string": {ca, func(c *gossh.Certificate) {
			c.Extensions = map[string]string{rankExtension: "\x00\x00\x00\x09responder"}
		}, "rank       responder\n"},
		"from here":          {ca, func(c *gossh.Certificate) { c.CriticalOptions = map[string]string{"source-address": "127.0.0.0/8"} }, "noor"},
		"an unknown rank":    {ca, func(c *gossh.Certificate) { c.Extensions = map[string]string{rankExtension: "king"} }, ""},
		"a host's":           {ca, func(c *gossh.Certificate) { c.CertType = gossh.HostCert }, ""},
		"without principals": {ca, func(c *gossh.Certificate) { c.ValidPrincipals = nil }, ""},
		"a bad name":         {ca, func(c *gossh.Certificate) { c.ValidPrincipals = []string{"no such name"} }, ""},
		"expired":            {ca, func(c *gossh.Certificate) { c.ValidBefore = uint64(time.Now().Unix()) - 1 }, ""},
		"not yet valid":      {ca, func(c *gossh.Certificate) { c.ValidAfter = uint64(time.Now().Unix()) + 600 }, ""},
		"another authority":  {newKey(t), nil, ""},
		"from elsewhere":     {ca, func(c *gossh.Certificate) { c.CriticalOptions = map[string]string{"source-address": "10.0.0.0/8"} }, ""},
		"from nowhere":       {ca, func(c *gossh.Certificate) { c.CriticalOptions = map[string]string{"source-address": ""} }, ""},
		"force-command":      {ca, func(c *gossh.Certificate) { c.CriticalOptions = map[string]string{"force-command": "ls"} }, ""},
		"verify-required":    {ca, func(c *gossh.Certificate) { c.CriticalOptions = map[string]string{"verify-required": ""} }, ""},
	} {
		client, err := h.dial("root", gossh.PublicKeys(certify(t, c.ca, c.change)))
		if err != nil {
			if c.says != "" {
				t.Errorf("%s: %v", what, err)
			}
			continue
		}
		if a := runOn(t, client, "whoami", ""); c.says == "" || !strings.Contains(a.out, c.says) {
			t.Errorf("%s: %+v", what, a)
		}
		client.Close()
	}
}

// answers is a client's side of an invite.
func answers(code string) gossh.AuthMethod {
	return gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		all := make([]string, len(questions))
		for i := range all {
			all[i] = code
		}
		return all, nil
	})
}

func TestAnInviteLetsInOneKeyForGood(t *testing.T) {
	h := openHouse(t, nil)
	code, err := h.hub.People().Invite(t.Context(), session.Invite{Name: "lee", Rank: incident.RankResponder, By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	lee, other := newKey(t), newKey(t)
	if _, err := h.dial("x", gossh.PublicKeys(other), answers("wrong")); err == nil {
		t.Error("a wrong code works")
	}
	if _, err := h.dial("x", answers(code)); err == nil {
		t.Error("a code without a key works")
	}
	// Someone who is known by another key still comes in by it.
	client, err := h.dial("x", gossh.PublicKeys(newKey(t), h.keys["kim"]), answers("wrong"))
	if err != nil {
		t.Error(err)
	} else {
		client.Close()
	}
	client, err = h.dial("x", gossh.PublicKeys(lee), answers(strings.ToUpper(code)))
	if err != nil {
		t.Fatal(err)
	}
	if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, "name       lee\nrank       responder\n") || !strings.Contains(a.out, "invite") {
		t.Errorf("%+v", a)
	}
	client.Close()
	if a := runOn(t, h.with(lee), "whoami", ""); !strings.Contains(a.out, "proved by  enrolled key\n") {
		t.Errorf("%+v", a)
	}
	if _, err := h.dial("x", gossh.PublicKeys(other), answers(code)); err == nil {
		t.Error("a code works twice")
	}
}

func TestAnInviteWithoutANameGivesNobodyElsesName(t *testing.T) {
	h := openHouse(t, nil)
	code, err := h.hub.People().Invite(t.Context(), session.Invite{Rank: incident.RankObserver, By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	key := newKey(t)
	if _, err := h.dial("ana", gossh.PublicKeys(key), answers(code)); err == nil {
		t.Fatal("a newcomer became ana")
	}
	if _, err := h.dial("an.a", gossh.PublicKeys(key), answers(code)); err == nil {
		t.Fatal("a newcomer became one who is taken for ana")
	}
	ada := incident.Person{Name: "ada", Rank: incident.RankManager, Key: "SHA256:ada", Proof: "certificate"}
	if _, err := h.hub.Declare(t.Context(), ada, incident.Declare{Title: "db down"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.dial("ada", gossh.PublicKeys(key), answers(code)); err == nil {
		t.Fatal("a newcomer became ada, who comes in by certificate")
	}
	// Whoever is only expected has rights by their name too.
	h.declare("secrets read")
	lee := incident.Person{Name: "lee", Rank: incident.RankResponder, Key: "SHA256:lee", Proof: "certificate"}
	if _, err := h.hub.Do(t.Context(), lee, "INC-2", nil, incident.Say{Text: "by a verb, without a screen"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.dial("lee", gossh.PublicKeys(key), answers(code)); err == nil {
		t.Fatal("a newcomer became lee, who wrote there")
	}
	for name, line := range map[string]string{
		"mei": "role legal @mei!", "pia": "handover @pia! manager", "olga": "stream forensics @olga!",
		"tom":  "task @tom! 15m look",
		"mona": "admit @mona!",
	} {
		h.done("ana", "do INC-2 "+line)
		if _, err := h.dial(name, gossh.PublicKeys(key), answers(code)); err == nil {
			t.Fatalf("after %s, a newcomer became %s", line, name)
		}
	}
	if _, err := h.hub.People().Invite(t.Context(), session.Invite{Name: "nia", Rank: incident.RankManager, By: "ana"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.dial("nia", gossh.PublicKeys(key), answers(code)); err == nil {
		t.Fatal("a newcomer became nia, who was invited by name")
	}
	client, err := h.dial("raj", gossh.PublicKeys(key), answers(code))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, "name       raj\nrank       observer\n") {
		t.Errorf("%+v", a)
	}
}

func TestARevokedPersonIsOutAtOnce(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	client := h.as("kim")
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	out, _ := s.StdoutPipe()
	words, _ := s.StderrPipe()
	if err := s.Start("watch INC-1"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "declared")
	if a := h.run("ana", "do INC-1 eject @kim stolen laptop"); a.code != exitDone {
		t.Fatalf("%+v", a)
	}
	if got := readUntil(t, words, "\n"); strings.TrimSpace(got) == "" {
		t.Error("no word")
	}
	closed := make(chan error, 1)
	go func() { closed <- client.Wait() }()
	within(t, "the end of the connection", closed)
	if _, err := h.dial("x", gossh.PublicKeys(h.keys["kim"])); err == nil {
		t.Error("a revoked person of the keys file comes in again")
	}
}

func TestTheFileOfRevokedKeysHoldsAgainstAllWaysIn(t *testing.T) {
	h := openHouse(t, func(c *Config) {
		c.RevokedKeys = c.AuthorizedKeys + ".revoked"
		if err := os.WriteFile(c.RevokedKeys, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		c.Limits.Keepalive = 20 * time.Millisecond
	})
	client := h.as("kim")
	_, _, out := openShell(t, client, 80, 24)
	h.write("keys.revoked", "# stolen\n"+authorized(h.keys["kim"].PublicKey())+" kim\n")
	readUntil(t, out, whyRevoked)
	if _, err := h.dial("x", gossh.PublicKeys(h.keys["kim"])); err == nil {
		t.Error("a revoked key works")
	}
	h.as("ana")
}

func TestASessionEndsWhenItsKeyExpires(t *testing.T) {
	h := openHouse(t, func(c *Config) { c.Limits.Keepalive = 20 * time.Millisecond })
	key := newKey(t)
	until := time.Now().Add(1500 * time.Millisecond).UTC()
	h.write("keys", fmt.Sprintf("expiry-time=%q %s mei\n", until.Format("20060102150405")+"Z", authorized(key.PublicKey())))
	client, err := h.dial("x", gossh.PublicKeys(key))
	if err != nil {
		t.Skip("the machine is too slow for a key that lasts a second")
	}
	_, _, out := openShell(t, client, 80, 24)
	readUntil(t, out, whyExpired)
}
