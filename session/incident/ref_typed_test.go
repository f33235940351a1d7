package incident

import (
	"slices"
	"strings"
	"testing"
)

// citingLine is a verb that cites, up to where its references stand, and how to read them.
type citingLine struct {
	line  string
	needs bool // it can't go without a reference
	refs  func(Command) []Ref
}

var citingLines = []citingLine{
	{"check scope-known", false, func(c Command) []Ref { return c.(tickItem).Refs }},
	{"check scope-known n/a", false, func(c Command) []Ref { return c.(tickItem).Refs }},
	{"gate privacy-kept", true, func(c Command) []Ref { return c.(answerGate).Refs }},
	{"gate restore-point 2026-03-01 03:00Z", true, func(c Command) []Ref { return c.(answerGate).Refs }},
	{"gate privacy-kept not-needed", true, func(c Command) []Ref { return c.(answerGate).Refs }},
	{"called E1 14:05", false, func(c Command) []Ref { return c.(answerCall).Refs }},
	{"hunt Q1 found", true, func(c Command) []Ref { return c.(answerHunt).Refs }},
	{"hunt Q1 not-found", false, func(c Command) []Ref { return c.(answerHunt).Refs }},
	{"vector H1 confirmed", true, func(c Command) []Ref { return c.(judgeHypothesis).Because }},
	{"vector H1 ruled-out", true, func(c Command) []Ref { return c.(judgeHypothesis).Because }},
	{"fix H1 tested", false, func(c Command) []Ref { return c.(moveFix).Because }},
	{"fix H1 deployed", false, func(c Command) []Ref { return c.(moveFix).Because }},
	{"fix H1 worked", true, func(c Command) []Ref { return c.(moveFix).Because }},
	{"fix H1 failed", true, func(c Command) []Ref { return c.(moveFix).Because }},
}

// TestABareNumberIsNeverSilentlyAText: wherever entries are cited, "12" is entry #12 or is
// asked about, and "--" keeps it a text.
func TestABareNumberIsNeverSilentlyAText(t *testing.T) {
	for _, v := range citingLines {
		for _, c := range []struct {
			args string
			want []Ref
			asks bool // unless the verb needs a reference: it takes the number then
		}{
			{"12", []Ref{{RefEntry, 12}}, false},
			{"12.", []Ref{{RefEntry, 12}}, false},
			{"12, 14", []Ref{{RefEntry, 12}, {RefEntry, 14}}, false},
			{"#12 14", []Ref{{RefEntry, 12}, {RefEntry, 14}}, false},
			{"12 -- seen there", []Ref{{RefEntry, 12}}, false},
			{"12 seen there", []Ref{{RefEntry, 12}}, true},
			{"#12 14 hosts were swept", []Ref{{RefEntry, 12}}, false},
			{"-- 12 hosts were swept", nil, false},
			{"12h of logs were read", nil, false},
			{"the 12 hosts", nil, false},
		} {
			line := v.line + " " + c.args
			got, err := ParseVerb(line)
			if asks := c.asks && !v.needs; asks {
				if err == nil || !strings.Contains(err.Error(), "does 12 mean the entry #12?") || !strings.HasSuffix(err.Error(), keepHint) {
					t.Errorf("%s: %v, want a question", line, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", line, err)
			} else if refs := v.refs(got); !slices.Equal(refs, c.want) {
				t.Errorf("%s: cites %v, want %v", line, refs, c.want)
			}
		}
	}
}
