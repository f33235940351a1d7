package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

// links are those of an incident, as ana sees them.
func links(t *testing.T, h *Hub, id incident.ID) string {
	t.Helper()
	var all []string
	for _, l := range look(t, h, id).state.Affected.Links {
		all = append(all, fmt.Sprintf("%s %s by %s", l.Kind, l.To, l.By))
	}
	return fmt.Sprint(all)
}

func TestALinkIsSaidInBothIncidents(t *testing.T) {
	for kind, mirror := range map[string]string{"duplicate": "duplicated-by", "parent": "child", "related": "related"} {
		h := openHub(t, memory.Open(), Options{})
		id, other := declare(t, h), declare(t, h)
		r := sit(t, h, raj, id)
		do(t, r, typed("link", other, kind, "same alert"))
		if here, there := links(t, h, id), links(t, h, other); here != "["+kind+" INC-2 by raj]" || there != "["+mirror+" INC-1 by raj]" {
			t.Errorf("%s: here %s, there %s", kind, here, there)
		}
		if e := look(t, h, other).state.Entry(2); e.By != "raj" || e.Key != raj.Key {
			t.Errorf("it is said there by %s with the key %s", e.By, e.Key)
		}
		do(t, sit(t, h, raj, other), typed("unlink", id, "another cause"))
		if here, there := links(t, h, id), links(t, h, other); here != "[]" || there != "[]" {
			t.Errorf("taken off: here %s, there %s", here, there)
		}
	}
}

func TestADuplicateSaysInBothWhereItGoesOnAndLosesNothing(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, other := declare(t, h), declare(t, h)
	a := sit(t, h, ana, id)
	said := say(t, a, "first vault read")
	do(t, a, typed("link", other, "duplicate same alert"))
	do(t, a, typed("close benign goes on there"))
	if got := lines(look(t, h, id).state, "linked"); !slices.Equal(got, []string{"ana: merged into INC-2: go on there (same alert)"}) {
		t.Errorf("here: %q", got)
	}
	if got := lines(look(t, h, other).state, "linked-back"); !slices.Equal(got, []string{"ana: INC-1 is merged into this incident: go on here (same alert)"}) {
		t.Errorf("there: %q", got)
	}
	if e := look(t, h, id).state.Entry(said); e.Line() != "first vault read" {
		t.Errorf("the duplicate's entry reads %q", e.Line())
	}
}

func TestAClosedIncidentCanBeLinkedTo(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, other := declare(t, h), declare(t, h)
	do(t, sit(t, h, ana, other), typed("close benign over"))
	do(t, sit(t, h, raj, id), typed("link", other, "related"))
	if got := links(t, h, other); got != "[related INC-1 by raj]" {
		t.Errorf("the closed one has %s", got)
	}
}

func TestWhoMayNotSeeTheOtherLearnsNothingByLinking(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, hidden := declare(t, h), declare(t, h)
	a := sit(t, h, ana, hidden)
	do(t, a, typed("tlp RED"))
	sit(t, h, raj, id)
	before := look(t, h, hidden).state.Last
	for _, c := range []func(incident.ID) incident.Command{
		func(to incident.ID) incident.Command { return typed("link", to, "duplicate") },
		func(to incident.ID) incident.Command { return typed("unlink", to, "x") },
		func(to incident.ID) incident.Command { return typed("unlink", to) },
	} {
		for _, p := range []incident.Person{raj, cy} {
			_, errHidden := h.Do(t.Context(), p, id, nil, c(hidden))
			_, errMissing := h.Do(t.Context(), p, id, nil, c("INC-9"))
			var refusal incident.Refusal
			if !errors.As(errHidden, &refusal) || errMissing == nil {
				t.Fatalf("%s: %v and %v", p.Name, errHidden, errMissing)
			}
			missing := "there is no incident INC-9"
			if p.Rank == incident.RankResponder && (errMissing.Error() != missing || errHidden.Error() != "there is no incident INC-2") {
				t.Errorf("%s is told %q of a hidden one, %q of a missing one", p.Name, errHidden, errMissing)
			}
			if p.Rank == incident.RankObserver && errHidden.Error() != errMissing.Error() {
				t.Errorf("%s is told %q of a hidden one, %q of a missing one", p.Name, errHidden, errMissing)
			}
		}
	}
	if last := look(t, h, hidden).state.Last; last != before {
		t.Errorf("the hidden incident went from #%d to #%d", before, last)
	}
}

// TestALinkThatIsHalfWrittenIsMendedByAskingAgain lets the second write fail,
// as it does when a server dies between the two.
func TestALinkThatIsHalfWrittenIsMendedByAskingAgain(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id, other := declare(t, h), declare(t, h)
	link := typed("link", other, "parent")
	failsFor := func(stream incident.ID) {
		log.onAppend(func(ctx context.Context, s string, do func() ([]store.Record, error)) ([]store.Record, error) {
			if s == string(stream) {
				return log.overtake(ctx, s)
			}
			return do()
		})
	}
	both := func(here, there string) {
		t.Helper()
		log.onAppend(nil)
		if gotHere, gotThere := links(t, h, id), links(t, h, other); gotHere != here || gotThere != there {
			t.Fatalf("here %s, there %s; want %s and %s", gotHere, gotThere, here, there)
		}
	}
	failsFor(other)
	_, err := h.Do(t.Context(), raj, id, nil, link)
	want := "that is recorded in INC-1, but not in INC-2: send it again (others are writing to this incident at this moment: try again)"
	if err == nil || err.Error() != want {
		t.Errorf("raj is told %v", err)
	}
	both("[parent INC-2 by raj]", "[]")
	if _, err := h.Do(t.Context(), raj, id, nil, link); err != nil {
		t.Fatal(err)
	}
	both("[parent INC-2 by raj]", "[child INC-1 by raj]")
	failsFor(other)
	if _, err := h.Do(t.Context(), raj, id, nil, typed("unlink", other, "another cause")); err == nil {
		t.Error("nobody is told that the link stands there")
	}
	both("[]", "[child INC-1 by raj]")
	if _, err := h.Do(t.Context(), raj, id, nil, typed("unlink", other, "another cause")); err != nil {
		t.Fatal(err)
	}
	both("[]", "[]")
}

// TestTwoWhoLinkEachOtherDontWaitForEachOther: each bridge writes into the other.
func TestTwoWhoLinkEachOtherDontWaitForEachOther(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, other := declare(t, h), declare(t, h)
	var people sync.WaitGroup
	for from, to := range map[incident.ID]incident.ID{id: other, other: id} {
		people.Go(func() {
			_, err := h.Do(t.Context(), raj, from, nil, typed("link", to, "related"))
			if refusal := (incident.Refusal{}); err != nil && !errors.As(err, &refusal) {
				t.Error(err)
			}
		})
	}
	people.Wait()
	if here, there := links(t, h, id), links(t, h, other); here != "[related INC-2 by raj]" || there != "[related INC-1 by raj]" {
		t.Errorf("here %s, there %s", here, there)
	}
}
