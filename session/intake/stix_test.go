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
		`[ipv4-addr:value = '192.0.2.7']`:                                    "ipv4 192.0.2.7",
		`  [ url:value='hxxp://evil[.]com' ] `:                               "url hxxp://evil[.]com",
		`[domain-name:value = 'a.example' OR domain-name:value='b.example']`: "domain a.example; domain b.example",
		`[domain-name:value = 'a.example'] OR [ipv6-addr:value = '::1']`:     "domain a.example; ipv6 ::1",
		`[file:hashes.'SHA-256' = 'aa' AND file:hashes.MD5 = 'bb']`:          "sha256 aa; md5 bb",
		`[file:hashes."SHA-1" = 'aa']`:                                       "sha1 aa",
		`[file:name = 'x' AND file:parent_directory_ref.path = '/tmp']`:      "path /tmp/x",
		`[file:parent_directory_ref.path = 'C:\\' and file:name = 'x']`:      `path C:\x`,
		`[user-account:account_login = 'o\'neil']`:                           "account o'neil",
		`[email-message:from_ref.value = 'a@b.example']`:                     "email a@b.example",
		`[file:name = 'x' AND file:hashes.MD5 = 'bb']`:                       "! hold together",
		`[ipv4-addr:value = '1.2.3.4' AND url:value = 'x']`:                  "! hold together",
		`[ipv4-addr:value = '1.2.3.4'] AND [url:value = 'x']`:                "! hold together",
		`[ipv4-addr:value = '1.2.3.4'] WITHIN 5 SECONDS`:                     "! can't be read",
		`[ipv4-addr:value != '1.2.3.4']`:                                     "! can't be read",
		`[url:value LIKE 'x%']`:                                              "! can't be read",
		`[mutex:name = 'x']`:                                                 "! mutex:name",
		`[url:value = 'x`:                                                    "! can't be read",
		`[url:value = 'x\`:                                                   "! can't be read",
		`[`:                                                                  "! can't be read",
		``:                                                                   "! can't be read",
	} {
		found, err := parsePattern(pattern)
		var got []string
		for _, f := range found {
			got = append(got, f.of.String()+" "+f.value)
		}
		words, refused := strings.CutPrefix(want, "! ")
		switch {
		case refused && (err == nil || !strings.Contains(err.Error(), words)):
			t.Errorf("%s: %v, %v", pattern, got, err)
		case !refused && (err != nil || strings.Join(got, "; ") != want):
			t.Errorf("%s: %v, %v", pattern, got, err)
		}
	}
}

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
		null, 12]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(list.Items), "[{url http://evil.example.com/ true true compromised two lines } {ipv4 192.0.2.7 true true cleared  }]"; got != want {
		t.Errorf("taken: %s", got)
	}
	want := []string{
		"object 4: a pattern of type \"snort\" can't be read", "object 5: the indicator was revoked", "object 7: \"300.1.1.1\" isn't a valid ipv4 address",
		"object 8: isn't an object of STIX", "object 10: isn't an object of STIX",
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
	if len(l.Items) > MaxItems || len(l.Left) > maxLeft+1 {
		t.Fatalf("%d items, %d sentences", len(l.Items), len(l.Left))
	}
	for _, sentence := range l.Left {
		if incident.CleanLine(sentence) != sentence || len(sentence) > 4000 {
			t.Fatalf("a sentence reads %q", sentence)
		}
	}
	s := opened(t)
	for _, c := range l.Items[:min(len(l.Items), 50)] {
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
		if err != nil || len(back.Left) > 0 || len(back.Items) != s.Affected.Assets.Len() {
			t.Fatalf("%s: of %q came back %+v (%v)", name, shelfOf(s), back, err)
		}
		if got, want := shelfOf(asked(t, opened(t), back.Items...)), shelfOf(s); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s: %q came back as %q", name, want, got)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("type,value,state,kind,why\nipv4,192.0.2.7,compromised,ioc,\"x\"\n"))
	f.Add([]byte("value\n\"\n'=x\n/a\\b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := ParseCSV(bytes.NewReader(data)); err == nil {
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
		if l, err := ParseSTIX(bytes.NewReader(data)); err == nil {
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
		l, err := ParseSTIX(strings.NewReader(`{"type":"bundle","objects":[{"type":"indicator","pattern":` + string(quoted) + `}]}`))
		if err != nil {
			t.Skip()
		}
		checkList(t, l)
	})
}
