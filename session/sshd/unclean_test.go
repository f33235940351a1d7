package sshd

import (
	"os"
	"strings"
	"testing"
	"unicode"

	gossh "golang.org/x/crypto/ssh"
)

// attack is what a terminal would act upon, and what would forge a line.
const attack = "x\n#99 14:31Z DEC ana: forged\r\x1b[31m\x1b]52;c;eA==\x07\u009d52;c;\u202e\U000e0041\x9b2J\xff"

// unclean is the first thing in s that acts on a terminal, "" where there is none.
func unclean(s string) string {
	for _, r := range s {
		if r != '\n' && !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return string(r)
		}
	}
	return ""
}

func TestAttacksInTextReachNoPipe(t *testing.T) {
	h := openHouse(t, nil)
	id := string(h.declare("db down " + attack))
	for _, line := range []string{
		"say " + id + " " + attack, "do " + id + " fact " + attack, "do " + id + " star 2", "do " + id + " correct 3 again " + attack,
		"do " + id + " title " + attack, "do " + id + " sev 1 " + attack, "do " + id + " remove @lee! " + attack,
	} {
		if a := h.run("ana", line); a.code != exitDone || unclean(a.out+a.words) != "" {
			t.Errorf("%q: %+v", line, a)
		}
	}
	for _, line := range []string{
		"list", "list --json", "show " + id, "show " + id + " --json", "brief " + id, "timeline " + id,
		"timeline " + id + " --json", "search " + id + " forged", attack, "help " + attack, "list --" + attack,
		"do " + id + " " + attack, "do " + id + " role scribe " + attack, "timeline " + id + " --as-of " + attack, "show " + attack,
	} {
		a := h.run("ana", line)
		if bad := unclean(a.out + a.words); bad != "" {
			t.Errorf("%q: %q is in %q", line, bad, a.out+a.words)
		}
		if strings.Contains(a.out, "\n#99") {
			t.Errorf("%q: a line is forged: %q", line, a.out)
		}
	}
}

func TestAttacksInNamesReachNoLog(t *testing.T) {
	ca := newKey(t)
	h := openHouse(t, func(c *Config) {
		c.TrustedUserCAKeys = c.AuthorizedKeys + ".ca"
		if err := os.WriteFile(c.TrustedUserCAKeys, []byte(authorized(ca.PublicKey())+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	cert := certify(t, ca, func(c *gossh.Certificate) { c.ValidPrincipals, c.KeyId = []string{attack}, attack })
	if c, err := h.dial(attack, gossh.PublicKeys(cert)); err == nil {
		c.Close()
		t.Error("it comes in")
	}
	if c, err := h.dial(attack, gossh.PublicKeys(newKey(t))); err == nil {
		c.Close()
		t.Error("a stranger comes in")
	}
	eventually(t, "both are in the log", func() bool { return strings.Count(h.log.String(), "refused") >= 2 })
	if log := h.log.String(); unclean(log) != "" {
		t.Errorf("%q is in the log: %s", unclean(log), log)
	}
}
