package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

var update = flag.Bool("update", false, "write what the documents say now into testdata")

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// shelf is an incident with one of each type, and what a document may stumble
// over.

var ana = incident.Person{Name: "ana", Rank: incident.RankManager}

func shelf(t *testing.T) *incident.State {
	t.Helper()
	s, at := incident.New("INC-7"), noon
	do := func(c incident.Command) {
		at = at.Add(time.Minute)
		events, err := incident.Decide(s, incident.Ask{By: ana, At: at}, c)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		for _, e := range events {
			s = incident.Fold(s, e)
		}
	}
	do(incident.Declare{Title: "db down"})
	strict, err := incident.Parse("/tlp AMBER+STRICT")
	if err != nil {
		t.Fatal(err)
	}
	do(strict)
	for _, line := range []string{
		"ioc 192[.]0[.]2[.]7 compromised =HYPERLINK(\"x\")", "ioc 198.51.100.0/24", "ioc 2001:db8::7 cleared the scanner",
		"ioc hxxps://evil[.]example[.]com/it's?a=%5C compromised said, \"come\"", "ioc evil.example.com",
		"ioc e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "ioc da39a3ee5e6b4b0d3255bfef95601890afd80709",
		"ioc d41d8cd98f00b204e9800998ecf8427e cleared", "ioc o'neil@evil.example.com", `ioc CORP\svc'build`,
		"ioc /tmp/.x/run.sh", `ioc C:\evil.exe`, `ioc "C:\Program Files\x y.exe"`, "ioc /tmp/.x/", "ioc -e.sh path", "ioc ~/x path",
		"asset bld-07 compromised 'rebuilt", `asset "payroll batch" service cleared`, "asset @vault other",
		"ioc loader.dat", `ioc HKLM\Software\Evil's`, `ioc Global\M'1`, "ioc 203.0.113.7:443", "ioc [2001:db8::7]:443", "ioc 2001:db8::/32",
		"ioc AS64500", "ioc " + strings.Repeat("ab", 64), "ioc 3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C", "ioc T1" + strings.Repeat("A", 70),
		"ioc " + strings.Repeat("c", 32) + " ja3", "ioc t13d1516h2_8daaf6152771_e5627efa2ab1", "ioc 00:1A:2B:3C:4D:5E", "ioc cve-2024-3400",
		`ioc "Mozilla/5.0 (it's)"`, "ioc 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "ioc 0a:1b cert-serial", "ioc other.dat domain",
		"ioc other.dat retype file", "ioc 192.0.2.9", "ioc 192.0.2.9 withdraw a scanner of ours",
	} {
		c, err := incident.ParseVerb(line)
		if err != nil {
			t.Fatal(err)
		}
		do(c)
	}
	do(incident.NameAsset{Value: "evil.example.com", IOC: true, Stated: true, State: incident.AssetCompromised, Why: "first vault read"})
	return s
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}

func TestATableOfIndicators(t *testing.T) {
	s := shelf(t)
	var b bytes.Buffer
	if err := CSV(&b, s.For(ana).Assets()); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/ioc.csv", b.String())
	for _, gone := range []string{"192.0.2.9", "domain,other.dat", "withdrawn"} {
		if strings.Contains(b.String(), gone) {
			t.Errorf("%s is withdrawn, and goes out", gone)
		}
	}
	for line := range strings.Lines(b.String()) {
		for _, formula := range []string{",=", ",+", ",-", ",@", ",\"=", ",\"-"} {
			if strings.Contains(line, formula) {
				t.Errorf("a spreadsheet reckons with %s", line)
			}
		}
	}
}

// TestTheTableHoldsTheValuesAsTheyAre: a program that searches for a cell finds it in its
// logs. Only a cell that begins as a formula does has a mark before it.
func TestTheTableHoldsTheValuesAsTheyAre(t *testing.T) {
	for _, a := range []struct {
		of          incident.AssetType
		value, cell string
	}{
		{incident.AssetURL, "http://e.example.org/a;=b", "http://e.example.org/a;=b"},
		{incident.AssetURL, "http://e.example.org/?q=1;-2", "http://e.example.org/?q=1;-2"},
		{incident.AssetUserAgent, "Mozilla/5.0 (X; -q; @b)", "Mozilla/5.0 (X; -q; @b)"},
		{incident.AssetMutex, "M;+1", "M;+1"}, {incident.AssetMutex, "'quoted'", "'quoted'"},
		{incident.AssetMutex, "=M;=1", "'=M;=1"}, {incident.AssetMutex, "+1", "'+1"}, {incident.AssetMutex, "-1", "'-1"}, {incident.AssetMutex, "@a", "'@a"},
	} {
		var b bytes.Buffer
		if err := CSV(&b, slices.Values([]*incident.Asset{{Type: a.of, Value: a.value, IOC: true}})); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][1] != a.cell || incident.UnguardCell(rows[1][1]) != a.value {
			t.Errorf("%s goes out as %q (%v)", a.value, rows, err)
		}
	}
}

func TestABundleOfIndicators(t *testing.T) {
	s := shelf(t)
	assets := s.For(ana).Assets()
	var b, again bytes.Buffer
	if err := STIX(&b, s.For(ana), assets); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/ioc.stix.json", b.String())
	if err := STIX(&again, s.For(ana), assets); err != nil || again.String() != b.String() {
		t.Errorf("the same things make another bundle the second time (%v)", err)
	}
	if strings.Contains(b.String(), "ana") {
		t.Error("a bundle that leaves the house names a person")
	}
	checkBundle(t, b.Bytes())
	if n := strings.Count(b.String(), `"revoked": true`); n != 2 {
		t.Errorf("%d things are revoked, 2 were withdrawn", n)
	}
}

var (
	identifier = regexp.MustCompile(`^([a-z-]+)--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	timestamp  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`)
)

// required are the properties that STIX 2.1 asks for, beside the common ones.
var required = map[string][]string{
	"identity":           {"name", "modified", "object_marking_refs"},
	"indicator":          {"name", "indicator_types", "pattern", "pattern_type", "valid_from", "modified", "created_by_ref", "object_marking_refs"},
	"infrastructure":     {"name", "modified", "created_by_ref", "object_marking_refs"},
	"marking-definition": {"extensions"},
}

// patternForm is the part of STIX patterning that is written: comparisons for equality
// with strings and numbers, in one observation.
var patternForm = regexp.MustCompile(`^\[` + comparisonForm + `( AND ` + comparisonForm + `)*\]$`)

const comparisonForm = `[a-z0-9-]+:[a-z0-9_]+(\.('[A-Za-z0-9-]+'|[A-Za-z0-9_]+))* = ('([^'\\]|\\['\\])*'|[0-9]+)`

// checkBundle looks for what STIX 2.1 asks of a bundle.
func checkBundle(t *testing.T, data []byte) {
	t.Helper()
	var b struct {
		Type, ID string
		Objects  []map[string]any
	}
	if err := json.Unmarshal(data, &b); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, o := range b.Objects {
		kind, _ := o["type"].(string)
		id, _ := o["id"].(string)
		if m := identifier.FindStringSubmatch(id); m == nil || m[1] != kind || ids[id] {
			t.Errorf("%s is no identifier, or not the only one", id)
		}
		ids[id] = true
		if required[kind] == nil {
			t.Errorf("%s has the type %s", id, kind)
		}
		for _, property := range append([]string{"spec_version", "created"}, required[kind]...) {
			if o[property] == nil || o[property] == "" {
				t.Errorf("%s lacks %s", id, property)
			}
		}
		for _, property := range []string{"created", "modified", "valid_from"} {
			if at, ok := o[property].(string); ok && !timestamp.MatchString(at) {
				t.Errorf("%s has %s %s", id, property, at)
			}
		}
		if p, ok := o["pattern"].(string); ok && !patternForm.MatchString(p) {
			t.Errorf("%s has the pattern %s", id, p)
		}
		if r, ok := o["revoked"]; ok && r != true {
			t.Errorf("%s is revoked: %v", id, r)
		}
		if modified, ok := o["modified"].(string); ok && modified < o["created"].(string) {
			t.Errorf("%s was modified before it was created", id)
		}
	}
	for _, o := range b.Objects {
		if by, ok := o["created_by_ref"].(string); ok && !ids[by] {
			t.Errorf("%s is not in the bundle", by)
		}
		if refs, ok := o["object_marking_refs"].([]any); ok && !ids[refs[0].(string)] {
			t.Errorf("%v is not in the bundle", refs)
		}
	}
	if b.Type != "bundle" || identifier.FindStringSubmatch(b.ID) == nil || len(ids) != 41 {
		t.Errorf("a bundle %s of %d objects", b.ID, len(ids))
	}
}

// TestTheLabelIsTheBridges: each label has the identifier that OASIS gave it.
func TestTheLabelIsTheBridges(t *testing.T) {
	for _, label := range []incident.TLP{incident.TLPRed, incident.TLPAmberStrict, incident.TLPAmber, incident.TLPGreen, incident.TLPClear} {
		s := incident.New("INC-7")
		s.Access.TLP = label
		s.Team.Roles = map[incident.Role]string{incident.RoleManager: "ana"}
		var b bytes.Buffer
		if err := STIX(&b, s.For(ana), slices.Values([]*incident.Asset(nil))); err != nil {
			t.Fatal(err)
		}
		want := `"tlp_2_0": "` + strings.ToLower(label.String()) + `"`
		if !strings.Contains(b.String(), want) || !strings.Contains(b.String(), markings[label].ID) {
			t.Errorf("TLP:%s is not in\n%s", label, &b)
		}
	}
}
