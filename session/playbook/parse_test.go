package playbook

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"

	"warroom/store/files"

	"go.yaml.in/yaml/v4"
)

// noon is the moment of these tests.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// said are faults as they are told, without their file.
func said(faults []files.Fault) []string {
	var all []string
	for _, f := range faults {
		all = append(all, strings.TrimPrefix(f.String(), ":"))
	}
	return all
}

func TestEveryFaultOfAFileIsTold(t *testing.T) {
	for _, c := range []struct {
		file string
		want []string
	}{
		{"faults.playbook.yaml", []string{
			`3: "sevrities" isn't a key of a playbook: did you mean severities? use accountable, acting_after, approved_by, cadence, checklists, escalation, fix_within, last_drilled, name, owner, phases, review_every, reviewed, roster, severities, span, tasks or version`,
			`4: span is a number from 2 to 100, not "many"`,
			`5: acting_after is a length of time, as 15m, 4h or 90d, not "soon"`,
			`8: impact is one of none, low, medium, high, not "huge": did you mean high?`,
			`10: this line is never reached: one above it matches first, so put the higher levels first`,
			`13: the cadence of SEV1 is a length of time, as 15m, 4h or 90d, not "0m"`,
			`14: "SEV9" isn't a key of cadence: use SEV1, SEV2, SEV3, SEV4 or SEV5`,
			`15: SEV1 is in line 13 already`,
			`18: a line of escalation has no call`,
			`21: role is one of manager, deputy, scribe, security-officer, workload-lead, forensics, communications, legal, decider, not "boss"`,
			`21: severity is SEV1 to SEV5, not "SEV9"`,
			`22: key is of a to z, 0 to 9 and hyphens, not "Big One": write big-one`,
			`22: text is empty`,
			`22: within is a length of time, as 15m, 4h or 90d, not "4000d"`,
			`23: a task has keys and values, one a line: key, role, severity, text, when or within; write {key: just-words, text: "just words"}`,
			`26: "lunch" isn't a key of phases: use containment, eradication, recovery, review or triage`,
			`29: the key "first" is in line 21 already`,
			`30: a criterion has no key`,
			`30: text is one text, not a list`,
			`33: a checklist has no title`,
			`34: on is one of declare, shutdown, triage, containment, eradication, recovery, review, not "lunch"`,
			`35: a checklist needs at least one item`,
			`40: before is one of shutdown, not "lunch"`,
		}},
		{"faults.sheets.yaml", []string{
			`1: a sheet has no owners`,
			`1: name is one word of letters, digits, dots, hyphens and underscores, not "payments api": write payments-api`,
			`3: reviewed must be a past day, and "2027-01-01" is in the future`,
			`5: owners names nobody`,
			`6: reviewed is a day, as 2026-09-01, not "yesterday"`,
			`8: a contact has no name`,
			`8: a contact has no reach`,
			`8: backup is one of false, true, not "maybe"`,
			`9: depends_on names "db" twice`,
			`10: a sheet has no name`,
			`13: "since" isn't a key of a component: use class, name, note or owner`,
			`13: a component has no name`,
			`13: components names "api" twice`,
			`14: a kind of personal data has no kind`,
			`15: dr_plan has no where`,
			`15: last_drilled is a day, as 2026-09-01, not "soon"`,
			`16: restore_tested must be a past day, and "2027-01-01" is in the future`,
			`18: "availability 99.5" isn't a target: write a name, >= or <=, a number and its unit, as availability >= 99.5 %, or p99-latency <= 300 ms`,
			`19: name a target in one word of a to z, 0 to 9 and hyphens, at most 32 bytes, not "Up Time": write it as availability >= 99.5 %, or p99-latency <= 300 ms`,
			`20: RTO has a line of its own in the sheet: write it there, as rto: 1h`,
			`21: "0,1 %" has a comma: write a point before the decimals, and nothing between the thousands, as 99.2 or 12000`,
			`22: "NaN ms" isn't a number: write it as 99.2, 0.4 or 12000, with its unit behind it`,
			`23: "mb" isn't a unit: did you mean MB?`,
			`24: "bananas" isn't a unit: use %, us, ms, s, min, h, d, /s, /min, /h, /d, B, kB, MB, GB or TB, or none for a count`,
			`25: "-4" isn't a number: write it as 99.2, 0.4 or 12000, with its unit behind it`,
			`27: the target ok is in line 26 already`,
			`28: degradation is a list: write [search, reports]`,
			`29: keeps is a length of time: of 90 what? Write 90m, 90h or 90d`,
			`30: cloud is a list: begin each line with a hyphen`,
			`31: "runbok" isn't a key of a sheet: did you mean runbook? use accountable, architecture, backup, classification, cloud, components, contacts, degradation, depends_on, dr_plan, failover, logs, name, owners, personal_data, review_every, reviewed, reviewed_by, rpo, rto, runbook, targets or title`,
		}},
	} {
		text, err := os.ReadFile(filepath.Join("testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		_, faults := Parse(text, noon)
		if strings.Contains(c.file, "sheets") {
			_, faults = parseSheets(text, noon)
		}
		got := said(faults)
		slices.Sort(got)
		want := slices.Sorted(slices.Values(c.want))
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.file, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestWhatIsNoYAMLOfOursIsToldWithItsLine(t *testing.T) {
	deep := strings.Repeat("[", 100_000)
	laughs := "a: &a [x, x]\nb: &b [*a, *a]\n"
	for text, want := range map[string]string{
		"":                                  "the file is empty",
		"# nothing\n":                       "the file is empty",
		"name: x\nspan: [\n":                "2: the bracket isn't closed: end the list with ]",
		"name: x\n\tspan: 3\n":              "2: a tab indents this line: indent it with blanks",
		"name: \"x\nspan: 3\n":              `1: the quote isn't closed: end the text with "`,
		"name: a: b\n":                      `1: the text has a colon: put quotes round it, as name: "a: b"`,
		"name: x\n---\nname: y\n":           "one document",
		"name: x\nspan: \xff\n":             "2: this isn't UTF-8 text",
		"name: x\n\x1b[31m\n":               "2: the control character 0x1b isn't allowed here",
		"name: !!binary x\n":                "1: a tag (!) isn't allowed here",
		"- a\n- b\n":                        "1: a playbook has keys and values",
		"just words\n":                      "1: a playbook has keys and values",
		"name: x\n<<: {span: 3}\n":          `2: "<<" isn't a key`,
		"? [a]\n: b\nname: x\n":             "1: this isn't a key",
		"name: x\ntasks: {a: b}\n":          "2: tasks is a list",
		deep:                                "1: this line has lists or tables nested too deep: use at most 20",
		laughs:                              "1: an anchor (&) isn't allowed here",
		"name: x\nspan: *x\n":               `2: a text can't begin with *: put quotes round it, as span: "*x"`,
		"name: " + strings.Repeat("x", 100): "1: name has 100 bytes: use at most 80",
	} {
		_, faults := Parse([]byte(text), noon)
		if got := strings.Join(said(faults), "\n"); !strings.Contains(got, want) {
			t.Errorf("%.40q:\n%s\nwant %s", text, got, want)
		}
	}
}

func TestFaultsAndRulesAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("name: x\ntasks:\n")
	for i := range 150 {
		b.WriteString("  - {key: a" + strings.Repeat("a", i%30) + "}\n")
	}
	if _, faults := Parse([]byte(b.String()), noon); len(faults) != MaxFaults {
		t.Errorf("%d faults are told, not %d", len(faults), MaxFaults)
	}
	b.Reset()
	b.WriteString("name: x\ntasks:\n")
	line := func(i int, more string) {
		b.WriteString("  - {key: k" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + ", text: x" + more + "}\n")
	}
	for i := range MaxRules {
		line(i, ", role: scribe")
	}
	if _, faults := Parse([]byte(b.String()), noon); len(faults) != 0 {
		t.Errorf("a playbook with %d rules has %s", MaxRules, said(faults))
	}
	b.WriteString("phases:\n  triage:\n    exit:\n")
	b.WriteString("    - {key: one-more, text: x}\n    - {key: yet-one, text: x}\n")
	if _, faults := Parse([]byte(b.String()), noon); len(faults) != 1 || !strings.Contains(faults[0].Text, "at most 200 rules") {
		t.Errorf("a playbook with more than %d rules has %s", MaxRules, said(faults))
	}
}

func TestWhatAFileSaysIsCleaned(t *testing.T) {
	sheets, faults := parseSheets([]byte("name: db\nowners: [\"a\\u202Eb\\e[31m\"]\n"), noon)
	if len(faults) > 0 || sheets[0].Owners[0] != incident.CleanLine("a\u202Eb\x1b[31m") || strings.Contains(sheets[0].Owners[0], "\x1b") {
		t.Errorf("owners %q, faults %v", sheets[0].Owners, said(faults))
	}
}

func TestLengthsOfTime(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"15m": 15 * time.Minute, "4h": 4 * time.Hour, "90d": 90 * 24 * time.Hour, "2w": 14 * 24 * time.Hour,
		"1h30m": 90 * time.Minute, "30 min": 30 * time.Minute, "4 hours": 4 * time.Hour, "1 Hour 30 minutes": 90 * time.Minute, "5 m": 5 * time.Minute, "30s": 30 * time.Second, "3650d": 3650 * 24 * time.Hour, "1.5h": 90 * time.Minute, "1w2d": 9 * 24 * time.Hour,
		"": 0, "0m": 0, "5": 0, "m": 0, "-5m": 0, "5 mice": 0, "min": 0, "3651d": 0, "99999999999999999999h": 0, "4000000000w": 0, "3650d1s": 0, "5y": 0,
	} {
		r := &reader{}
		if got := time.Duration(r.length(&yaml.Node{Kind: yaml.ScalarNode, Value: text}, "within")); got != want || text != "" && (len(r.faults) == 0) != (want > 0) {
			t.Errorf("%q is %v, %v; want %v", text, got, r.faults, want)
		}
	}
}

func FuzzFilesNeverPanic(f *testing.F) {
	for _, name := range []string{"testdata/faults.playbook.yaml", "testdata/faults.sheets.yaml", "builtin.yaml"} {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_, faults := Parse(text, noon)
		_, more := parseSheets(text, noon)
		lines := strings.Count(string(text), "\n") + 2
		for _, fault := range append(faults, more...) {
			if fault.Line < 0 || fault.Line > lines || fault.Text != incident.CleanLine(fault.Text) {
				t.Errorf("fault %q", fault.String())
			}
		}
		if len(faults) > MaxFaults || len(more) > MaxFaults {
			t.Errorf("%d and %d faults", len(faults), len(more))
		}
	})
}
