package incident

import (
	"strings"
	"testing"
)

const anMD5, aSHA1 = "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709"

// TestWhatStandsBehindAValueIsAReasonOrAskedAbout: a slip for a word, a second thing and
// the rest of a value are never a reason without a word.
func TestWhatStandsBehindAValueIsAReasonOrAskedAbout(t *testing.T) {
	checkTyped(t, map[string]string{
		// A blank within the value, as copies from print have it.
		"evil.example. com":                    `? as "evil.example.com"`,
		"evil.example .com seen":               `? as "evil.example.com"`,
		"evil[.]example[.] com":                `? may be the rest of the name`,
		"malware.co. uk":                       `? as "malware.co.uk"`,
		"evil.example.co m":                    `? as "evil.example.com"`,
		"user@evil.example. com":               `? as "user@evil.example.com"`,
		"hxxps://evil[.]example[.] com/b4":     "? may be the rest of the url",
		"http://evil.example.com/ b4/x":        "? may be the rest of the url",
		"http://evil.example.com/ b4":          "? may be the rest of the url",
		"http://evil.example.com/a- b":         "? may be the rest of the url",
		"http://evil.example.com/a?b= c":       "? may be the rest of the url",
		anMD5 + " " + anMD5:                    "? may be the rest of the hash",
		aSHA1 + " " + anMD5[:24]:               "? may be the rest of the hash",
		anMD5 + " 20b4a01c seen":               "? may be the rest of the hash",
		"192.0.2.0 /24":                        "? write it as 192.0.2.0/24",
		"192.0.2.18 443":                       "? write it as 192.0.2.18:443",
		"192.0.2.18 port 443":                  "? write it as 192.0.2.18:443",
		"2001:db8::5 443/tcp":                  "? write it as [2001:db8::5]:443",
		"evil.example.com :8443":               "? write it as tcp://evil.example.com:8443/",
		`c:\windows\temp\a b.exe`:              "? put quotes round",
		`C:\Program Files\Evil\x.dll`:          "? put quotes round",
		`C:\Users\john smith`:                  "? put quotes round",
		"/Users/john smith/Library/x":          "? put quotes round",
		"C:/Program Files/x.dll":               "? put quotes round",
		`HKLM\Software\Services\Foo Bar`:       "? put quotes round",
		`HKLM\Software\Windows NT\Run`:         "? put quotes round",
		`C:\a -- it and foo\bar`:               `path C:\a | it and foo\bar`,
		`C:\ProgramData\x dropped by mail`:     `path C:\ProgramData\x | dropped by mail`,
		`C:\ProgramData\x.dll Dropped by mail`: `path C:\ProgramData\x.dll | Dropped by mail`,
		"/tmp/x seen by EDR and/or AV":         "path /tmp/x | seen by EDR and/or AV",
		// A slip for a type, a state or a verb.
		"ev9.example.com domian":        "? did you mean domain?",
		"192.0.2.65 compromsied":        "? did you mean compromised?",
		"192.0.2.65 compromised: twice": "? did you mean compromised?",
		"192.0.2.65 clear":              "? did you mean cleared?",
		"192.0.2.65 ipv4 cleard":        "? did you mean cleared?",
		"192.0.2.74 retpye ipv4":        "? did you mean retype?",
		"192.0.2.75 withdrw x":          "? did you mean withdraw?",
		"/tmp/x paht":                   "? did you mean path?",
		anMD5 + " ja3s":                 "? did you mean ja3?",
		"192.0.2.72 -- clear":           "ipv4 192.0.2.72 | clear",
		"192.0.2.72 ipv4 -- clear":      "ipv4 192.0.2.72 | clear",
		// A second thing.
		"ev3.example.com, ev4.example.com":   `? "ev4.example.com" may be a second thing`,
		"192.0.2.31 192.0.2.32":              "? second thing",
		"192.0.2.31 ipv4 192.0.2.32":         "? second thing",
		"192.0.2.31 and 192.0.2.32":          "? second thing",
		"192.0.2.31 & evil.example.com":      "? second thing",
		"192.0.2.31 -> evil[.]example[.]com": "? second thing",
		"192.0.2.31 compromised 192.0.2.32":  "? second thing",
		"CVE-2024-3400 CVE-2024-3401":        "? second thing",
		anMD5 + "  payload.exe":              "? second thing",
		"192.0.2.31 run.sh":                  "? second thing",
		"192.0.2.31 evil.example.com:8443":   "? second thing",
		"192.0.2.31 (192.0.2.32)":            "? second thing",
		"192.0.2.31 -- 192.0.2.32":           "ipv4 192.0.2.31 | 192.0.2.32",
	})
	for _, why := range []string{
		"seen in the proxy log", "called by loader.exe", "and the proxy", "port 443 seen in the log", "3 hosts called it", "2026-11-28 seen", "#12", "T1059 used",
		"10:42:11 first seen", "our scanner", "known C2", "hosts the loader", "created by mei", "the one of #12", "(see #12)", "well-known scanner", "i.e. the C2", "e.g. this",
		"v1.2 of the loader", "node 7", "x86 loader", "TLS to the C2", "mail server", "exfil host", "an old one", "as seen", "me too", "to", "C2", "others saw it", "main gate", "may be ours",
		"cleaned by AV", "fire it", "most of it", "ask lee", "map it", "curl called it", "order of raj", "device of lee", "count of 3", "fine now", "evil twin", "they said so", "there it is",
	} {
		for _, value := range []string{"ipv4 192.0.2.7", "domain evil.example.com", "md5 " + anMD5} {
			if got := typedAs(t, value[strings.IndexByte(value, ' ')+1:]+" "+why); got != value+" | "+why {
				t.Errorf("%s %s\n  is %s", value, why, got)
			}
		}
		if got := typedAs(t, "evil.example.com compromised "+why); got != "domain evil.example.com | "+why {
			t.Errorf("compromised %s is %s", why, got)
		}
	}
}

// TestWhatStandsBehindAnAssetIsAskedAboutToo: ours have types of their own.
func TestWhatStandsBehindAnAssetIsAskedAboutToo(t *testing.T) {
	for line, want := range map[string]string{
		"bld-07 compromsied": "did you mean compromised?", "bld-10 sevrice": "did you mean service?", "bld-10 hsot": "did you mean host?", "bld-07, bld-08": "second thing",
		"bld-07 192.0.2.7": "second thing", "bld-07 retpye host": "did you mean retype?", "bld-07 wihtdraw x": "did you mean withdraw?",
		"bld-07 lee has it": "", "bld-07 the one of kim": "", "web01 hosts 3 sites": "", `"payroll batch" service compromised it ran`: "", "bld-07 -- compromsied": "", "bld-07 order of raj": "",
	} {
		_, err := ParseVerb("asset " + line)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("/asset %s: %v, want %q", line, err, want)
		}
	}
}

// TestQuotesMayStandWithinQuotes: a quote ends a value only before a blank.
func TestQuotesMayStandWithinQuotes(t *testing.T) {
	checkTyped(t, map[string]string{
		`"Mozilla/5.0 (X11; \"q\") y" user-agent`: `user-agent Mozilla/5.0 (X11; "q") y <- "Mozilla/5.0 (X11; \"q\") y"`,
		`"x \"q\" y" mutex seen`:                  `mutex x "q" y <- "x \"q\" y" | seen`,
		`"Mozilla/5.0 (X11; "q") y"`:              `? write each quote within it as \"`,
		`"C:\dir x\" seen`:                        `path C:\dir x\ | seen`,
		`"C:\dir x\"`:                             `path C:\dir x\`,
		`"C:\dir x\" seen in "the log"`:           `? write each quote within it as \"`,
		`"evil.example.com",`:                     `domain evil.example.com <- "evil.example.com",`,
		`"C:\Program Files\x.dll", seen`:          `path C:\Program Files\x.dll <- "C:\Program Files\x.dll", | seen`,
		`'C:\Program Files\x.dll' seen`:           `path C:\Program Files\x.dll <- 'C:\Program Files\x.dll' | seen`,
		`"evil.example.com"x`:                     "? put a blank behind the quote",
		`"evil.example.com`:                       "? close the quote",
	})
}
