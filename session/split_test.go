package session

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

func hash(seq uint64) string { return fmt.Sprintf("#%d", seq) }

func TestEntriesGoOnInANewIncidentAndStay(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, err := h.Declare(t.Context(), ana, incident.Declare{Title: "db down", Severity: incident.SEV4, Drill: true})
	if err != nil {
		t.Fatal(err)
	}
	k := sit(t, h, kim, id)
	first, second := say(t, k, "first vault read"), say(t, k, "the laptop of raj beacons")
	told := do(t, k, typed("split", first, second, "raj's laptop"))
	if got, want := told[0].Line(), fmt.Sprintf("#%d-%d go on in INC-2 too, which was split off", first, second); got != want {
		t.Errorf("kim is told %q", got)
	}
	s := look(t, h, "INC-2").state
	if s.Status.Title != "raj's laptop" || s.SizeUp.Severity != incident.SEV4 || !s.Drill || s.Team.Roles[incident.RoleManager] != "kim" {
		t.Errorf("it is %q, %s, a drill %v, of %q", s.Status.Title, s.SizeUp.Severity, s.Drill, s.Team.Roles[incident.RoleManager])
	}
	from, there := look(t, h, id).state.Entry(first), lines(s, "entry-cited")
	if want := []string{"kim: INC-1 " + hash(first) + ", kim: first vault read", "kim: INC-1 " + hash(second) + ", kim: the laptop of raj beacons"}; !slices.Equal(there, want) {
		t.Errorf("there: %q, want %q", there, want)
	}
	for e := range s.Entries(0) {
		if e.Kind() == "entry-cited" && strings.Contains(e.Line(), "first vault") && !e.Happened().Equal(from.Happened()) {
			t.Errorf("it happened at %s there, at %s here", e.Happened(), from.Happened())
		}
	}
	if from.Line() != "first vault read" || links(t, h, id) != "[child INC-2 by kim]" || links(t, h, "INC-2") != "[parent INC-1 by kim]" {
		t.Errorf("here %q, links %s and %s", from.Line(), links(t, h, id), links(t, h, "INC-2"))
	}
}

// TestASplitThatIsHalfWrittenIsCompleted lets the second write fail, as it does when a
// server dies between the two. The first incident says once where the entries went, even
// where the author may no longer enter it.
func TestASplitThatIsHalfWrittenIsCompleted(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id := declare(t, h)
	said := say(t, sit(t, h, kim, id), "the laptop of raj beacons")
	log.onAppend(func(ctx context.Context, s string, do func() ([]store.Record, error)) ([]store.Record, error) {
		if s == string(id) {
			return log.overtake(ctx, s)
		}
		return do()
	})
	_, err := h.Do(t.Context(), kim, id, nil, typed("split", said, "raj's laptop"))
	want := "INC-2 is open and has the entries: don't send it again; INC-1 will say so as soon as it can be written"
	if refusal := (incident.Refusal{}); !errors.As(err, &refusal) || refusal.Why != want {
		t.Fatalf("kim is told %v", err)
	}
	if got := lines(look(t, h, id).state, "entries-split"); len(got) > 0 {
		t.Fatalf("the second write didn't fail: %q", got)
	}
	log.onAppend(nil)
	do(t, sit(t, h, ana, id), typed("remove @kim off shift"))
	again := openHub(t, log, Options{})
	for range 3 {
		again.mend(t.Context())
		s := look(t, again, id).state
		if got, want := lines(s, "entries-split"), []string{"kim: " + hash(said) + " goes on in INC-2 too, which was split off"}; !slices.Equal(got, want) {
			t.Fatalf("after the start there is %q", got)
		}
	}
	if n := len(again.halves()); n > 0 || links(t, again, id) != "[child INC-2 by kim]" {
		t.Errorf("%d are half, links %s", n, links(t, again, id))
	}
}

// TestASplitShowsNobodyMoreThanBefore: the new incident has its own readers, and so has
// the entry that says where the others went.
func TestASplitShowsNobodyMoreThanBefore(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id := declare(t, h)
	a, k := sit(t, h, ana, id), sit(t, h, kim, id)
	plain, secret := say(t, k, "first vault read"), say(t, a, "raj is the suspect")
	do(t, a, typed("tlp", hash(secret), "RED"))
	if _, err := h.Do(t.Context(), kim, id, nil, typed("split", secret, "x")); err == nil || !strings.HasPrefix(err.Error(), "there is no entry") {
		t.Errorf("of what kim may not see, they are told %v", err)
	}
	if n := len(h.List(ana, true)); n != 1 {
		t.Fatalf("a refused split opened an incident: %d", n)
	}
	do(t, a, typed("split", plain, secret, "an insider"))
	there := look(t, h, "INC-2").state
	for e := range there.Entries(0) {
		if strings.Contains(e.Line(), "suspect") {
			t.Errorf("the new incident says %q", e.Line())
		}
	}
	seen := look(t, h, id).For(kim)
	for e := range seen.Entries(0) {
		if e != nil && e.Kind() == "entries-split" && strings.Contains(e.Line(), hash(secret)) {
			t.Errorf("kim reads %q", e.Line())
		}
	}
	if got := lines(look(t, h, id).state, "entries-split"); len(got) != 2 {
		t.Errorf("on record is %q", got)
	}
}

// TestASplitIsNoMoreOpenThanWhatItComesFrom tries each scope and label that shuts people
// out: text stays where it is, and who couldn't enter that can't enter this.
func TestASplitIsNoMoreOpenThanWhatItComesFrom(t *testing.T) {
	for _, narrow := range []string{"scope restricted an insider", "scope confidential an insider", "tlp RED", "tlp AMBER+STRICT"} {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		said := say(t, a, "raj is the suspect")
		do(t, a, typed(narrow))
		do(t, a, typed("split", said, "an insider"))
		s, from := look(t, h, "INC-2").state, look(t, h, id).state
		if s.Access.Scope != from.Access.Scope || s.Access.TLP != from.Access.TLP {
			t.Errorf("%s: the new one is %s, TLP:%s", narrow, s.Access.Scope, s.Access.TLP)
		}
		for _, p := range []incident.Person{kim, cy, noor} {
			if !from.MayEnter(p) && s.MayEnter(p) {
				t.Errorf("%s: %s may enter", narrow, p.Name)
			}
		}
		if got := lines(s, "entry-cited"); len(got) != 1 || strings.Contains(got[0], "suspect") || strings.Contains(got[0], hash(said)+",") {
			t.Errorf("%s: there is %q", narrow, got)
		}
		if !s.MayEnter(ana) {
			t.Errorf("%s: its manager is shut out", narrow)
		}
	}
}

// cited are the lines of an incident that repeat entries of another, as ana reads them; struck
// ones are marked.
func cited(t *testing.T, h *Hub, id incident.ID) (all []string) {
	t.Helper()
	for e := range look(t, h, id).For(ana).Entries(0) {
		if e != nil && e.Kind() == "entry-cited" {
			line := e.Line()
			if e.Strike != nil {
				line += " [" + e.StruckBy() + ": " + e.StrikeWhy() + "]"
			}
			all = append(all, line)
		}
	}
	return all
}

// TestACopyFollowsItsEntry through a strike, a correction, labels and a narrowed scope: what is
// struck is struck there, what not everyone may read any more is gone there, from each reading.
func TestACopyFollowsItsEntry(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id := declare(t, h)
	a, k := sit(t, h, ana, id), sit(t, h, kim, id)
	first, second, third := say(t, k, "first vault read"), say(t, k, "the laptop beacons"), do(t, k, typed("fact 13:40 raj was there"))[0].Seq
	do(t, k, typed("split", first, second, third, "raj's laptop"))
	line := func(seq uint64, text string) string {
		if text == "" {
			return "INC-1 " + hash(seq) + ": what is written there"
		}
		return "INC-1 " + hash(seq) + ", kim: " + text
	}
	check := func(when string, want ...string) {
		t.Helper()
		if got := cited(t, h, "INC-2"); !slices.Equal(got, want) {
			t.Errorf("%s, there is\n%q, want\n%q", when, got, want)
		}
		if n := len(h.halves()); n > 0 {
			t.Errorf("%s, %d changes are half", when, n)
		}
	}
	check("at first", line(first, "first vault read"), line(second, "the laptop beacons"), line(third, "raj was there"))
	do(t, k, typed("correct", second, "the desktop beacons"))
	check("corrected", line(first, "first vault read"), line(second, "the desktop beacons"), line(third, "raj was there"))
	at := do(t, k, typed("strike", first, "another vault"))[0].Seq
	struck := line(first, "first vault read") + " [STRUCK by kim, " + hash(look(t, h, "INC-2").state.Last) + ": it was struck in INC-1, where it stands as " + hash(first) + "]"
	check("struck", struck, line(second, "the desktop beacons"), line(third, "raj was there"))
	if at == 0 {
		t.Fatal("nothing was struck")
	}
	do(t, a, typed("tlp", hash(third), "AMBER+STRICT"))
	check("labelled", struck, line(second, "the desktop beacons"), line(third, ""))
	everywhere(t, h, "INC-2", "raj was there")
	do(t, a, typed("tlp", hash(third), "none"))
	check("without the label", struck, line(second, "the desktop beacons"), line(third, "raj was there"))
	do(t, a, typed("tlp RED"))
	gone := strings.Replace(struck, line(first, "first vault read"), line(first, ""), 1)
	check("on a RED bridge", gone, line(second, ""), line(third, ""))
	for _, text := range []string{"raj was there", "first vault read", "beacons"} {
		everywhere(t, h, "INC-2", text)
	}
}

// everywhere looks for a text in every reading of an incident's entries, as they were too.
func everywhere(t *testing.T, h *Hub, id incident.ID, text string) {
	t.Helper()
	v := look(t, h, id).For(ana)
	then, err := v.EntriesAsOf(time.Now().Add(-time.Nanosecond), func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range []iter.Seq[*incident.Entry]{v.Entries(0), then} {
		for e := range all {
			if e != nil && strings.Contains(fmt.Sprintf("%s %s %+v", e.Line(), e.Original(), e.Fact), text) {
				t.Errorf("%q is read in #%d: %s", text, e.Seq, e.Line())
			}
		}
	}
}

// TestACopyFollowsLater where the second write fails, or somebody was faster than the split.
func TestACopyFollowsLater(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id := declare(t, h)
	k := sit(t, h, kim, id)
	said := say(t, k, "raj was there")
	fail := func(stream incident.ID) {
		log.onAppend(func(ctx context.Context, s string, do func() ([]store.Record, error)) ([]store.Record, error) {
			if s == string(stream) {
				return log.overtake(ctx, s)
			}
			return do()
		})
	}
	fail(id) // of the split, the new incident alone is written
	if _, err := h.Do(t.Context(), kim, id, nil, typed("split", said, "raj's laptop")); err == nil {
		t.Fatal("the second write didn't fail")
	}
	log.onAppend(nil)
	fail("INC-2")
	do(t, sit(t, h, ana, id), typed("tlp", hash(said), "RED"))
	log.onAppend(nil)
	again := openHub(t, log, Options{})
	for range 3 {
		again.mend(t.Context())
	}
	if got, want := cited(t, again, "INC-2"), []string{"INC-1 " + hash(said) + ": what is written there"}; !slices.Equal(got, want) {
		t.Errorf("there is %q", got)
	}
	if n := len(again.halves()); n > 0 {
		t.Errorf("%d are half", n)
	}
	fail("INC-2")
	do(t, sit(t, again, ana, id), typed("tlp", hash(said), "none"))
	log.onAppend(nil)
	again.mend(t.Context())
	if got, want := cited(t, again, "INC-2"), []string{"INC-1 " + hash(said) + ", kim: raj was there"}; !slices.Equal(got, want) {
		t.Errorf("there is %q", got)
	}
}

// TestACarriedTaskFollowsItsLabel, through each incident that it went on to.
func TestACarriedTaskFollowsItsLabel(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, other, third := declare(t, h), declare(t, h), declare(t, h)
	a := sit(t, h, ana, id)
	do(t, a, typed("task @ana image the disk of raj"))
	opener := look(t, h, id).state.Task(1).Seq
	do(t, a, typed("close duplicate", other, "same alert"))
	do(t, sit(t, h, ana, other), typed("close duplicate", third, "same alert too"))
	want := []string{"ana: image the disk of raj (INC-2 A1)"}
	if got := tasksIn(t, h, third); !slices.Equal(got, want) {
		t.Fatalf("there is %q", got)
	}
	do(t, a, typed("tlp", hash(opener), "RED"))
	h.mend(t.Context())
	if got := tasksIn(t, h, third); !slices.Equal(got, []string{"ana: what is written there (INC-2 A1)"}) {
		t.Errorf("labelled, there is %q", got)
	}
	everywhere(t, h, other, "disk of raj")
	everywhere(t, h, third, "disk of raj")
	do(t, a, typed("tlp", hash(opener), "none"))
	h.mend(t.Context())
	if got := tasksIn(t, h, third); !slices.Equal(got, want) || len(h.halves()) > 0 {
		t.Errorf("without the label, there is %q", got)
	}
}
