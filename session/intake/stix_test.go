package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"warroom/session/incident"
	"warroom/session/report"
)

func TestWhichPatternsAreRead(t *testing.T) {
	for pattern, want := range map[string]string{
		`[ipv4-addr:value = '192.0.2.7']`:                                                                                                   "ipv4 192.0.2.7",
		`[ipv4-addr:value='192.0.2.7']`:                                                                                                     "ipv4 192.0.2.7",
		`[domain-name:value == 'a.example']`:                                                                                                "domain a.example",
		`  [ url:value='hxxp://evil[.]example' ] `:                                                                                          "url http://evil.example/",
		`[domain-name:value = 'A.Example.']`:                                                                                                "domain a.example",
		`[domain-name:value = 'a.example' OR domain-name:value='b.example']`:                                                                "domain a.example; domain b.example",
		`[domain-name:value = 'a.example'] OR [ipv6-addr:value = '::1']`:                                                                    "domain a.example; ipv6 ::1",
		`([domain-name:value = 'a.example'] OR [url:value = 'ftp://a/'])`:                                                                   "domain a.example; url ftp://a/",
		`[(domain-name:value = 'a.example') OR (url:value = 'ftp://a/')]`:                                                                   "domain a.example; url ftp://a/",
		`[file:hashes.'SHA-1' = '` + sha1 + `' AND file:hashes.MD5 = '` + md5 + `']`:                                                        "sha1 " + sha1 + "; md5 " + md5,
		`[file:hashes."SHA-1" = '` + sha1 + `']`:                                                                                            "sha1 " + sha1,
		`[file:hashes.SHA1 = '` + sha1 + `' AND file:size = 12]`:                                                                            "sha1 " + sha1,
		`[artifact:hashes.MD5 = '` + md5 + `']`:                                                                                             "md5 " + md5,
		`[file:name = 'x' AND file:parent_directory_ref.path = '/tmp']`:                                                                     "path /tmp/x",
		`[file:parent_directory_ref.path = 'C:\\' and file:name = 'x']`:                                                                     `path C:\x`,
		`[file:name = 'a.exe' AND file:hashes.MD5 = '` + md5 + `']`:                                                                         "file a.exe; md5 " + md5,
		`[file:name = 'a.exe' OR file:hashes.MD5 = '` + md5 + `']`:                                                                          "file a.exe; md5 " + md5,
		`[user-account:account_login = 'o\'neil']`:                                                                                          "account o'neil",
		`[email-message:from_ref.value = 'a@b.example']`:                                                                                    "email a@b.example",
		`[ipv4-addr:value = '192.0.2.7' AND url:value = 'ftp://a/']`:                                                                        "ipv4 192.0.2.7; url ftp://a/",
		`[ipv4-addr:value = '192.0.2.7'] AND [url:value = 'ftp://a/']`:                                                                      "ipv4 192.0.2.7; url ftp://a/",
		`[ipv4-addr:value = '192.0.2.7'] FOLLOWEDBY [url:value = 'ftp://a/']`:                                                               "ipv4 192.0.2.7; url ftp://a/",
		`[ipv4-addr:value = '192.0.2.7'] WITHIN 5 SECONDS`:                                                                                  "ipv4 192.0.2.7",
		`[ipv4-addr:value = '192.0.2.7'] REPEATS 5 TIMES WITHIN 5 SECONDS`:                                                                  "ipv4 192.0.2.7",
		`[ipv4-addr:value = '192.0.2.7'] START t'2025-01-01T00:00:00Z' STOP t'2025-02-01T00:00:00Z'`:                                        "ipv4 192.0.2.7",
		`[ipv4-addr:value IN ('192.0.2.7','192.0.2.8')]`:                                                                                    "ipv4 192.0.2.7; ipv4 192.0.2.8",
		`[ipv4-addr:value ISSUBSET '192.0.2.0/24']`:                                                                                         "cidr 192.0.2.0/24",
		`[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.7']`:                                      "ipv4 192.0.2.7",
		`[network-traffic:src_ref.type = 'ipv4-addr' AND network-traffic:src_ref.value = '192.0.2.7']`:                                      "ipv4 192.0.2.7",
		`[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.7' AND network-traffic:dst_port = '443']`: "ip-port 192.0.2.7:443",
		`[ipv6-addr:value = '2001:db8::7' AND network-traffic:dst_port = 443]`:                                                              "ip-port [2001:db8::7]:443",
		`[domain-name:value = 'a.example' AND domain-name:resolves_to_refs[*].value = '192.0.2.7']`:                                         "domain a.example; ipv4 192.0.2.7",
		`[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Evil']`:                                                                 `registry HKEY_LOCAL_MACHINE\SOFTWARE\Evil`,
		`[mutex:name = 'x']`:                   "mutex x",
		`[autonomous-system:number = '64500']`: "asn AS64500",
		`[autonomous-system:number = 64500]`:   "asn AS64500",
		`[file:hashes.SSDEEP = '3:A:B']`:       "ssdeep 3:A:B",
		`[url:value LIKE 'ftp://a/']`:          "url ftp://a/",
		`[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'x']`: "user-agent x",
		`[ipv4-addr:value != '192.0.2.7']`:                                                  "! what it is not",
		`[NOT ipv4-addr:value = '192.0.2.7']`:                                               "! what it is not",
		`[ipv4-addr:value NOT IN ('192.0.2.7')]`:                                            "! what it is not",
		`[url:value LIKE 'x%']`:                                                             "! by LIKE",
		`[domain-name:value MATCHES '^s5\\.']`:                                              "! by MATCHES",
		`[EXISTS url:value]`:                                                                "! asks whether",
		`[file:size > 5]`:                                                                   "! compares sizes",
		`[process:command_line = 'x']`:                                                      "! process:command_line",
		`[app:id='com.example.evil']`:                                                       "! app:id",
		`[x509-certificate:hashes.MD5 = '` + md5 + `']`:                                     "! x509-certificate:hashes.md5",
		`[file:extensions.'windows-pebinary-ext'.imphash = '` + md5 + `']`:                  "! imphash",
		`[file:size = 5]`:                                                                   "! names no value",
		`[url:value = 'x`:                                                                   "! can't be read",
		`[url:value = 'x\`:                                                                  "! can't be read",
		`[url:value = 'ftp://a/'] WITHIN`:                                                   "! can't be read",
		`[url:value = 'ftp://a/'`:                                                           "! can't be read",
		`[url:value = ftp://a/]x`:                                                           "! can't be read",
		strings.Repeat("(", 1000):                                                           "! can't be read",
		`[`:                                                                                 "! can't be read",
		``:                                                                                  "! can't be read",
	} {
		quoted, err := json.Marshal(pattern)
		if err != nil {
			t.Fatal(err)
		}
		l, err := ParseSTIX(strings.NewReader(`{"type":"bundle","objects":[{"type":"indicator","pattern":`+string(quoted)+`}]}`), noon)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range l.items() {
			got = append(got, c.Type.String()+" "+c.Value)
		}
		words, refused := strings.CutPrefix(want, "! ")
		switch {
		case refused && (len(got) > 0 || len(l.Left) != 1 || !strings.Contains(l.Left[0], words)):
			t.Errorf("%s: %v, %q", pattern, got, l.Left)
		case !refused && (len(l.Left) > 0 || strings.Join(got, "; ") != want):
			t.Errorf("%s: %v, %q", pattern, got, l.Left)
		}
	}
}

var sha1, md5 = strings.Repeat("ab", 20), strings.Repeat("cd", 16)

func TestABundleOfAnotherHouse(t *testing.T) {
	list, err := ParseSTIX(strings.NewReader(`{"type":"bundle","id":"bundle--1","objects":[
		{"type":"identity","name":"other"},
		{"type":"indicator","pattern":"[url:value = 'http://evil.example.com']","pattern_type":"stix","indicator_types":["malicious-activity"],"description":"two\nlines"},
		{"type":"indicator","pattern":"[ipv4-addr:value = '192.0.2.7']","labels":["benign"]},
		{"type":"indicator","pattern":"alert tcp any","pattern_type":"snort"},
		{"type":"indicator","pattern":"[ipv4-addr:value = '192.0.2.8']","revoked":true},
		{"type":"infrastructure","name":"their command server"},
		{"type":"indicator","pattern":"[ipv4-addr:value = '300.1.1.1']"},
		{"type":"indicator","pattern":7},
		null, 12]}`), noon)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(list.items()), "[{url http://evil.example.com/ true true compromised two lines } {ipv4 192.0.2.7 true true cleared  }]"; got != want {
		t.Errorf("taken: %s", got)
	}
	want := []string{
		"object 4: a pattern of type \"snort\" can't be read", "object 5: the indicator was revoked", "object 7: \"300.1.1.1\" isn't a valid ipv4 address",
		"object 8: its pattern isn't written as it must be", "object 9: isn't an object of STIX", "object 10: isn't an object of STIX",
	}
	for i := range want {
		if i >= len(list.Left) || !strings.HasPrefix(list.Left[i], want[i]) {
			t.Errorf("left: %q", list.Left)
			break
		}
	}
}

// checkList is what holds of any list that was read.
func checkList(t *testing.T, l List) {
	if l.Taken > MaxItems || len(l.Left) > maxLeft {
		t.Fatalf("%d items, %d sentences", l.Taken, len(l.Left))
	}
	for _, sentence := range l.Left {
		if incident.CleanLine(sentence) != sentence || len(sentence) > 4000 {
			t.Fatalf("a sentence reads %q", sentence)
		}
	}
	s := opened(t)
	for _, c := range l.items()[:min(l.Taken, 50)] {
		events, err := incident.Decide(s, incident.Ask{By: ana, At: noon}, c)
		if err != nil && !strings.Contains(err.Error(), "known already") {
			t.Fatalf("%+v: %v", c, err)
		}
		for _, e := range events {
			s = incident.Fold(s, e)
		}
	}
	for name, format := range formats {
		var b bytes.Buffer
		if err := format.export(&b, s, s.For(ana).Assets()); err != nil {
			t.Fatal(err)
		}
		back, err := format.parse(&b)
		if err != nil || len(back.Left) > 0 || back.Taken != s.Affected.Assets.Len() {
			t.Fatalf("%s: of %q came back %+v (%v)", name, shelfOf(s), back, err)
		}
		if got, want := shelfOf(asked(t, opened(t), back.items()...)), shelfOf(s); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s: %q came back as %q", name, want, got)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("type,value,state,kind,why\nipv4,192.0.2.7,compromised,ioc,\"x\"\n"))
	f.Add([]byte("value\n\"\n'=x\n/a\\b\n"))
	f.Add([]byte("ioc_value;ioc_type\nloader.exe|x;filename|md5\nSHA256:\nupdate.zip # x\n"))
	f.Add([]byte("\xff\xfev\x00a\x00l\x00u\x00e\x00\n\x00x\x00.\x00p\x00l\x00\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := ParseCSV(bytes.NewReader(data), noon); err == nil {
			checkList(t, l)
		}
	})
}

func FuzzSTIX(f *testing.F) {
	var b bytes.Buffer
	if err := report.STIX(&b, opened(f).For(ana), slices.Values([]*incident.Asset(nil))); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"type":"bundle","objects":[{"type":"indicator","pattern":"[file:name = 'x' AND file:parent_directory_ref.path = '/']"}]}`))
	f.Add([]byte(`{"type":"bundle","objects":[{"type":"infrastructure","name":"x","labels":["affected","host","cleared"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := ParseSTIX(bytes.NewReader(data), noon); err == nil {
			checkList(t, l)
		}
	})
}

// FuzzPattern is about patterns alone: a fuzzer seldom writes a whole bundle.
func FuzzPattern(f *testing.F) {
	f.Add(`[file:name = 'x' AND file:parent_directory_ref.path = 'C:\\'] OR [url:value='y']`)
	f.Fuzz(func(t *testing.T, pattern string) {
		quoted, err := json.Marshal(pattern)
		if err != nil {
			t.Skip()
		}
		l, err := ParseSTIX(strings.NewReader(`{"type":"bundle","objects":[{"type":"indicator","pattern":`+string(quoted)+`}]}`), noon)
		if err != nil {
			t.Skip()
		}
		checkList(t, l)
	})
}

func FuzzMISP(f *testing.F) {
	f.Add([]byte(`{"response":[{"Event":{"Attribute":[{"type":"ip-dst|port","value":"192.0.2.7|443","category":"x"}]}}]}`))
	f.Add([]byte(`{"Event":{"Object":[{"Attribute":[{"type":"regkey|value","value":"HKLM\\x|y","uuid":"x","comment":"z"}]}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := ParseMISP(bytes.NewReader(data), noon); err == nil {
			checkList(t, l)
		}
	})
}
