package sshd

import (
	"strings"
	"testing"
)

// TestAnIndicatorThatIsntPlainIsAskedAbout: nothing of it is kept, and a client learns it
// from the exit status.
func TestAnIndicatorThatIsntPlainIsAskedAbout(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("secrets read")
	for line, words := range map[string]string{
		"ioc evil.example. com":                      `write it in one piece, as "evil.example.com"`,
		"ioc 192.0.2.65 compromsied":                 "did you mean compromised?",
		"ioc 192.0.2.31 192.0.2.32":                  "name each by itself",
		"ioc 2001:db8::5:443":                        "[2001:db8::5]:443",
		"ioc hxxp://evil[.]example[.]com/lo\u2011ng": "write it as http://evil.example.com/lo-ng",
		"ioc hxxp://evil[.]example[.]com/b,":         "leave it off",
		`ioc C:\windows\temp\a b.exe`:                "put quotes round",
		"asset bld-10 sevrice":                       "did you mean service?",
	} {
		if a := h.run("kim", "do INC-1 "+line); a.code == exitDone || !strings.Contains(a.words, words) {
			t.Errorf("%s: %+v", line, a)
		}
	}
	if a := h.run("kim", "iocs INC-1"); a.out != "" {
		t.Errorf("the shelf holds %q", a.out)
	}
	if a := h.run("kim", "do INC-1 ioc 192.0.2.72 -- clear of doubt"); a.code != exitDone || !strings.Contains(a.out, "192[.]0[.]2[.]72: clear of doubt") {
		t.Errorf("a reason that is kept: %+v", a)
	}
}

// TestASearchFindsAnIndicatorAsItWasTyped: in each form that /ioc takes, in quotes where
// that has blanks.
func TestASearchFindsAnIndicatorAsItWasTyped(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("secrets read")
	for _, typed := range []string{
		`"C:\Program Files\S3\x.dll"`, `"Mozilla/5.0 (S6 Agent)"`, "[2001:db8::201]", "evil dot s1 dot example dot org", `"C:/Program Files/S4/x.dll"`,
		"001a.2b3c.4daa", "a AT s5 DOT example DOT org", "CVE\u20112026\u20111234", "md5:d41d8cd98f00b204e9800998ecf8427e",
	} {
		if a := h.run("kim", "do INC-1 ioc "+typed); a.code != exitDone {
			t.Fatalf("%s: %+v", typed, a)
		}
		if a := h.run("kim", "search "+typed); strings.Count(a.out, "\n") != 1 {
			t.Errorf("search %s: %+v", typed, a)
		}
	}
	for _, sought := range []string{"001A2B3C4DAA", "00-1A-2B-3C-4D-AA", `"c:\program files\s4\x.dll"`, "INC-1 00:1a:2b:3c:4d:aa"} {
		if a := h.run("kim", "search "+sought); strings.Count(a.out, "\n") != 1 {
			t.Errorf("search %s: %+v", sought, a)
		}
	}
}
