package incident

import (
	"slices"
	"strings"
	"testing"
)

// TestAnIndicatorIsFoundInEachOfItsForms: whatever the record holds, and whatever is
// looked for.
func TestAnIndicatorIsFoundInEachOfItsForms(t *testing.T) {
	found := func(text, word string) bool {
		text = SearchText(text)
		return slices.ContainsFunc(SearchForms(word), func(form string) bool { return strings.Contains(text, form) })
	}
	for _, forms := range [][]string{
		{"evil.example.com", "evil[.]example[.]com", "EVIL.Example.COM", "evil(dot)example(dot)com", "evil[.example[.com", "hxxps://evil[.]example[.]com", "https://evil.example.com/"},
		{"http://evil.example.com/a?b=c", "hxxp://evil[.]example[.]com/a?b=c", "https://evil.example.com/a?b=c", "evil[.]example[.]com/a?b=c", "HXXP[:]//EVIL[.]EXAMPLE[.]COM/a?b=c"},
		{"2001:db8::7", "2001:DB8:0:0:0:0:0:7", "2001[:]db8[:][:]7", "2001:db8:0::7", "2001:0db8::0007"},
		{"203.0.113.7", "203[.]0[.]113[.]7", "203.0.113[.7"},
		{"user@evil.example.com", "user[at]evil[.]example[.]com", "User[@]Evil.example.com"},
		{"xn--bcher-kva.example", "xn--bcher-kva[.]example"},
		{"00:1a:2b:3c:4d:5e", "00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e", "001A2B3C4D5E", "001a.2b3c.4d5e"},
		{"2001:db8::201", "[2001:db8::201]", "ipv6:2001:DB8::201"},
		{"evil.s1.example.org", "evil dot s1 dot example dot org"},
		{"CVE-2026-1234", "CVE‑2026‑1234", "cve–2026–1234"},
		{"of\ufb01ce.example.org", "office.example.org"},
		{"d41d8cd98f00b204e9800998ecf8427e", "md5:d41d8cd98f00b204e9800998ecf8427e", "MD5:D41D8CD98F00B204E9800998ECF8427E"},
		{`C:\Program Files\S3\x.dll`, `"C:\Program Files\S3\x.dll"`, `“C:\Program Files\S3\x.dll”`, "C:/Program Files/S3/x.dll"},
		{"Mozilla/5.0 (S6 Agent)", `"Mozilla/5.0 (S6 Agent)"`},
		{`HKLM\Software\Evil`, `HKEY_LOCAL_MACHINE\Software\Evil`, `hklm\software\evil`},
		{strings.Repeat("ab", 32), strings.Repeat("AB", 32)},
		{`C:\Users\x\evil.exe`, `c:\users\X\EVIL.exe`},
	} {
		for _, held := range forms {
			for _, sought := range forms {
				if !found("kim saw "+held+", twice", sought) {
					t.Errorf("%s isn't found in a record of %s: %q", sought, held, SearchForms(sought))
				}
			}
		}
	}
	for held, sought := range map[string]string{
		"evil.example.com": "evil.example.net", "2001:db8::7": "2001:db8::8", "203.0.113.7": "203.0.113.9", "at 11:10:12": "2001:db8::7", "evilexample.com": "evil.example.com",
	} {
		if found(held, sought) {
			t.Errorf("%s is found in %s", sought, held)
		}
	}
	if !found("e-mail a@s5.example.org", "a AT s5 DOT example DOT org") {
		t.Error("a spoken address isn't found as it is stored")
	}
	if !found("cert-serial 0a1b2c3d4e5f6071", "0A:1B:2C:3D:4E:5F:60:71") || !found("ipv6 a:1b:2c:3d:4e:5f:60:71", "0A:1B:2C:3D:4E:5F:60:71") {
		t.Error("what may be of two types isn't found as both")
	}
	if !found("the host is xn--bcher-kva.example", "bücher.example") {
		t.Error("a name in another script isn't found as it is stored")
	}
	if !found("MAC 00-1A-2B-3C-4D-5E", "00:1a:2b:3c:4d:5e") || !found("MAC 00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E") {
		t.Error("a MAC address isn't found with other signs")
	}
}

// TestASearchTakesWhatIsOneThingAsOneWord: behind search as behind /ioc.
func TestASearchTakesWhatIsOneThingAsOneWord(t *testing.T) {
	for line, want := range map[string][]string{
		`seen "C:\Program Files\S3\x.dll" twice`: {"seen", `C:\Program Files\S3\x.dll`, "twice"},
		`“Mozilla/5.0 (S6 Agent)"`:               {"Mozilla/5.0 (S6 Agent)"},
		"evil dot s1 dot example dot org seen":   {"evil dot s1 dot example dot org", "seen"},
		"a AT s5 DOT example DOT org":            {"a AT s5 DOT example DOT org"},
		"hxxp:// evil [.] example [.] com/a lee": {"hxxp:// evil [.] example [.] com/a", "lee"},
		`disk "full`:                             {"disk", `"full`},
		`5" disk`:                                {`5"`, "disk"},
		"kim's disk":                             {"kim's", "disk"},
		`"" x`:                                   {"x"},
		" two  words ":                           {"two", "words"},
		"":                                       nil,
	} {
		if got := SearchWords(line); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}
