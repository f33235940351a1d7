package incident

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

type bounded struct {
	name string
	Person
	role bool // the incident manager's
}

// bound are the people of the table of reach: each rank as one of the house,
// and as invited for an incident alone.
var bound = []bounded{
	{"manager", Person{Rank: RankManager}, false},
	{"manager for it", Person{Rank: RankManager, Only: "INC-1"}, false},
	{"IM", Person{Rank: RankResponder}, true},
	{"IM for it", Person{Rank: RankResponder, Only: "INC-1"}, true},
	{"responder", Person{Rank: RankResponder}, false},
	{"responder for it", Person{Rank: RankResponder, Only: "INC-1"}, false},
	{"observer", Person{Rank: RankObserver}, false},
	{"observer for it", Person{Rank: RankObserver, Only: "INC-1"}, false},
	{"manager for another", Person{Rank: RankManager, Only: "INC-2"}, false},
}

// TestWhoIsInvitedForOneIncidentReachesNoFurther keeps the third table of
// powers: each verb by people of the house, and by people who were invited for
// one incident. Words as in the first; "out" where it reaches past the incident.
func TestWhoIsInvitedForOneIncidentReachesNoFurther(t *testing.T) {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 1, 1, ' ', 0)
	names, commands := askings(t)
	commands["(expire)"] = ExpireGuest{Who: "kim"}
	for _, b := range bound {
		fmt.Fprintf(w, "\t%s", b.name)
	}
	fmt.Fprintln(w)
	for _, name := range append(names, "(expire)") {
		fmt.Fprint(w, name)
		for _, b := range bound {
			p := b.Person
			p.Name, p.Key = "ana", "SHA256:ana"
			got := reach(t, p, b.role, commands[name])
			if p.Only != "" && reachesOut(commands[name]) && got == "yes" {
				t.Errorf("%s, %s: reaches past the incident", name, b.name)
			}
			fmt.Fprintf(w, "\t%s", got)
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	compareGolden(t, "testdata/reach.golden", out.String())
}

// reach is the word for what p is told.
func reach(t *testing.T, p Person, runs bool, c Command) string {
	s := roomFor(actor{held: runs, role: RoleManager}, false)
	if _, ok := c.(Declare); ok {
		s = New("INC-3")
	}
	events, err := Decide(s, Ask{By: p, At: noon.Add(time.Hour), Others: openIncident, Opens: "INC-2"}, c)
	var refusal Refusal
	switch {
	case err == nil && len(events) > 0:
		return "yes"
	case !errors.As(err, &refusal) || len(events) > 0:
		t.Errorf("%T by %s of %q: %v with %d events", c, p.Rank, p.Only, err, len(events))
	case strings.HasPrefix(refusal.Why, "there is no incident"):
		return "blind"
	case errors.Is(err, checkReach(p, c)):
		return "out"
	case errors.Is(err, s.refusePower(p, c.needs())):
		return "-"
	}
	return "no"
}

// TestGuestOfOneIncidentPutsNobodyOfTheHouseOut tries what a key of rank
// manager may do to people, with one that is for this incident alone.
func TestGuestOfOneIncidentPutsNobodyOfTheHouseOut(t *testing.T) {
	guest := Person{Name: "zed", Rank: RankManager, Key: "SHA256:zed", Only: "INC-1"}
	s := roomFor(actor{}, false)
	for _, f := range []Fact{personJoined{Rank: RankManager}} {
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: "ana", Fact: f, OccurredAt: noon, RecordedAt: noon})
	}
	for line, want := range map[string]string{
		"remove @ana":         "ana has a key of rank manager: only a key of rank manager for the whole server can remove them",
		"remove @bob unknown": "bob never joined with a screen or watch, so their key's rank is not on record: only a key of rank manager for the whole server can remove them",
		"admit @ana 5m":       "only a key of rank manager for the whole server can set an end to ana's stay",
		"eject @kim":          "you are a guest of INC-1 only, and this reaches past it: ask someone of the organisation",
		"link INC-3 related":  "you are a guest of INC-1 only, and this reaches past it: ask someone of the organisation",
	} {
		c, err := ParseVerb(line)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Decide(s, Ask{By: guest, At: noon, Others: openIncident, Opens: "INC-2"}, c); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
	if s.MayBreakGlass(guest) {
		t.Error("they may break the glass")
	}
}

// TestGuestOfOneIncidentGivesNoSecondKeyToAnEjection has one of the house ask
// for an ejection that waits for another's key.
func TestGuestOfOneIncidentGivesNoSecondKeyToAnEjection(t *testing.T) {
	s, rules := roomFor(actor{}, false), &Rules{TwoKeys: map[string]bool{"eject": true}}
	ana, zed := Person{Name: "ana", Rank: RankManager, Key: "SHA256:ana"}, Person{Name: "zed", Rank: RankManager, Key: "SHA256:zed", Only: "INC-1"}
	asked, err := Decide(s, Ask{By: ana, At: noon, Rules: rules}, ejectPerson{Who: named("kim")})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range asked {
		s = Fold(s, e)
	}
	n := uint64(s.Decisions.All.Len())
	if _, err := Decide(s, Ask{By: zed, At: noon, Rules: rules}, confirmDecision{N: n}); err == nil {
		t.Error("the key of a guest of one incident put a person out of the house")
	}
	zed.Only = ""
	if _, err := Decide(s, Ask{By: zed, At: noon, Rules: rules}, confirmDecision{N: n}); err != nil {
		t.Errorf("by one of the house: %v", err)
	}
}
