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
		{"00:1a:2b:3c:4d:5e", "00:1A:2B:3C:4D:5E"},
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
	if !found("the host is xn--bcher-kva.example", "bücher.example") {
		t.Error("a name in another script isn't found as it is stored")
	}
	if !found("MAC 00-1A-2B-3C-4D-5E", "00:1a:2b:3c:4d:5e") || !found("MAC 00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E") {
		t.Error("a MAC address isn't found with other signs")
	}
}
