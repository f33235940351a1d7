package sshd

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// dss is a public key that OpenSSH made in 2015.
const dss = "ssh-dss AAAAB3NzaC1kc3MAAACBAP"

func weakKey(t *testing.T) gossh.Signer {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skipf("this machine makes no weak key: %v", err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func TestLinesOfAKeysFile(t *testing.T) {
	key := authorized(newKey(t).PublicKey())
	for line, want := range map[string]string{
		key + " ana": "",
		`rank="manager",no-pty-nonsense ` + key + " ana":             "isn't known here",
		`expiry-time="20300101" ` + key + " ana":                     "",
		`expiry-time="203001011200Z" ` + key + " ana":                "",
		`expiry-time="tomorrow" ` + key + " ana":                     "expiry-time",
		`from="10.0.0.0/8,!10.1.*",no-port-forwarding ` + key + " a": "",
		`from="host.example" ` + key + " ana":                        "isn't an address",
		key:                                                          "a name is missing",
		key + " анна":                                                "can't be in a name",
		"nonsense":                                                   "isn't a public key",
		dss + " kim":                                                 "isn't a public key",
		authorized(weakKey(t).PublicKey()) + " kim":                  "too weak",
		authorized(certify(t, newKey(t), nil).PublicKey()) + " kim":  "certificate",

		// What only forbids, or allows again what never is allowed here.
		"no-agent-forwarding,no-port-forwarding,no-X11-forwarding,no-user-rc,no-pty " + key + " ana":             "",
		"restrict,pty,agent-forwarding,port-forwarding,X11-forwarding,user-rc,no-touch-required " + key + " ana": "",
		`permitopen="h:1",permitlisten="1",tunnel="0",environment="A=b",principals="x" ` + key + " ana":          "",

		// What would let its holder do more if it were passed over.
		`command="ls, -l" ` + key + " ana":             "command can't be enforced",
		`verify-required ` + key + " ana":              "verify-required can't be enforced",
		`cert-authority ` + key + " ana":               "--trusted-user-ca-keys",
		`from="10.0.0.1",from="*" ` + key + " ana":     "from is given twice",
		`rank="observer",rank="manager" ` + key + " a": "rank is given twice",
		`no-pty="x" ` + key + " ana":                   "isn't known here",
		`from ` + key + " ana":                         "isn't known here",
	} {
		_, faults := parseKeyring([]byte(line))
		if (len(faults) == 0) != (want == "") || len(faults) > 0 && !strings.Contains(faults[0].Text, want) {
			t.Errorf("%s: %v", line, faults)
		}
	}
}

func TestAKeyThatStandsTwiceIsTheFirstLines(t *testing.T) {
	key := authorized(newKey(t).PublicKey())
	k, faults := parseKeyring([]byte("command=\"x\" " + key + " ana\n" + key + " kim\nrank=\"manager\" " + key + " kim\n"))
	if len(faults) != 2 || faults[1].Line != 3 || !strings.Contains(faults[1].Text, "kim's in line 2") {
		t.Errorf("%v", faults)
	}
	for _, line := range k.byKey {
		if line.name != "kim" || line.number != 2 {
			t.Errorf("%+v", line)
		}
	}
}

func TestAnOddLineLetsNobodyInAndChangesNothingElse(t *testing.T) {
	h := openHouse(t, nil)
	lee := newKey(t)
	good, err := os.ReadFile(h.path("keys"))
	if err != nil {
		t.Fatal(err)
	}
	withoutKim := without(string(good), " kim\n")
	h.write("keys", "rank=\"boss\" "+authorized(lee.PublicKey())+" lee\n"+withoutKim)
	if _, ok := h.comesIn(lee); ok {
		t.Error("a broken line lets in")
	}
	if _, ok := h.comesIn(h.keys["kim"]); ok {
		t.Error("kim's line was taken out beside a broken one, and kim comes in")
	}
	if rank, ok := h.comesIn(h.keys["ana"]); !ok || rank != "manager" {
		t.Errorf("ana: %q, %v", rank, ok)
	}
	if !strings.Contains(h.log.String(), "line=1") || !strings.Contains(h.log.String(), "boss") {
		t.Errorf("the log doesn't name the line:\n%s", h.log)
	}
	eventually(t, "the fault to be told", func() bool {
		all := h.door.Faults()
		return len(all) == 1 && all[0].Line == 1 && all[0].File == h.path("keys")
	})
	again, err := New(h.hub, Config{HostKey: h.path("host"), AuthorizedKeys: h.path("keys")})
	if err != nil {
		t.Fatalf("no start with a broken line: %v", err)
	}
	if _, err := again.auth.admit(h.keys["ana"].PublicKey(), nowhere{}); err != nil {
		t.Errorf("after a start: %v", err)
	}
	h.write("keys", string(good)+authorized(lee.PublicKey())+" lee@laptop and more\n")
	if a := runOn(t, h.with(lee), "whoami", ""); !strings.Contains(a.out, "name       lee\nrank       observer\n") {
		t.Errorf("%+v", a)
	}
	if _, ok := h.comesIn(h.keys["kim"]); !ok {
		t.Error("kim is back in the file, and stays out")
	}
	eventually(t, "the fault to go", func() bool { return len(h.door.Faults()) == 0 })
}

// nowhere is an address.
type nowhere struct{}

func (nowhere) Network() string { return "tcp" }
func (nowhere) String() string  { return "127.0.0.1:1" }

// without is a text without the lines that end so.
func without(text, end string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasSuffix(line, end) {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestAKeysFileThatGoesLetsNobodyIn(t *testing.T) {
	h := openHouse(t, nil)
	if err := os.Rename(h.path("keys"), h.path("elsewhere")); err != nil {
		t.Fatal(err)
	}
	if _, ok := h.comesIn(h.keys["ana"]); ok {
		t.Error("ana comes in by a file that isn't there")
	}
	eventually(t, "the fault to be told", func() bool {
		all := h.door.Faults()
		return len(all) == 1 && strings.Contains(all[0].Text, "file is gone")
	})
	if err := os.Rename(h.path("elsewhere"), h.path("keys")); err != nil {
		t.Fatal(err)
	}
	if _, ok := h.comesIn(h.keys["ana"]); !ok {
		t.Error("the file is back, and ana stays out")
	}
}

func TestAFileChangedTwiceInOneTickIsReadTwice(t *testing.T) {
	h := openHouse(t, nil)
	before, err := os.Stat(h.path("keys"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(h.path("keys"))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := h.comesIn(h.keys["kim"]); !ok {
		t.Fatal("kim stays out")
	}
	h.write("keys", strings.Replace(string(text), " kim\n", " kin\n", 1)) // of the same size
	if err := os.Chtimes(h.path("keys"), before.ModTime(), before.ModTime()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "kim to be kin", func() bool { return strings.Contains(h.run("kim", "whoami").out, "kin") })
}

func TestTheAuthoritiesFileIsReadLineByLine(t *testing.T) {
	ca, bounded := newKey(t), newKey(t)
	h := openHouse(t, func(c *Config) {
		c.TrustedUserCAKeys = c.AuthorizedKeys + ".ca"
		text := "nonsense\n" + authorized(ca.PublicKey()) + " our CA\nprincipals=\"x\" " + authorized(bounded.PublicKey()) + "\n"
		if err := os.WriteFile(c.TrustedUserCAKeys, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	if _, ok := h.comesIn(certify(t, ca, nil)); !ok {
		t.Error("a broken line keeps out the certificates of a whole one")
	}
	if _, ok := h.comesIn(certify(t, bounded, nil)); ok {
		t.Error("an authority that is bound to principals certifies anyone")
	}
	if all := h.door.Faults(); len(all) != 2 || all[0].Line != 1 || all[1].Line != 3 {
		t.Errorf("%v", all)
	}
	if err := os.Remove(h.path("keys.ca")); err != nil {
		t.Fatal(err)
	}
	if _, ok := h.comesIn(certify(t, ca, nil)); ok {
		t.Error("an authority is trusted by a file that isn't there")
	}
}

func TestAKRLThatHadNoTimeToSettleIsAKRL(t *testing.T) {
	h := openHouse(t, func(c *Config) {
		c.RevokedKeys = c.AuthorizedKeys + ".revoked"
		if err := os.WriteFile(c.RevokedKeys, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	kim := h.keys["kim"].PublicKey()
	whole := krlMagic + "\x00\x00\x00\x01" + strings.Repeat("\x00", 24+8) +
		string(gossh.Marshal(struct {
			Kind byte
			Keys string
		}{krlKeys, string(gossh.Marshal(struct{ Key string }{string(kim.Marshal())}))}))
	ago := time.Now().Add(-time.Hour)
	for _, text := range []string{whole, whole[:60], ""} {
		h.write("keys.revoked", text)
		if text == "" {
			if err := os.Chtimes(h.path("keys.revoked"), ago, ago); err != nil {
				t.Fatal(err)
			}
		}
		h.door.auth.reload.await()
		if !h.door.auth.revoked.now().revokes(kim) {
			t.Fatalf("with %d bytes of it left, a KRL revokes nothing", len(text))
		}
	}
	eventually(t, "the fault to be told", func() bool { return len(h.door.Faults()) == 1 })
}

func TestTheRevokedStayRevokedWhateverBecomesOfTheirList(t *testing.T) {
	var list string
	h := openHouse(t, func(c *Config) {
		c.RevokedKeys = c.AuthorizedKeys + ".revoked"
		list = c.RevokedKeys
		if err := os.WriteFile(list, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	kim := h.keys["kim"].PublicKey()
	h.write("keys.revoked", "SHA256:half a line\n"+authorized(kim)+"\n")
	if _, ok := h.comesIn(h.keys["kim"]); ok {
		t.Error("beside a broken line a revoked key works")
	}
	if all := CheckFiles(Config{RevokedKeys: list}); len(all) != 1 || all[0].Line != 1 {
		t.Errorf("%v", all)
	}
	whole := krlMagic + "\x00\x00\x00\x01" + strings.Repeat("\x00", 24+8) +
		string(gossh.Marshal(struct {
			Kind byte
			Keys string
		}{krlKeys, string(gossh.Marshal(struct{ Key string }{string(kim.Marshal())}))}))
	h.write("keys.revoked", whole)
	ago := time.Now().Add(-time.Hour)
	if err := os.Chtimes(list, ago, ago); err != nil {
		t.Fatal(err)
	}
	if _, ok := h.comesIn(h.keys["kim"]); ok {
		t.Fatal("a key that a KRL revokes works")
	}
	for n := range len(whole) { // as it is written again
		h.write("keys.revoked", whole[:n])
		h.door.auth.reload.await()
		if !h.door.auth.revoked.now().revokes(kim) {
			t.Fatalf("a KRL of which %d bytes are written revokes nothing", n)
		}
	}
	if err := os.Remove(list); err != nil {
		t.Fatal(err)
	}
	if _, ok := h.comesIn(h.keys["kim"]); ok {
		t.Error("without the list the revoked come in")
	}
	if _, ok := h.comesIn(h.keys["ana"]); !ok {
		t.Error("without the list nobody comes in")
	}
	eventually(t, "the fault to be told", func() bool { return len(h.door.Faults()) == 1 })
	h.write("keys.revoked", whole[:len(whole)-1])
	if _, err := New(h.hub, Config{HostKey: h.path("host"), RevokedKeys: list}); err == nil {
		t.Error("it starts with a broken KRL")
	}
	h.write("keys.revoked", authorized(newKey(t).PublicKey())+"\n")
	eventually(t, "another list to be in force", func() bool { _, ok := h.comesIn(h.keys["kim"]); return ok })
}

func TestAWeakKeyLetsNobodyIn(t *testing.T) {
	weak := weakKey(t)
	h := openHouse(t, nil)
	h.write("keys", authorized(weak.PublicKey())+" kim\n"+authorized(h.keys["ana"].PublicKey())+" ana\n")
	if _, ok := h.comesIn(weak); ok {
		t.Error("RSA with 1024 bits works")
	}
	if _, ok := h.comesIn(h.keys["ana"]); !ok {
		t.Error("a weak line keeps ana out")
	}
}

func TestANoPTYKeyRunsVerbsAndOpensNoScreen(t *testing.T) {
	h := openHouse(t, nil)
	for options, screen := range map[string]bool{
		"no-pty": false, "restrict": false, "restrict,pty": true, "pty,restrict": false, "no-port-forwarding": true,
	} {
		h.write("keys", options+" "+authorized(h.keys["kim"].PublicKey())+" kim\n")
		client := h.as("kim")
		if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, "name       kim\n") {
			t.Errorf("%s: %+v", options, a)
		}
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RequestPty("xterm", 24, 80, nil); (err == nil) != screen {
			t.Errorf("%s: a terminal: %v", options, err)
		}
		client.Close()
	}
}

func TestACertificateWithoutPermitPTYOpensNoScreen(t *testing.T) {
	ca := newKey(t)
	h := openHouse(t, func(c *Config) {
		c.TrustedUserCAKeys = c.AuthorizedKeys + ".ca"
		if err := os.WriteFile(c.TrustedUserCAKeys, []byte(authorized(ca.PublicKey())+" our CA\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	for _, permits := range []bool{true, false} {
		client, err := h.dial("x", gossh.PublicKeys(certify(t, ca, func(c *gossh.Certificate) {
			if !permits {
				c.Extensions = nil
			}
		})))
		if err != nil {
			t.Fatal(err)
		}
		if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, "name       noor\n") {
			t.Errorf("a verb: %+v", a)
		}
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RequestPty("xterm", 24, 80, nil); (err == nil) != permits {
			t.Errorf("permit-pty %t: a terminal: %v", permits, err)
		}
		client.Close()
	}
}

func FuzzKeyring(f *testing.F) {
	f.Add([]byte(`rank="manager",from="10.0.0.1" ` + dss + " ana\n# x\n\nrestrict,pty ssh-ed25519 AAAA kim"))
	f.Add([]byte("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFRtcckbhjlm8hGjjb1XJPzB9i6kVTuMqMWYpvcGFJM kim\r\ncommand=\"a\\\"b, c\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFRtcckbhjlm8hGjjb1XJPzB9i6kVTuMqMWYpvcGFJM lee"))
	f.Add([]byte("\xef\xbb\xbf\x00\xff\"\\\n\"\"=,,= ssh-rsa"))
	known := authorized(newKey(f).PublicKey())
	f.Fuzz(func(t *testing.T, text []byte) {
		whole, faults := parseKeyring(text)
		// Each line stands for itself: all together say what each says alone.
		alone, broken := keyring{map[string]keyLine{}, map[string]bool{}}, 0
		for n, line := range keyLines(text) {
			key, entry, err := parseKeyLine(line)
			entry.number = n
			if err != nil || alone.add(key, entry) != nil {
				broken++
			}
		}
		if len(faults) != broken || !sameKeys(whole, alone) {
			t.Fatalf("%q says %v, its lines %v", text, whole, alone)
		}
		// And whatever stands before a line takes nothing from it.
		with, _ := parseKeyring(append(append(bytes.Clone(text), '\n'), []byte("rank=\"responder\" "+known+" mei\n")...))
		mei := 0
		for _, line := range with.byKey {
			if line.name == "mei" {
				mei++
			}
		}
		if mei == 0 && !bytes.Contains(text, []byte("mei")) {
			t.Fatalf("%q hides the line after it", text)
		}
	})
}

func sameKeys(a, b keyring) bool {
	return maps.EqualFunc(a.byKey, b.byKey, func(a, b keyLine) bool {
		same := slices.Equal(a.from, b.from) && a.until.Equal(b.until)
		return same && a.name == b.name && a.rank == b.rank && a.number == b.number && a.noPTY == b.noPTY && a.fingerprint == b.fingerprint
	})
}
