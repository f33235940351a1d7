package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// checklistClosed happened when a checklist was closed, since what it was opened for won't
// be done. Its ticks are gone: opened again, it begins anew.
type checklistClosed struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Why   string `json:"why"`
}

// before returns the criteria of the phase, and the items of the checklists that are open or
// opening, that are to be done before an act, and aren't settled.
func (s *State) before(occasion string, opening []Fact, now time.Time) (first []CheckItem) {
	if occasion == "" {
		return nil
	}
	for _, c := range s.criteria(s.Status.Phase, now) {
		if c.Rule.Before == occasion && !s.doneBefore(c.CheckState) {
			first = append(first, CheckItem{Key: c.Rule.Key, Text: c.Rule.Text, Wants: c.Rule.Wants, Before: occasion})
		}
	}
	keys := slices.Clone(s.Plan.Opened)
	for _, f := range opening {
		if f, ok := f.(checklistOpened); ok {
			keys = append(keys, f.Key)
		}
	}
	for _, list := range s.asks(keys, now) {
		for _, item := range list.Items {
			if item.Before == occasion && !s.doneBefore(item.CheckState) {
				first = append(first, item.CheckItem)
			}
		}
	}
	return first
}

// doneBefore reports whether something is settled for the next shutdown: a tick from before
// the last one was for another system.
func (s *State) doneBefore(is CheckState) bool {
	return is.Settled() && is.Tick.Seq > s.Status.shutBy
}

// duesAgain reports whether the key is that of something ticked that waits for a tick again,
// before another system is shut down.
func (s *State) duesAgain(key string, now time.Time) bool {
	return s.shutdownPending() && slices.ContainsFunc(s.before(onShutdown, nil, now), func(item CheckItem) bool { return item.Key == key })
}

// Before returns what is still to be done before a decision that waits is carried out: the
// criteria and the items of the checklists that say so.
func (v View) Before(d *Decision, now time.Time) []CheckItem { return v.state.beforeDecision(d, now) }

func (s *State) beforeDecision(d *Decision, now time.Time) []CheckItem {
	if d.State != decisionPending {
		return nil
	}
	return s.before(d.occasion(), nil, now)
}

// occasion returns what the decision's act is for checklists, "" for none.
func (d *Decision) occasion() string {
	c := d.command()
	if c == nil {
		return ""
	}
	return c.guardedAct().opens
}

// String returns the item's key and what is to be done.
func (i CheckItem) String() string { return CleanLine(i.Key + ": " + i.Text) }

// checkBefore refuses to carry out a decision before what must be done first, unless the
// person answers for leaving it.
func (c confirmDecision) checkBefore(s *State, d *Decision, now time.Time) (left []string, err error) {
	first := s.beforeDecision(d, now)
	var shown []string
	for _, item := range first {
		left = append(left, item.Key)
		shown = append(shown, fmt.Sprintf("%s (%s)", quote(item.Key), quote(item.Text)))
	}
	switch {
	case len(first) == 0 && c.Override:
		return nil, refuse("nothing is left to do before it: /confirm D%d", d.N)
	case len(first) == 0:
		return nil, nil
	case !c.Override:
		more := ""
		if n := len(shown) - maxNamed; n > 0 {
			shown, more = shown[:maxNamed], fmt.Sprintf(", and %d more", n)
		}
		return nil, refuse("not done yet, and can't be done after the %s: %s%s; %s once it is, or /confirm D%d %s WHY",
			d.occasion(), strings.Join(shown, ", "), more, first[0].Wants.Line(quote(left[0])), d.N, override)
	case strings.TrimSpace(c.Word) == "":
		return nil, refuse("give a reason to leave it: /confirm D%d %s WHY", d.N, override)
	}
	return left, nil
}

// shutdownPending reports whether a decision to shut a system down waits for a key.
func (s *State) shutdownPending() bool {
	return slices.ContainsFunc(s.pendingDecisions(), func(d *Decision) bool { return d.occasion() == onShutdown })
}

// closesLists returns the facts that close what a decision opened, when it is withdrawn and
// nothing else asks for it.
func (s *State) closesLists(d *Decision) (facts []Fact) {
	occasion := d.occasion()
	others := func(o *Decision) bool { return o.N != d.N && o.occasion() == occasion }
	if occasion == "" || s.Status.shutBy > 0 || slices.ContainsFunc(s.pendingDecisions(), others) {
		return nil
	}
	for _, key := range s.Plan.Opened {
		if list, ok := s.Plan.Playbook.checklist(key); ok && list.On == occasion {
			facts = append(facts, checklistClosed{Key: key, Title: list.Title, Why: fmt.Sprintf("D%d was withdrawn", d.N)})
		}
	}
	return facts
}

func (checklistClosed) kind() string { return "checklist-closed" }

func (f checklistClosed) fold(s *State, _ *Event) {
	s.Plan.Opened = slices.DeleteFunc(slices.Clone(s.Plan.Opened), func(key string) bool { return key == f.Key })
	s.Plan.listed = mapWithout(s.Plan.listed, f.Key)
	list, _ := s.Plan.Playbook.checklist(f.Key)
	s.Plan.putAway(list)
}

func (f checklistClosed) line() string {
	return withReason(CleanLine("closed the checklist "+f.Title), f.Why)
}
