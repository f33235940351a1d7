package sshd

import (
	"strings"
	"testing"
)

// TestALocaleAsksForWholeWords has LC_ALL passed on, as SendEnv of OpenSSH does.
func TestALocaleAsksForWholeWords(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	for locale, words := range map[string]bool{"C.UTF-8@words": true, "C": false} {
		client := h.as("cy")
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Setenv("LC_ALL", locale); err != nil {
			t.Fatal(err)
		}
		out, err := s.Output("brief INC-1")
		if err != nil || strings.Contains(string(out), "TLP amber") != words {
			t.Errorf("%s: %v\n%s", locale, err, out)
		}
	}
}

// TestNobodyReadsOfWhatIsHiddenInABrief has what was said in a closed workstream, and below
// TLP:RED, looked for by those who may not see it, by each way to read a brief without a
// screen.
func TestNobodyReadsOfWhatIsHiddenInABrief(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	for _, line := range []string{"stream forensics closed @ana", "fact TLP:RED @kim @cy secretred", "in forensics note @kim @cy secretstream", "handover @kim scribe"} {
		h.done("ana", "do INC-1 "+line)
	}
	for _, who := range []string{"kim", "cy"} {
		for _, line := range []string{"brief INC-1", "brief INC-1 --words", "show INC-1", "show INC-1 --json", "do INC-1 take"} {
			a := h.run(who, line)
			if told := a.out + a.words; strings.Contains(told, "secretstream") || strings.Contains(told, "secretred") {
				t.Errorf("%s reads by %s:\n%s", who, line, told)
			}
		}
	}
	if a := h.run("ana", "timeline INC-1 --kind stream-entered"); !strings.Contains(a.out, "secretstream") {
		t.Errorf("nothing is hidden here: ana reads %s", a.out)
	}
}
