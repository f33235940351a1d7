package playbook

import (
	"slices"
	"strings"
	"testing"
)

// TestALineThatIsNoYAMLIsCured: the fault says what to write, and all other faults of the
// file come with it.
func TestALineThatIsNoYAMLIsCured(t *testing.T) {
	const other = `3: "spam" isn't a key of a playbook: did you mean span? use accountable, acting_after, approved_by, cadence, checklists, escalation, fix_within, last_drilled, name, owner, phases, review_every, reviewed, roster, severities, span, tasks or version`
	for line, want := range map[string]string{
		`name: it's: here`:          `2: the text has a colon: put quotes round it, as name: "it's: here"`,
		`name: ends with:`:          `2: the text has a colon: put quotes round it, as name: "ends with:"`,
		`name: @kim's plan`:         `2: a text can't begin with @: put quotes round it, as name: "@kim's plan"`,
		"name: `x`":                 "2: a text can't begin with `: put quotes round it, as name: \"`x`\"",
		`name: 50% and %x`:          ``,
		`name: %x`:                  `2: a text can't begin with %: put quotes round it, as name: "%x"`,
		`name: "x`:                  `2: the quote isn't closed: end the text with "`,
		`name: 'it's ours'`:         `2: the text goes on behind its closing quote: put quotes round it, as name: "it's ours"`,
		`name: "x" and y`:           `2: the text goes on behind its closing quote: put quotes round it, as name: "x and y"`,
		`name: "x" # a comment`:     ``,
		`name: say \"hi\": now`:     `2: the text has a colon: put quotes round it, as name: "say \\\"hi\\\": now"`,
		"\tname: x":                 `2: a tab indents this line: indent it with blanks`,
		`name: - x`:                 `2: a list begins in the line below its key, or is written ["x"]`,
		`name: http://example.org/`: ``,
	} {
		_, faults := Parse([]byte("span: 3\n"+line+"\nspam: 4\n"), noon)
		got := said(faults)
		wanted := []string{want, other}
		if want == "" {
			wanted = []string{other}
		}
		if !slices.Equal(got, wanted) {
			t.Errorf("%s\n%s\nwant\n%s", line, strings.Join(got, "\n"), strings.Join(wanted, "\n"))
		}
	}
}

// TestALineThatFitsNowhereIsLeftOut: what is missing because of it is no fault.
func TestALineThatFitsNowhereIsLeftOut(t *testing.T) {
	_, faults := Parse([]byte("name: x\ntasks:\n- key: a\n  text: x\n role: scribe\nspan: 1\n"), noon)
	got := strings.Join(said(faults), "\n")
	if !strings.HasPrefix(got, "5: this line doesn't fit what is above it") || !strings.HasSuffix(got, "\n6: span is a number from 2 to 100, not \"1\"") {
		t.Error(got)
	}
}

// TestWordsOfPeopleAreRead: in either case, with units spelled out, one name in place of a
// list.
func TestWordsOfPeopleAreRead(t *testing.T) {
	p, faults := Parse([]byte("name: x\nSpan: 5\nseverities: [{impact: High, urgency: LOW, severity: sev2}]\ncadence: {sev1: 30 min}\ntasks: [{key: a, text: x, role: Legal, within: 1 day}]\n"), noon)
	if len(faults) > 0 || p.Span != 5 || len(p.Severities) != 1 || len(p.Cadence) != 1 || p.Tasks[0].Within == 0 {
		t.Errorf("%+v, %v", p, said(faults))
	}
	sheets, faults := parseSheets([]byte("name: db\nowners: kim\nrto: 4 hours\nreviewed: 25/10/2026\ndepends_on: vault\n"), noon)
	if len(faults) > 0 || !slices.Equal(sheets[0].Owners, []string{"kim"}) || !slices.Equal(sheets[0].DependsOn, []string{"vault"}) || sheets[0].Reviewed.Format("2 Jan") != "25 Oct" {
		t.Errorf("%+v, %v", sheets[0].Sheet, said(faults))
	}
}

// TestWhatIsNotPlainIsAskedAbout with what to write.
func TestWhatIsNotPlainIsAskedAbout(t *testing.T) {
	for text, want := range map[string]string{
		"rto: 15":                      "rto is a length of time: of 15 what? Write 15m, 15h or 15d",
		"review_every: Quarterly":      `review_every is a length of time, as 15m, 4h or 90d, not "Quarterly": write 90d`,
		"reviewed: 01/09/2026":         `"01/09/2026" can be two days: write 2026-09-01 or 2026-01-09`,
		"depends_on: vault, db":        "depends_on is a list: write [vault, db]",
		"contacts: [{phone: 1}]":       "did you mean reach?",
		"owner: kim":                   "did you mean owners?",
		"apiVersion: backstage.io/v1a": "this sheet is of another tool",
	} {
		_, faults := parseSheets([]byte("name: api\nowners: [kim]\n"+text+"\n"), noon)
		if got := strings.Join(said(faults), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s\n%s\nwant %s", text, got, want)
		}
	}
}
