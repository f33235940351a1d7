package incident

import (
	"strings"
	"testing"
)

// typedAs returns what a line behind /ioc is taken as, or the words of its refusal.
func typedAs(t *testing.T, line string) string {
	t.Helper()
	c, err := ParseVerb("ioc " + line)
	if err == nil {
		named, ok := c.(NameAsset)
		if !ok {
			return "a command that names nothing"
		}
		f, refused := named.named()
		if err = refused; err == nil {
			said := f.Type.String() + " " + f.Value
			if f.Typed != "" {
				said += " <- " + f.Typed
			}
			if f.Why != "" {
				said += " | " + f.Why
			}
			return said
		}
	}
	if !isSentence(err.Error()) {
		t.Errorf("%q is refused with %q", line, err)
	}
	return "? " + err.Error()
}

// checkTyped holds lines against what they must be taken as; "? words" is a refusal
// with these words.
func checkTyped(t *testing.T, table map[string]string) {
	t.Helper()
	for line, want := range table {
		got := typedAs(t, line)
		words, refused := strings.CutPrefix(want, "? ")
		if refused && (!strings.HasPrefix(got, "? ") || !strings.Contains(got, words)) || !refused && got != want {
			t.Errorf("/ioc %s\n  is %s\nwant %s", line, got, want)
		}
	}
}

// TestEachWayToDefangIsReadOrRefusedByName: what can't be told for sure isn't guessed.
func TestEachWayToDefangIsReadOrRefusedByName(t *testing.T) {
	const name = "domain evil.example.com"
	for _, line := range []string{
		"evil.example.com", "evil[.]example[.]com", "evil(.)example(.)com", "evil{.}example{.}com", "evil<.>example<.>com",
		"evil[dot]example[dot]com", "evil(dot)example(DOT)com", "evil{dot}example{Dot}com", "evil<dot>example[.]com", "evil[.example[.com",
		"evil.]example.]com", `evil\.example\.com`, "evil。example。com", "evil․example․com", "evil．example．com", "EVIL[.]Example[.]COM",
		`"evil[.]example[.]com"`, "evil[[.]]example[.]com",
	} {
		if got := typedAs(t, line); got != name {
			t.Errorf("/ioc %s is %s", line, got)
		}
	}
	checkTyped(t, map[string]string{
		// What was dropped or read otherwise is told.
		"evil[.]example[.]com.":                "domain evil.example.com <- evil[.]example[.]com.",
		"evil[.]example[.]com,":                "domain evil.example.com <- evil[.]example[.]com,",
		"- evil[.]example[.]com":               "domain evil.example.com <- - evil[.]example[.]com",
		"evil [.] example [.] com seen":        "domain evil.example.com <- evil [.] example [.] com | seen",
		"evil dot example dot com":             "domain evil.example.com <- evil dot example dot com",
		"evil_dot_example_dot_com":             "domain evil.example.com <- evil_dot_example_dot_com",
		"evil-dot-example-dot-com":             "domain evil.example.com <- evil-dot-example-dot-com",
		"ｅｖｉｌ.example.com":                     "domain evil.example.com <- ｅｖｉｌ.example.com",
		"evil.example.com dot in the why":      "domain evil.example.com | dot in the why",
		"evil.example.com at 14:00 dot":        "domain evil.example.com | at 14:00 dot",
		"evil,example,com":                     "? write it as evil.example.com",
		"203,0,113,62":                         "? write it as 203.0.113.62",
		"hxxp://evil[.]example[.]com/a":        "url http://evil.example.com/a",
		"hXXps://evil[.]example[.]com/a":       "url https://evil.example.com/a",
		"http[:]//evil.example.com":            "url http://evil.example.com/",
		"http[://]evil.example.com":            "url http://evil.example.com/",
		"hxxp[:]//evil[.]example[.]com/a":      "url http://evil.example.com/a",
		"h**p://evil.example.com":              "url http://evil.example.com/",
		"hxtps://evil.example.com":             "url https://evil.example.com/",
		"hxxxp://evil.example.com":             "url http://evil.example.com/",
		"meow://evil.example.com":              "url http://evil.example.com/",
		"hxxps[:]//evil[.]example[.]com":       "url https://evil.example.com/",
		`hxxp:\\evil.example.com\a`:            "url http://evil.example.com/a",
		"hxxp:// evil[.]example[.]com":         "url http://evil.example.com/ <- hxxp:// evil[.]example[.]com",
		"ftp://evil[.]example[.]com/x":         "url ftp://evil.example.com/x",
		"fxp://evil[.]example[.]com/x":         "url ftp://evil.example.com/x",
		"tcp://203.0.113[.]64:8989":            "url tcp://203.0.113.64:8989/",
		"evil[.]example[.]com/path/x.php?id=1": "? has no scheme",
		"xxp://evil.example.com":               `? begins with "xxp://", which is no scheme`,
		"http__evil.example.com":               "? write it as http://evil.example.com",
		"user[@]evil[.]example[.]com":          "email user@evil.example.com",
		"user(at)evil(dot)example(dot)com":     "email user@evil.example.com",
		"user AT evil DOT example DOT com":     "email user@evil.example.com <- user AT evil DOT example DOT com",
		"mailto:user@evil.example.com":         "email user@evil.example.com <- mailto:user@evil.example.com",
		"203[.]0[.]113[.]61":                   "ipv4 203.0.113.61",
		"203.0.113[.61":                        "ipv4 203.0.113.61",
		"203[.]0[.]113[.]63:8080":              "ip-port 203.0.113.63:8080",
		"203.0.113.60[/]24":                    "cidr 203.0.113.0/24 <- 203.0.113.60[/]24",
		"2001[:]db8[:]0[:]0[:]0[:]0[:]0[:]64":  "ipv6 2001:db8::64 <- 2001[:]db8[:]0[:]0[:]0[:]0[:]0[:]64",
		"2001:db8:[:]65":                       "ipv6 2001:db8::65",
		"2001:db8[::]65":                       "ipv6 2001:db8::65",
		"[2001[:]db8[:][:]1]:443":              "ip-port [2001:db8::1]:443",
	})
}
