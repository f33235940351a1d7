package playbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"warroom/session/incident"
)

// taskWhen is a playbook of one task with a condition.
func taskWhen(when string) string {
	return "name: x\ntasks:\n  - {key: a, text: x, role: scribe, when: " + when + "}\n"
}

func TestAConditionIsRead(t *testing.T) {
	for text, want := range map[string]string{
		"{severity: SEV2}":                                          "severity SEV2",
		"{spread: several, scope: restricted}":                      "spread several, scope restricted",
		"{kind: data}":                                              "kind data",
		"{kind: [data, ransom]}":                                    "kind data or ransom",
		"{kind: [unknown, Lost-Device]}":                            "kind lost-device or unknown",
		"{personal_data: yes}":                                      "personal data yes",
		"{personal_data: [no, unknown]}":                            "personal data no or unknown",
		"{phase: [containment, recovery]}":                          "phase containment or recovery",
		"{drill: no}":                                               "drill no",
		"{drill: yes}":                                              "drill yes",
		"{classification: [Secret, unknown]}":                       "classification secret or unknown",
		"{not: {kind: outage}}":                                     "not: kind outage",
		"{severity: SEV3, not: {drill: yes}}":                       "severity SEV3, not: drill yes",
		"{any: [{severity: SEV1}, {severity: SEV2, kind: ransom}]}": "one of: severity SEV1 / severity SEV2, kind ransom",
		"{kind: data, not: {drill: yes}, any: [{spread: house}, {phase: review}]}": "kind data, not: drill yes, one of: spread house / phase review",
	} {
		p, faults := Parse([]byte(taskWhen(text)), noon)
		if len(faults) > 0 || len(p.Tasks) != 1 {
			t.Errorf("%s: %v", text, faults)
			continue
		}
		if got := p.Tasks[0].When.String(); got != want {
			t.Errorf("%s: reads as %q, want %q", text, got, want)
		}
	}
}

func TestAFaultOfAConditionIsTold(t *testing.T) {
	for text, want := range map[string]string{
		"SEV2":                       "3: when has keys and values, one a line: any, classification, drill, kind, not, personal_data, phase, scope, severity or spread",
		"{}":                         "3: when names nothing: leave it out, or write when: {kind: outage}",
		"{not: {}}":                  "3: not names nothing: leave it out, or write not: {kind: outage}",
		"{not: {not: {kind: data}}}": `3: "not" isn't a key of not: use classification, drill, kind, personal_data, phase, scope, severity or spread`,
		"{kinds: data}":              `3: "kinds" isn't a key of when: did you mean kind? use any, classification, drill, kind, not, personal_data, phase, scope, severity or spread`,
		"{severity: SEV9}":           `3: severity is SEV1 to SEV5, not "SEV9"`,
		"{spread: wide}":             `3: spread is one of component, system, several, house, beyond, not "wide"`,
		"{spread: unknown}":          `3: spread is one of component, system, several, house, beyond, not "unknown"`,
		"{scope: open}":              `3: scope is one of restricted, confidential, not "open"`,
		"{kind: ransome}":            `3: kind is one of security, outage, data, insider, supplier, ransom, lost-device, unknown, not "ransome": did you mean ransom?`,
		"{kind: []}":                 "3: kind names nothing: use security, outage, data, insider, supplier, ransom, lost-device, unknown",
		"{kind: [data, data]}":       `3: kind names "data" twice`,
		"{personal_data: maybe}":     `3: personal_data is one of unknown, no, yes, not "maybe"`,
		"{phase: closed}":            `3: phase is one of triage, containment, eradication, recovery, review, not "closed"`,
		"{drill: maybe}":             `3: drill is one of no, yes, not "maybe"`,
		"{classification: []}":       "3: classification names nothing: use the words of the sheets, or unknown",
		"{severity: SEV2, not: {severity: SEV2}}": "3: this never applies: not takes away all that the rest names",
		"{any: SEV1}":                                                    "3: any is a list: begin each line with a hyphen",
		"{any: []}":                                                      "3: any needs at least two lines: write any: [{severity: SEV1}, {kind: ransom}]",
		"{any: [{severity: SEV1}]}":                                      "3: any needs at least two lines: write any: [{severity: SEV1}, {kind: ransom}]",
		"{any: [{severity: SEV1}, {}]}":                                  "3: a line of any names nothing: leave it out, or write {kind: outage}",
		"{any: [{severity: SEV1}, SEV2]}":                                "3: a line of any has keys and values, one a line: classification, drill, kind, personal_data, phase, scope, severity or spread",
		"{any: [{severity: SEV1}, {not: {kind: data}}]}":                 `3: "not" isn't a key of a line of any: use classification, drill, kind, personal_data, phase, scope, severity or spread`,
		"{any: [{severity: SEV1}, {any: []}]}":                           `3: "any" isn't a key of a line of any: use classification, drill, kind, personal_data, phase, scope, severity or spread`,
		"{not: {any: []}}":                                               `3: "any" isn't a key of not: use classification, drill, kind, personal_data, phase, scope, severity or spread`,
		"{drill: no, any: [{drill: yes}, {severity: SEV1}]}":             "3: this line of any never applies: the rest of when rules it out",
		"{not: {severity: SEV2}, any: [{severity: SEV1}, {kind: data}]}": "3: this line of any never applies: the rest of when rules it out",
		"{any: [" + strings.Repeat("{severity: SEV1}, ", 11) + "]}":      "3: any has 11 lines: use at most 10",
		"{kind: data}, severity: SEV2":                                   "",
		"{severity: SEV2}, severity: SEV2":                               "3: " + severityTwice,
	} {
		_, faults := Parse([]byte(taskWhen(text)), noon)
		if got := strings.Join(said(faults), "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", text, got, want)
		}
	}
}

// TestEveryRuleHasItsCondition: each sort of rule takes one, and what stands in a phase is
// asked in that phase.
func TestEveryRuleHasItsCondition(t *testing.T) {
	const when = "when: {kind: data}"
	p, faults := Parse([]byte(`name: x
cadence:
  - {every: 1h, `+when+`}
  - {every: 4h, severity: SEV2}
escalation:
  - {after: 1h, call: counsel, `+when+`}
tasks:
  - {key: a, text: x, role: legal, `+when+`}
phases:
  triage:
    exit:
      - {key: b, text: x, `+when+`}
checklists:
  - key: c
    title: X
    on: declare
    `+when+`
    items:
      - {key: d, text: x, severity: SEV2, `+when+`}
`), noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	item := p.Checklists[0].Items[0]
	for i, c := range []incident.Condition{p.Cadence[0].When, p.Escalation[0].When, p.Tasks[0].When, p.Exits[0].When, p.Checklists[0].When, item.When} {
		if c.String() != "kind data" {
			t.Errorf("rule %d has the condition %s", i, c)
		}
	}
	if item.Severity != incident.SEV2 || len(p.Cadence) != 2 || p.Cadence[1].Severity != incident.SEV2 {
		t.Errorf("%+v %+v", item, p.Cadence)
	}
	for _, rule := range []string{
		"phases: {triage: {exit: [{key: b, text: x, when: {phase: review}}]}}",
		"checklists: [{key: c, title: X, on: triage, when: {phase: review}, items: [{key: d, text: x}]}]",
	} {
		_, faults := Parse(fmt.Appendln(nil, "name: x\n"+rule), noon)
		if want := []string{"2: this never applies: it stands in triage, and when names other phases"}; !slices.Equal(said(faults), want) {
			t.Errorf("%s: %q", rule, said(faults))
		}
	}
}

func TestACriterionAndAnItemHaveATime(t *testing.T) {
	read := func(within string) (*incident.Playbook, []string) {
		p, faults := Parse(fmt.Appendf(nil, "name: x\nphases: {triage: {exit: [{key: a, text: x, within: %s}]}}\nchecklists: [{key: b, title: X, on: declare, items: [{key: c, text: x, within: %[1]s}]}]\n", within), noon)
		return p, said(faults)
	}
	p, faults := read("90m")
	if len(faults) > 0 || p.Exits[0].Within.String() != "1 h 30 min" || p.Checklists[0].Items[0].Within != p.Exits[0].Within {
		t.Errorf("%q %+v", faults, p)
	}
	if _, faults := read("90d"); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	for within, want := range map[string]string{
		"100d":    `within is "100d": use at most 90d`,
		"0m":      `within is a length of time, as 15m, 4h or 90d, not "0m"`,
		"-1h":     `within is a length of time, as 15m, 4h or 90d, not "-1h"`,
		"30":      "within is a length of time: of 30 what? Write 30m, 30h or 30d",
		"daily":   `within is a length of time, as 15m, 4h or 90d, not "daily": write 1d`,
		"''":      "within is empty",
		"[1h]":    "within is one text, not a list",
		"noon":    `within is a length of time, as 15m, 4h or 90d, not "noon"`,
		"{h: 12}": "within is one text; put it in quotes where it has a colon",
	} {
		if _, faults := read(within); !slices.Equal(faults, []string{"2: " + want, "3: " + want}) {
			t.Errorf("%s: %q, want %q", within, faults, want)
		}
	}
}

func TestACallWantsProofAndACriterionComesBeforeAShutdown(t *testing.T) {
	const file = "name: x\nescalation: [{after: 1h, call: the insurer, wants: %s}]\nphases: {triage: {exit: [{key: a, text: x, before: %s}]}}\n"
	p, faults := Parse(fmt.Appendf(nil, file, "decision", "shutdown"), noon)
	if len(faults) > 0 || p.Escalation[0].Wants != incident.WantsDecision || p.Exits[0].Before != "shutdown" {
		t.Errorf("%q %+v", said(faults), p)
	}
	want := []string{`2: wants is one of nothing, entry, decision, task, evidence, not "proof"`, `3: before is one of shutdown, not "lunch"`}
	if _, faults := Parse(fmt.Appendf(nil, file, "proof", "lunch"), noon); !slices.Equal(said(faults), want) {
		t.Errorf("%q, want %q", said(faults), want)
	}
	want = []string{"2: no evidence can be filed yet: use entry, decision or task"}
	if _, faults := Parse(fmt.Appendf(nil, file, "evidence", "shutdown"), noon); !slices.Equal(said(faults), want) {
		t.Errorf("%q, want %q", said(faults), want)
	}
}

func TestATeamStandsBesideWhatItDoes(t *testing.T) {
	p, faults := Parse([]byte(`name: x
escalation: [{after: 1h, call: the insurer, role: legal, team: team counsel}, {after: 1h, call: the owner}]
phases: {triage: {exit: [{key: a, text: It is known, team: the board}]}}
checklists: [{key: b, title: X, on: declare, items: [{key: c, text: Tell users, team: the service desk}]}]
`), noon)
	if len(faults) > 0 {
		t.Fatal(said(faults))
	}
	criterion, item := incident.Criterion{Rule: p.Exits[0]}, incident.ListItem{CheckItem: p.Checklists[0].Items[0]}
	got := []string{p.Escalation[0].Whom(), p.Escalation[1].Whom(), criterion.Asked(), item.Asked()}
	want := []string{"the insurer, to be called by legal (team counsel)", "the owner", "It is known (the board)", "Tell users (the service desk)"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
