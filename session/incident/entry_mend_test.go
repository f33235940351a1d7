package incident

import (
	"regexp"
	"strings"
	"testing"
)

// TestKindsSayHowTheyArePutRight: what can't be struck or corrected is put right by a verb
// that exists, or the answer says that it stays.
func TestKindsSayHowTheyArePutRight(t *testing.T) {
	verbIn := regexp.MustCompile(`(^|\s)/([a-z-]+)`)
	for _, f := range oneOfEach {
		e := eventOf(f)
		how := putRight(e)
		if isCorrectable(f) {
			if _, ok := mends[e.Kind()]; ok {
				t.Errorf("%s can be struck: it needs no other answer", e.Kind())
			}
			continue
		}
		if how == "" {
			t.Errorf("nothing says how %s is put right: give mends a line", e.Kind())
		}
		if how != "" && !verbIn.MatchString(how) {
			t.Errorf("%s is put right so: %q, which names nothing to type", e.Kind(), how)
		}
		for _, m := range verbIn.FindAllStringSubmatch(how, -1) {
			if _, ok := FindVerb(m[2]); !ok {
				t.Errorf("%s is put right by /%s, which is no verb", e.Kind(), m[2])
			}
		}
	}
	for kind := range mends {
		if _, ok := codecs[kind]; !ok {
			t.Errorf("there is no kind %s to be put right", kind)
		}
	}
	if how := putRight(eventOf(unknown{Kind: "from-later"})); !strings.Contains(how, "newer version") {
		t.Errorf("an entry of a newer version is put right so: %s", how)
	}
}

// TestACorrectionCanBeEdited: the line that the screen offers gives the text back.
func TestACorrectionCanBeEdited(t *testing.T) {
	for _, text := range []string{"image hashed", "13:05 the link broke", "-- on purpose", "at 13:00 it ended", "(about this time) lee saw it", "5 pm call is off"} {
		e := EntryOf(eventOf(lineSaid{Text: text}))
		c, err := Parse(e.CorrectionLine())
		if err != nil || c != (correctEntry{Seq: e.Seq, Text: text}) {
			t.Errorf("%q is corrected with %q, which reads %v, %v", text, e.CorrectionLine(), c, err)
		}
	}
}

// TestWhatPutsAnEntryRightIsItsOwn: the line to type has the number, the key or the incident
// that the entry is about, and no example's.
func TestWhatPutsAnEntryRightIsItsOwn(t *testing.T) {
	for want, f := range map[string]Fact{
		"/withdraw D2 WHY takes it back": decisionMade{N: 2},
		"/drop A7 WHY drops the task":    taskGiven{N: 7},
		"/uncheck scope-known WHY":       itemTicked{Key: "scope-known"},
		"/gate privacy-kept open WHY":    gateAnswered{Question: gatePrivacyKept},
		"/tlp #9 LABEL":                  entryLabelled{Seq: 9},
		"/unlink INC-4 WHY":              incidentLinked{To: "INC-4"},
		"/undo C3 says":                  changeMade{N: 3},
	} {
		if how := putRight(eventOf(f)); !strings.Contains(how, want) {
			t.Errorf("%s is put right so: %q, want %q", f.kind(), how, want)
		}
	}
}
