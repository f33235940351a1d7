package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

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
