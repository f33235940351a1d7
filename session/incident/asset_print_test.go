package incident

import (
	"slices"
	"strings"
	"testing"
)

// TestPrintAndSentencesLeaveNothingInAValue: what a document put there is undone and
// told, or asked about.
func TestPrintAndSentencesLeaveNothingInAValue(t *testing.T) {
	checkTyped(t, map[string]string{
		"192.0.2.31,192.0.2.32":                   "? several things",
		"evil.example.com;b.example.com":          "? several things",
		"loader.dat,x.dll":                        "? several things",
		`C:\a.exe,C:\b.exe`:                       "? several things",
		"http://a.example,http://b.example":       "? several things",
		"http://a.example/x,y.js":                 "url http://a.example/x,y.js",
		`"` + anMD5 + `  payload.exe"`:            "? with more behind it",
		`"` + anMD5 + `  payload.exe" file`:       "file " + anMD5 + "  payload.exe",
		`"C:\a.exe seen on bld-07"`:               "? isn't plain where",
		`"C:\a.exe seen on bld-07" path seen`:     `path C:\a.exe seen on bld-07 | seen`,
		`"my file.exe" seen`:                      "file my file.exe | seen",
		"http://evil.example.com/o\ufb03ce":       "? write it as http://evil.example.com/office, or percent-encoded",
		"http://evil.example.com/o\ufb03ce url":   "? write it as http://evil.example.com/office",
		"http://evil.example.com/j\u00b9":         "? write it as http://evil.example.com/j,",
		"http://evil.example.com/lo\u2011ng":      "? write it as http://evil.example.com/lo-ng",
		"http://evil.example.com/g\u201d":         "? write it as http://evil.example.com/g",
		"http://evil.example.com/\u00fcber":       "url http://evil.example.com/%C3%BCber <- http://evil.example.com/\u00fcber",
		"o\ufb03ce.example.com":                   "domain office.example.com <- o\ufb03ce.example.com",
		"ev\u2011il.example.com":                  "? write it as ev-il.example.com",
		"ev\u2013il.example.com domain":           "? write it as ev-il.example.com",
		"xn--evil-m86a.example.com":               "domain xn--evil-m86a.example.com",
		"user@ev\u2011il.example.com":             "? write it as user@ev-il.example.com",
		"evil.example.com\u00b2":                  "? write it as evil.example.com",
		"192.0.2.7\u00b9":                         "? write it as 192.0.2.7",
		"CVE\u20112026\u20111234":                 "cve CVE-2026-1234 <- CVE\u20112026\u20111234",
		"ev\u00adil.example.com":                  `? write it with one, as "ev-il.example.com", or without`,
		`C:\a` + "\u2013" + `b.exe`:               `? write it as C:\a-b.exe, or put its type behind it`,
		`C:\a` + "\u2013" + `b.exe path`:          `path C:\a` + "\u2013" + `b.exe`,
		"hxxp://evil.example.com/b,":              "? ends with ,",
		"hxxp://evil.example.com/a.":              "? ends with .",
		"http://evil.example.com/a)":              "? ends with )",
		"http://evil.example.com/a;":              "? ends with ;",
		"http://evil.example.com/a[1]":            "? ends with [1]",
		"http://evil.example.com/a*":              "? ends with *",
		"http://evil.example.com/a'":              "? ends with '",
		"http://evil.example.com,":                "? ends with ,",
		"http://evil.example.com/a* url":          "url http://evil.example.com/a*",
		"http://evil.example.com/a_(b)":           "url http://evil.example.com/a_(b)",
		"http://evil.example.com/a?b[]=[1]&c=d":   "url http://evil.example.com/a?b[]=[1]&c=d",
		"http://[2001:db8::1]":                    "url http://[2001:db8::1]/",
		`C:\ProgramData\x.dll,`:                   "? ends with ,",
		`C:\ProgramData\y.dll.`:                   "? ends with .",
		`C:\ProgramData\y.dll. path`:              `path C:\ProgramData\y.dll.`,
		`C:\ProgramData\`:                         `path C:\ProgramData\`,
		`C:\x\..`:                                 `path C:\x\..`,
		`"C:\Program Files (x86)"`:                `path C:\Program Files (x86)`,
		`HKLM\Software\Evil,`:                     "? ends with ,",
		`Global\M,`:                               "? ends with ,",
		`CORP\kim,`:                               "? ends with ,",
		"loader.dat.":                             "? ends with .",
		"192.0.2.7[1]":                            "? ends with [1]",
		"evil.example.com[1]":                     "? ends with [1]",
		"192.0.2.7,":                              "ipv4 192.0.2.7 <- 192.0.2.7,",
		"CVE-2024-3400,":                          "cve CVE-2024-3400 <- CVE-2024-3400,",
		"http://evil.example.com:99999/":          "? isn't a valid url",
		"http://evil.example.com:0/":              "? isn't a valid url",
		"http://evil.example.com:65535/":          "url http://evil.example.com:65535/",
		"http://a.example/?u=hxxp://x[.]example":  "url http://a.example/?u=http://x.example",
		"http://a.example/?u=hXXps://x[.]ex/&v=1": "url http://a.example/?u=https://x.ex/&v=1",
		"[2001:db8::201]":                         "ipv6 2001:db8::201 <- [2001:db8::201]",
		"md5:" + anMD5:                            "md5 " + anMD5 + " <- md5:" + anMD5,
		"sha256:" + anMD5:                         "? can be several types",
	})
}

// TestNoValueIsReadAsAnother takes a value of each type, defanged in each way, and puts
// what copies and tired fingers add round it: it is read as the same, or asked about.
func TestNoValueIsReadAsAnother(t *testing.T) {
	samples := map[string]string{
		"ipv4": "192.0.2.7", "ipv6": "2001:db8::7", "cidr": "198.51.100.0/24", "ip-port": "192.0.2.7:443", "domain": "ev-il.example.com", "url": "https://ev-il.example.com/a-b/c.php?id=4",
		"email": "user@ev-il.example.com", "md5": anMD5, "sha1": aSHA1, "sha256": strings.Repeat("ab", 32), "sha512": strings.Repeat("cd", 64), "file": "load-er.dat", "path": `C:\ProgramData\load-er.dll`,
		"registry": `HKEY_LOCAL_MACHINE\Software\Ev-il`, "mutex": `Global\My-Mutex`, "account": `CORP\svc-build`, "asn": "AS64500", "mac": "00:1a:2b:3c:4d:5e", "cve": "CVE-2024-3400",
		"bitcoin": "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "ja4": "t13d1516h2_8daaf6152771_e5627efa2ab1", "ssdeep": "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C", "tlsh": "T1" + strings.Repeat("A", 70),
	}
	fangs := []func(string) string{func(s string) string { return s }}
	for _, dot := range []string{"[.]", "(.)", "{.}", "[dot]", "(DOT)", "[.", ".]"} {
		fangs = append(fangs, func(s string) string { return strings.ReplaceAll(s, ".", dot) })
	}
	fangs = append(fangs, func(s string) string { return strings.Replace(s, "http", "hxxp", 1) }, strings.ToUpper, func(s string) string { return strings.Replace(s, "@", "[at]", 1) })
	frames := []string{
		"%", "%,", "%;", "%.", "%)", "%!", "%*", "%[1]", "%[12]", "%\u00b9", "%\u2020", "%\u201d", "%\u2026", "\u201c%\u201d", "\u2018%\u2019", `"%"`, `"%",`, "'%'", "<%>", "- %", "\u2022 %",
		"% domian", "% compromsied", "% retpye file", "% withdraw2 x", "% 192.0.2.8", "%, 192.0.2.8", "%,192.0.2.8", "%;b.example.com", "% b.exe", "% com", "% -- clear", "% seen in it",
	}
	inner := []string{"-\u2010", "-\u2011", "-\u2013", "-\u2014", "-\u2212", "-\u00ad", ".\u2024", ".. ", ".. ", "/ /", ":\u02d0"}
	for of, value := range samples {
		ways := fangs
		if slices.Contains([]string{"path", "registry", "mutex", "account"}, of) {
			ways = fangs[:1] // its brackets are its own
		}
		for _, fang := range ways {
			for _, frame := range frames {
				line := strings.Replace(frame, "%", fang(value), 1)
				checkSame(t, of, value, line)
			}
			for _, swap := range inner {
				r := []rune(swap)
				line := strings.Replace(fang(value), string(r[:1]), string(r[1:]), 1)
				checkSame(t, of, value, line)
			}
		}
	}
}

// checkSame reports a line that is taken as anything but the value of that type.
func checkSame(t *testing.T, of, value, line string) {
	t.Helper()
	got := typedAs(t, line)
	if strings.HasPrefix(got, "? ") {
		return
	}
	got, _, _ = strings.Cut(got, " | ")
	got, _, _ = strings.Cut(got, " <- ")
	if !strings.EqualFold(got, of+" "+value) {
		t.Errorf("%s %s\n  typed %s\n  is %s", of, value, line, got)
	}
}
