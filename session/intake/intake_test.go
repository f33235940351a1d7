package intake

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/session/report"
)

var (
	noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ana  = incident.Person{Name: "ana", Rank: incident.RankManager}
)

// opened is a new incident.
func opened(t testing.TB) *incident.State {
	t.Helper()
	return asked(t, incident.New("INC-7"), incident.Declare{Title: "db down"})
}

// asked is the state once these were asked for.
func asked[C incident.Command](t testing.TB, s *incident.State, commands ...C) *incident.State {
	t.Helper()
	for _, c := range commands {
		events, err := incident.Decide(s, incident.Ask{By: ana, At: noon}, c)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		for _, e := range events {
			s = incident.Fold(s, e)
		}
	}
	return s
}

// shelfOf is what two shelves must have in common to be the same.
func shelfOf(s *incident.State) []string {
	var lines []string
	for a := range s.For(ana).Assets() {
		lines = append(lines, fmt.Sprintf("%s %q ioc:%v %s %q", a.Type, a.Value, a.IOC, a.State, a.Why))
	}
	return lines
}

// things has values that a format may stumble over, of every type.
func things() []incident.NameAsset {
	all := []incident.NameAsset{
		{Value: "192.0.2.7", IOC: true, State: incident.AssetCompromised, Why: "=cmd|' /C calc'!A0"},
		{Value: "198.51.100.0/24", IOC: true, Why: "'quoted"},
		{Value: "2001:db8::7", IOC: true, State: incident.AssetCleared, Why: `a "why", with a comma; and 'quotes' \ strokes`},
		{Value: "https://evil.example.com/it's?a=%5C&b=,#x", IOC: true, Why: "-1+2"},
		{Value: "bücher.example", IOC: true, State: incident.AssetCompromised, Why: "Grüße, 漢字"},
		{Value: strings.Repeat("ab", 32), IOC: true}, {Value: strings.Repeat("cd", 20), IOC: true}, {Value: strings.Repeat("ef", 16), IOC: true},
		{Value: "o'neil@evil.example.com", IOC: true}, {Value: `CORP\svc'build`, IOC: true}, {Type: incident.AssetAccount, Value: "=svc", IOC: true},
		{Value: "10.1.2.3", State: incident.AssetCompromised}, {Value: "ops@example.com"},
		{Value: "bld-07", State: incident.AssetCompromised, Why: "@vault"},
		{Type: incident.AssetService, Value: "payroll, nightly", State: incident.AssetCleared},
		{Type: incident.AssetOther, Value: "''token"}, {Type: incident.AssetOther, Value: "＝1+1", Why: "x;=cmd|' /C calc'!A0; -2"},
		{Type: incident.AssetOther, Value: "＠vault;＋1", Why: "－1;'=1"},
		{Value: "loader.dat", IOC: true}, {Value: `HKLM\Software\It's "x"`, IOC: true}, {Value: `Global\M'1`, IOC: true},
		{Value: "203.0.113.7:443", IOC: true}, {Value: "[2001:db8::7]:443", IOC: true}, {Value: "2001:db8::/32", IOC: true}, {Value: "AS64500", IOC: true},
		{Value: strings.Repeat("ab", 64), IOC: true}, {Value: "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C", IOC: true},
		{Value: "T1" + strings.Repeat("A", 70), IOC: true}, {Type: incident.AssetJA3, Value: strings.Repeat("c", 32), IOC: true},
		{Value: "t13d1516h2_8daaf6152771_e5627efa2ab1", IOC: true}, {Value: "00:1A:2B:3C:4D:5E", IOC: true}, {Value: "CVE-2024-3400", IOC: true},
		{Value: "Mozilla/5.0 (it's, \\ \"x\")", IOC: true}, {Value: "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", IOC: true},
		{Type: incident.AssetCertSerial, Value: "0a:1b", IOC: true}, {Value: "203.0.113.8:80", State: incident.AssetCompromised},
		{Value: "http://e.example.org/a;=b", IOC: true, Why: "''=1"}, {Value: "http://e.example.org/?q=1;-2", IOC: true, Why: "' =1"},
		{Type: incident.AssetMutex, Value: "M;+1", IOC: true, Why: "'"}, {Type: incident.AssetMutex, Value: "'=M", IOC: true, Why: "=1;'=1"},
		{Type: incident.AssetFile, Value: "update.zip", IOC: true}, {Type: incident.AssetDomain, Value: "update.zip", IOC: true},
	}
	for _, path := range []string{
		"/tmp/.x/run.sh", "/x", "/", "//x", "/tmp/.x/", `C:\evil.exe`, `C:\a b\c.exe`, `C:/a\b`, `C:\a/b`, `\\host\share\x`,
		"~/x", "-e.sh", `a\b`, "a/b", `'=x`, "x]y", "x' OR 'y", `\`, `dir\\x`, "/a//b",
	} {
		all = append(all, incident.NameAsset{Type: incident.AssetPath, Value: path, IOC: true})
	}
	for i := range all {
		all[i].Stated = true
	}
	return all
}

var formats = map[string]struct {
	export func(*bytes.Buffer, *incident.State, iter.Seq[*incident.Asset]) error
	parse  func(*bytes.Buffer) (List, error)
}{
	"csv": {
		func(b *bytes.Buffer, _ *incident.State, a iter.Seq[*incident.Asset]) error { return report.CSV(b, a) },
		func(b *bytes.Buffer) (List, error) { return ParseCSV(b, noon) },
	},
	"stix": {
		func(b *bytes.Buffer, s *incident.State, a iter.Seq[*incident.Asset]) error {
			return report.STIX(b, s.For(ana), a)
		},
		func(b *bytes.Buffer) (List, error) { return ParseSTIX(b, noon) },
	},
}

func TestWhatWasExportedComesBack(t *testing.T) {
	s := opened(t)
	for _, thing := range things() {
		s = asked(t, s, thing)
	}
	for name, format := range formats {
		var b bytes.Buffer
		if err := format.export(&b, s, s.For(ana).Assets()); err != nil {
			t.Fatal(err)
		}
		list, err := format.parse(&b)
		if err != nil || len(list.Left) > 0 {
			t.Fatalf("%s: %v, %q", name, err, list.Left)
		}
		back := asked(t, opened(t), list.items()...)
		got, want := shelfOf(back), shelfOf(s)
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("%s: %s came back as %q", name, want[i], got[min(i, len(got)-1)])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d came back of %d", name, len(got), len(want))
		}
	}
}

func TestAListOfAHundredThousandIsTakenAndNoLongerOne(t *testing.T) {
	for name, parse := range map[string]func(n int) (List, error){
		"csv": func(n int) (List, error) {
			var b strings.Builder
			b.WriteString("value\n")
			for i := range n {
				fmt.Fprintf(&b, "10.%d.%d.%d\n", i>>16, i>>8&255, i&255)
			}
			return ParseCSV(strings.NewReader(b.String()), noon)
		},
		"stix": func(n int) (List, error) {
			var objects []string
			for i := range n {
				objects = append(objects, fmt.Sprintf(`{"type":"indicator","pattern":"[ipv4-addr:value = '10.%d.%d.%d']"}`, i>>16, i>>8&255, i&255))
			}
			return ParseSTIX(strings.NewReader(`{"type":"bundle","objects":[`+strings.Join(objects, ",")+`]}`), noon)
		},
	} {
		if list, err := parse(MaxItems); err != nil || list.Taken != MaxItems {
			t.Errorf("%s: %d of %d: %v", name, list.Taken, MaxItems, err)
		}
		if list, err := parse(MaxItems + 1); err == nil || list.Taken > 0 {
			t.Errorf("%s: a list of one more: %d, %v", name, list.Taken, err)
		}
	}
}

func TestAListThatIsTooLargeIsRefusedWhole(t *testing.T) {
	large := &repeated{head: "value\n", row: "# " + strings.Repeat("x", 4000) + "\n", left: MaxBytes + 2*maxRow, look: func() {}}
	if _, err := ParseCSV(large, noon); err == nil || !strings.Contains(err.Error(), "96 MiB") {
		t.Errorf("a list of more than 96 MiB: %v", err)
	}
	long := &repeated{head: "value,why\n", left: 2 * maxKept, look: func() {}}
	for i := range 100 {
		long.row += fmt.Sprintf("192.0.2.%d,%s\n", i, strings.Repeat("x", 4000))
	}
	if l, err := ParseCSV(long, noon); err != nil || l.Taken < 100 {
		t.Errorf("a list of the same again and again: %d, %v", l.Taken, err)
	}
	for _, parse := range []func(string) (List, error){
		func(s string) (List, error) { return ParseCSV(strings.NewReader(s), noon) },
		func(s string) (List, error) { return ParseSTIX(strings.NewReader(s), noon) },
	} {
		for _, s := range []string{"", "\x00\xff", "[", "{}", "no columns\n1,2\n", `{"type":"report","objects":[]}`} {
			if list, err := parse(s); err == nil {
				t.Errorf("%q was read as %+v", s, list)
			}
		}
	}
	if _, err := ParseCSV(broken{}, noon); err == nil {
		t.Error("a list that breaks off is taken")
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the line broke") }

func TestWhatIsNotTakenIsToldWithItsLine(t *testing.T) {
	list, err := ParseCSV(strings.NewReader("\xef\xbb\xbfState, TYPE,value,tags,kind\n"+
		"compromised,,evil[.]com,x\n"+
		",ipv4,300.1.1.1\n"+
		",,evil[.]com,again\n"+
		"cleared,host,bld-07,,asset\n"+
		"bad,,192.0.2.7\n"+
		",hostname,192.0.2.7\n"+
		",,192.0.2.7,,thing\n"+
		",,\n"+
		",,a\"b\n"+
		"compromised,,evil.com,again\n"), noon)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`line 3: "300.1.1.1" isn't a valid ipv4 address: write it as 192.0.2.7, or a network as 192.0.2.0/24`,
		`line 6: "bad" isn't a state: use unknown, compromised, cleared`,
		`line 7: "192.0.2.7" isn't a valid domain: write it as evil.example.com`,
		`line 8: "thing" isn't a kind: use ioc, asset`,
		`line 10: "a\"b" can be several types: add one after it, ipv4`,
	}
	for i := range want {
		if i >= len(list.Left) || !strings.HasPrefix(list.Left[i], want[i]) {
			t.Errorf("left:\n%s", strings.Join(list.Left, "\n"))
			break
		}
	}
	wantShelf := []incident.NameAsset{
		{Type: incident.AssetDomain, Value: "evil.com", IOC: true, Stated: true, State: incident.AssetCompromised},
		{Type: incident.AssetHost, Value: "bld-07", Stated: true, State: incident.AssetCleared},
	}
	if !slices.Equal(list.items(), wantShelf) {
		t.Errorf("taken: %+v", list.items())
	}
	if list.Taken != len(wantShelf) {
		t.Errorf("%d things are counted, %d were taken", list.Taken, len(wantShelf))
	}
	many, err := ParseCSV(strings.NewReader("value\n"+strings.Repeat("nothing\n", maxLeft+50)), noon)
	if err != nil || len(many.Left) != maxLeft || many.More != 50 {
		t.Errorf("%d sentences and %d more (%v)", len(many.Left), many.More, err)
	}
}

// TestJunkIsRefusedWithTheFormatsThatAreTaken, and not with a parser's words.
func TestJunkIsRefusedWithTheFormatsThatAreTaken(t *testing.T) {
	for _, junk := range []string{"\"x", "a\"b\n", "\x7fELF\x02\"\"x", "just words\n"} {
		_, inCSV := ParseCSV(strings.NewReader(junk), noon)
		_, inSTIX := ParseSTIX(strings.NewReader(junk), noon)
		for _, err := range []error{inCSV, inSTIX} {
			if err == nil || !strings.Contains(err.Error(), "--format ") || !strings.Contains(err.Error(), "STIX") || !strings.Contains(err.Error(), "CSV") || strings.Contains(err.Error(), "column 1") {
				t.Errorf("%q: %v", junk, err)
			}
		}
	}
}

// items returns all items of a list.
func (l List) items() []incident.NameAsset { return slices.Concat(l.Parts...) }
