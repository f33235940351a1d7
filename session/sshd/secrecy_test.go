package sshd

import (
	"strings"
	"testing"
)

// TestAScopedIncidentLooksLikeNoneAtTheDoor compares, byte for byte, what is
// said of a hidden incident with what is said of a number that nobody was given.
func TestAScopedIncidentLooksLikeNoneAtTheDoor(t *testing.T) {
	h := openHouse(t, nil)
	if a := h.run("kim", "declare --scope confidential keys sold"); a.out != "INC-1\n" {
		t.Fatalf("%+v", a)
	}
	h.done("kim", "say INC-1 secret")
	for _, who := range []string{"ana", "cy"} {
		for _, line := range []string{
			"show %", "show % --json", "brief %", "timeline %", "timeline % --json", "watch %", "search % secret", "say % hi",
			"do % fact hi", "do % nonsense", "do % admit @" + who, "do % scope open", "do % tlp #1 RED", "do % in forensics hi",
		} {
			sameAnswer(t, h, who, line)
		}
		if a := h.run(who, "list --all"); strings.Contains(a.out, "INC-1") || a.words != "no incident is open that you may see\n" {
			t.Errorf("%s: list: %+v", who, a)
		}
		if a := h.run(who, "search secret"); a.out != "" || a.words != "no entry holds these words\n" {
			t.Errorf("%s: search: %+v", who, a)
		}
	}
	sameAnswer(t, h, "cy", "do % break-glass let me")
	sameAnswer(t, h, "cy", "do % break-glass")
	// A manager may break the glass, and learns without a why of none.
	for _, why := range []string{"", " ", " " + strings.Repeat("x", 5000), "   \u200b"} {
		hidden, missing := h.run("ana", "do INC-1 break-glass"+why), h.run("ana", "do INC-9 break-glass"+why)
		if hidden != missing || hidden.code == exitDone {
			t.Errorf("break-glass%.10q: %+v, and %+v", why, hidden, missing)
		}
	}
	if a := h.run("ana", "do INC-9 break-glass let me"); a.code != exitNotFound {
		t.Errorf("ana breaks glass that is nowhere: %+v", a)
	}
	if a := h.run("kim", "declare --scope secret x"); a.code != exitUsage || !strings.Contains(a.words, "use open, restricted, confidential") {
		t.Errorf("%+v", a)
	}
}

// TestARoleThatOneTookOpensNothingThatIsNarrowedLater has kim prepare a way into
// an incident before it is hidden.
func TestARoleThatOneTookOpensNothingThatIsNarrowedLater(t *testing.T) {
	for _, narrower := range []string{"scope confidential", "scope restricted", "tlp RED"} {
		h := openHouse(t, nil)
		h.declare("keys sold")
		for _, line := range []string{"take legal", "take scribe", "stream mine closed @kim", "task @kim look around"} {
			if a := h.run("kim", "do INC-1 "+line); a.code != exitDone {
				t.Fatalf("%s: %+v", line, a)
			}
		}
		if a := h.run("ana", "do INC-1 "+narrower); a.code != exitDone {
			t.Fatalf("%s: %+v", narrower, a)
		}
		for _, line := range []string{"show %", "timeline %", "search % keys", "say % hi", "do % done A1 x", "do % admit @kim"} {
			sameAnswer(t, h, "kim", line)
		}
		if a := h.run("kim", "list --all"); a.out != "" {
			t.Errorf("%s: %+v", narrower, a)
		}
		if a := h.run("ana", "do INC-1 role legal @kim"); a.code != exitDone {
			t.Errorf("%+v", a)
		}
		if a := h.run("kim", "show INC-1"); a.code != exitDone {
			t.Errorf("%s: whom a role was given is out: %+v", narrower, a)
		}
	}
}

func sameAnswer(t *testing.T, h *house, who, line string) {
	t.Helper()
	hidden := h.run(who, strings.ReplaceAll(line, "%", "INC-1"))
	missing := h.run(who, strings.ReplaceAll(line, "%", "INC-9"))
	if hidden != missing || hidden.code != exitNotFound || hidden.out != "" {
		t.Errorf("%s: %s: %+v, and %+v", who, line, hidden, missing)
	}
}

func TestAManagerBreaksTheGlassAtTheDoor(t *testing.T) {
	h := openHouse(t, nil)
	h.done("kim", "declare --scope confidential keys sold")
	if a := h.run("ana", "do INC-1 break-glass"); a.code != exitRefused || !strings.Contains(a.words, "give a reason") {
		t.Errorf("%+v", a)
	}
	a := h.run("ana", "do INC-1 break-glass it's the regulator")
	if a.code != exitDone || !strings.HasSuffix(a.out, "GLAS ana: broke the glass to come in: it's the regulator\n") {
		t.Errorf("%+v", a)
	}
	if a := h.run("ana", "show INC-1"); a.code != exitDone {
		t.Errorf("%+v", a)
	}
	if a := h.run("kim", "do INC-1 break-glass me too"); a.code != exitRefused || !strings.Contains(a.words, "rank manager") {
		t.Errorf("%+v", a)
	}
}

// TestWhatIsHiddenIsHiddenInEveryVerb: labels and closed streams, wherever
// entries are read.
func TestWhatIsHiddenIsHiddenInEveryVerb(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	h.done("ana", "do INC-1 stream forensics closed @ana")
	h.done("ana", "do INC-1 in forensics hush the image")
	h.done("ana", "do INC-1 in forensics finding hush the key")
	h.done("ana", "do INC-1 finding TLP:RED hush the insider")
	h.done("ana", "do INC-1 say TLP:AMBER+STRICT hush our own")
	h.done("ana", "do INC-1 star 5")
	h.done("ana", "do INC-1 correct 5 hush another insider")
	for _, c := range []struct {
		who   string
		lines int // that hold the word
	}{{"ana", 4}, {"kim", 1}, {"cy", 0}} {
		for _, line := range []string{"timeline INC-1", "search INC-1 hush", "search hush"} {
			if a := h.run(c.who, line); strings.Count(a.out, "hush") != c.lines {
				t.Errorf("%s: %s: not %d lines:\n%s", c.who, line, c.lines, a.out)
			}
		}
	}
	for _, line := range []string{"brief INC-1", "show INC-1", "show INC-1 --json", "timeline INC-1 --json --kind corrected", "timeline INC-1 --json --kind starred"} {
		if a := h.run("kim", line); strings.Contains(a.out, "hush") || strings.Contains(a.out, `"seq":7`) {
			t.Errorf("kim: %s:\n%s", line, a.out)
		}
	}
	for _, line := range []string{"star", "correct", "strike", "tlp"} {
		hidden := h.run("kim", "do INC-1 "+line+" #5 CLEAR")
		missing := h.run("kim", "do INC-1 "+line+" #99 CLEAR")
		if strings.ReplaceAll(hidden.words, "5", "99") != missing.words || hidden.code != missing.code {
			t.Errorf("%s: %+v, and %+v", line, hidden, missing)
		}
	}
	if a := h.run("ana", "timeline INC-1"); !strings.Contains(a.out, " strm ana in forensics: hush the image\n") ||
		!strings.Contains(a.out, " find ana [TLP:RED] [corrected by ana, #") || !strings.Contains(a.out, "]: hush another insider\n") {
		t.Errorf("ana reads\n%s", a.out)
	}
}
