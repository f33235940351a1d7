package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

// tasksIn are the open tasks of an incident, as ana sees them, with where they come from.
func tasksIn(t *testing.T, h *Hub, id incident.ID) (all []string) {
	t.Helper()
	v := look(t, h, id).For(ana)
	for _, task := range v.OpenTasks() {
		all = append(all, fmt.Sprintf("%s: %s (%s)", v.AssigneeText(task), task.Text, task.Origin))
	}
	return all
}

func TestADuplicatesTasksGoOnInTheOther(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, other := declare(t, h), declare(t, h)
	a := sit(t, h, ana, id)
	do(t, a, typed("task @ana image the disk"))
	do(t, a, typed("close duplicate", other, "same alert"))
	if got := tasksIn(t, h, other); !slices.Equal(got, []string{"ana: image the disk (INC-1 A1)"}) || len(tasksIn(t, h, id)) > 0 {
		t.Errorf("there %q, here %q", got, tasksIn(t, h, id))
	}
	if here, there := links(t, h, id), links(t, h, other); here != "[duplicate INC-2 by ana]" || there != "[duplicated-by INC-1 by ana]" {
		t.Errorf("here %s, there %s", here, there)
	}
	if _, err := h.Do(t.Context(), ana, other, nil, typed("unlink", id, "another cause")); err == nil {
		t.Error("the link of a closed duplicate is taken off at its other end")
	}
	for _, s := range h.List(ana, true) {
		if s.ID == id && (s.Verdict != incident.VerdictDuplicate || s.Duplicate != other) {
			t.Errorf("the list has %s of %q", s.Verdict, s.Duplicate)
		}
	}
}

// TestADuplicateThatIsHalfClosedIsCompleted lets the second write fail, as it does when a
// server dies between the two. What is missing is written once, at the next start and with
// each sweep, whatever became of its author.
func TestADuplicateThatIsHalfClosedIsCompleted(t *testing.T) {
	log := newTrouble()
	h := openHub(t, log, Options{})
	id, other := declare(t, h), declare(t, h)
	do(t, sit(t, h, ana, id), typed("task @ana image the disk"))
	log.onAppend(func(ctx context.Context, s string, do func() ([]store.Record, error)) ([]store.Record, error) {
		if s == string(other) {
			return log.overtake(ctx, s)
		}
		return do()
	})
	if _, err := h.Do(t.Context(), ana, id, nil, typed("close duplicate", other, "same alert")); err != nil {
		t.Fatal(err)
	}
	if got := tasksIn(t, h, other); len(got) > 0 {
		t.Fatalf("the second write didn't fail: %q", got)
	}
	log.onAppend(nil)
	if err := h.people.Revoke(t.Context(), "ana", "noor", "left the house"); err != nil {
		t.Fatal(err)
	}
	again := openHub(t, log, Options{})
	want := []string{"ana: image the disk (INC-1 A1)"}
	for range 3 {
		again.mend(t.Context())
		v := look(t, again, other).state.For(incident.Person{Name: "raj", Rank: incident.RankResponder})
		var got []string
		for _, task := range v.OpenTasks() {
			got = append(got, fmt.Sprintf("%s: %s (%s)", v.AssigneeText(task), task.Text, task.Origin))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("after the start there is %q", got)
		}
	}
	if n := len(again.halves()); n > 0 {
		t.Errorf("%d closings are half", n)
	}
}

// TestWhoMayNotSeeTheOtherCantNameItADuplicate: a hidden incident is refused as one that
// doesn't exist.
func TestWhoMayNotSeeTheOtherCantNameItADuplicate(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	id, hidden := declare(t, h), declare(t, h)
	do(t, sit(t, h, ana, hidden), typed("tlp RED"))
	do(t, sit(t, h, ana, id), typed("role deputy @raj"))
	before := look(t, h, hidden).state.Last
	_, err := h.Do(t.Context(), raj, id, nil, typed("close duplicate", hidden, "same alert"))
	var refusal incident.Refusal
	if !errors.As(err, &refusal) || refusal.Why != "there is no incident INC-2" || look(t, h, hidden).state.Last != before {
		t.Errorf("raj is told %v", err)
	}
}

// TestWhatADuplicateLeavesIsTakenOverWhateverHappensFirst lets the second write fail, and
// people go on with either incident before it is written.
func TestWhatADuplicateLeavesIsTakenOverWhateverHappensFirst(t *testing.T) {
	for _, c := range []struct {
		name, has string
		then      func(t *testing.T, h *Hub, id, other incident.ID)
	}{
		{"its author is shut out of the other", "manager (ana)", func(t *testing.T, h *Hub, _, other incident.ID) {
			a := sit(t, h, ana, other)
			do(t, a, typed("scope confidential an insider"))
			do(t, a, typed("remove @kim off shift"))
		}},
		{"the duplicate is reopened", "kim", func(t *testing.T, h *Hub, id, _ incident.ID) {
			do(t, sit(t, h, ana, id), typed("reopen it goes on"))
		}},
		{"it is reopened and closed as something else", "kim", func(t *testing.T, h *Hub, id, _ incident.ID) {
			a := sit(t, h, ana, id)
			do(t, a, typed("reopen it goes on"))
			do(t, a, typed("close benign a scanner"))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, id, other := halfClosed(t)
				c.then(t, h, id, other)
				h.mend(t.Context())
				if got, want := tasksIn(t, h, other), []string{c.has + ": image the disk (INC-1 A1)"}; !slices.Equal(got, want) {
					t.Errorf("there %q, want %q", got, want)
				}
				if n := len(h.halves()); n > 0 {
					t.Errorf("%d closings are half", n)
				}
			})
		})
	}
}

// TestNobodyClosesAnIncidentBeforeItHasWhatADuplicateLeftIt: the closing asks for that.
func TestNobodyClosesAnIncidentBeforeItHasWhatADuplicateLeftIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _, other := halfClosed(t)
		_, err := h.Do(t.Context(), ana, other, nil, typed("close benign a scanner"))
		if refusal := (incident.Refusal{}); !errors.As(err, &refusal) || len(tasksIn(t, h, other)) != 1 {
			t.Errorf("ana is told %v, and the tasks are %q", err, tasksIn(t, h, other))
		}
	})
}

// halfClosed returns an incident that kim closed as a duplicate of other, which hasn't
// taken over kim's task yet. It is called in a bubble, where no sweep comes by itself.
func halfClosed(t *testing.T) (h *Hub, id, other incident.ID) {
	t.Helper()
	log := newTrouble()
	h = openHub(t, log, Options{})
	synctest.Wait() // for what the start completes
	id, other = declare(t, h), declare(t, h)
	a := sit(t, h, ana, id)
	do(t, a, typed("role deputy @kim"))
	do(t, a, typed("task @kim image the disk"))
	log.onAppend(func(ctx context.Context, s string, do func() ([]store.Record, error)) ([]store.Record, error) {
		if s == string(other) {
			return log.overtake(ctx, s)
		}
		return do()
	})
	defer log.onAppend(nil)
	if _, err := h.Do(t.Context(), kim, id, nil, typed("close duplicate", other, "same alert")); err != nil {
		t.Fatal(err)
	}
	if got := tasksIn(t, h, other); len(got) > 0 {
		t.Fatalf("the second write didn't fail: %q", got)
	}
	return h, id, other
}
