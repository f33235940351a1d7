package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

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
