package incident

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWhatALineOfThePromptMeans(t *testing.T) {
	for _, c := range []struct {
		line string
		want Command
	}{
		{"hello", Say{"hello"}},
		{" /sev 1", setSeverity{To: SEV1}},
		{"//etc/passwd", Say{"/etc/passwd"}},
		{"/say it's fine", Say{"it's fine"}},
		{"/SEV sev1", setSeverity{To: SEV1}},
		{"/sev 1  more secrets", setSeverity{SEV1, "more secrets"}},
		{"/ sev 1", setSeverity{To: SEV1}},
		{"/sev\t1\tx", setSeverity{SEV1, "x"}},
		{"/phase triage it is back", setPhase{To: PhaseTriage, Why: "it is back"}},
		{"/state shut", setSystemState{To: SystemShutdown}},
		{"/role SEC @Noor", giveRole{Role: RoleSecurity, To: named("noor")}},
		{"/role workload kim", giveRole{Role: RoleLead, To: named("kim")}},
		{"/role scribe none", giveRole{Role: RoleScribe}},
		{"/handover @raj", offerHandover{named("raj"), RoleManager}},
		{"/handover raj dep", offerHandover{named("raj"), RoleDeputy}},
		{"/take", Take{}},
		{"/take IM", Take{RoleManager, true}},
		{"/fact 9:05 x", addFact{whenClock("09:05"), "x"}},
		{"/fact -1h30m x", addFact{whenAgo(5400e9), "x"}},
		{"/fact 2026-03-01T12:00:00z x", addFact{whenAt(noon), "x"}},
		{"/fact 10:15pm is when", addFact{whenClock("22:15"), "is when"}},
		{"/fact -- 12:00-13:00 lost", addFact{Text: "12:00-13:00 lost"}},
		{"/fact -v was left out", addFact{Text: "-v was left out"}},
		{"/fact -- 2026-03-01", addFact{Text: "2026-03-01"}},
		{"/note  two\nlines", addNote{"two\nlines"}},
		{"/star #112", Star{112}},
		{"/correct 2 no", correctEntry{Seq: 2, Text: "no"}},
		{"/tlp TLP:amber+strict", setTLP{TLPAmberStrict}},
		{"/remove @kim off shift", removePerson{named("kim"), "off shift"}},
		{"/close", closeIncident{}},
		{"/reopen it is back", reopenIncident{"it is back"}},
	} {
		if got, err := Parse(c.line); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q means %#v (%v), want %#v", c.line, got, err, c.want)
		}
	}
}

func TestAnUnknownVerbOffersTheNearest(t *testing.T) {
	for typed, want := range map[string]string{
		"sve": "sev", "severity": "sev", "pahse": "phase", "find": "finding", "hand": "handover", "rmeove": "remove",
		"FACT": "fact", "xyzzy": "", "": "", strings.Repeat("é", 100): "", "corect": "correct",
	} {
		if got := Nearest(typed, verbNames()); got != want {
			t.Errorf("%q is nearest to %q, want %q", typed, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	for typed, want := range map[string]ID{"INC-7": "INC-7", "inc-7": "INC-7", " 7 ": "INC-7", "INC-007": "INC-7", "4294967295": "INC-4294967295"} {
		if got, err := ParseID(typed); err != nil || got != want {
			t.Errorf("%q is %q (%v)", typed, got, err)
		}
	}
	for _, typed := range []string{"", "INC-", "INC-0", "0", "-7", "+7", "INC-7x", "INC--7", "INC-99999999999", "7 8", "\x1b"} {
		var refusal Refusal
		if got, err := ParseID(typed); !errors.As(err, &refusal) || got != "" || !isSentence(refusal.Why) {
			t.Errorf("%q is %q (%v)", typed, got, err)
		}
	}
	if ID("INC-7").Number() != 7 || ID("people").Number() != 0 || NewID(12) != "INC-12" {
		t.Error("an ID and its number don't agree")
	}
}

// FuzzParse: any line is a command or is refused with a sentence, at the
// prompt and over exec, and can be completed.
func FuzzParse(f *testing.F) {
	for _, v := range Verbs() {
		f.Add("/" + v.Name + " " + v.Args)
		f.Add("/" + v.Name)
	}
	for _, line := range []string{"", "/", "//", "/ \t", "/sev \t1", "/x \tfoo", "/role scribe @", "/fact 14:05 x", "/fact 2026-03-01 14:05 x", "\xff/\x00", "/handover @kim  "} {
		f.Add(line)
	}
	s := folded(mixed(50))
	f.Fuzz(func(t *testing.T, line string) {
		for _, parse := range []func(string) (Command, error){Parse, ParseVerb} {
			c, err := parse(line)
			var refusal Refusal
			switch {
			case (c == nil) == (err == nil):
				t.Fatalf("%q: both or neither of %v and %v", line, c, err)
			case err != nil && (!errors.As(err, &refusal) || !isSentence(refusal.Why)):
				t.Fatalf("%q is refused with %q", line, err)
			case err == nil:
				if _, err := Decide(s, Ask{By: kim, At: noon}, c); err != nil && !isSentence(err.Error()) {
					t.Fatalf("%q is refused with %q", line, err)
				}
			}
		}
		c := s.For(Person{Name: "ana", Rank: RankManager}).Complete(Person{Name: "ana", Rank: RankManager}, nil, nil, line)
		if c.From < 0 || c.From > len(line) || (utf8.ValidString(line) && !utf8.ValidString(line[c.From:])) {
			t.Fatalf("%q is completed from %d", line, c.From)
		}
	})
}
