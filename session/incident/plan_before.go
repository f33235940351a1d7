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

// Beforehand is something to be done before an act: a criterion, an item of a checklist or a
// call.
type Beforehand struct {
	Key  string // of what is ticked; of a call, as E1
	Text string
	Do   string // the line that settles it
}

// String returns the key and what is to be done.
func (b Beforehand) String() string { return CleanLine(b.Key + ": " + b.Text) }

func tickFirst(key, text string, wants Wanted) Beforehand {
	return Beforehand{key, text, wants.Line(quote(key))}
}

// before returns the criteria of the phase, the items of the checklists that are open or
// opening, and the calls, that are to be done before an act, and aren't settled.
func (s *State) before(occasion string, opening []Fact, now time.Time) (first []Beforehand) {
	if occasion == "" {
		return nil
	}
	for _, c := range s.criteria(s.Status.Phase, now) {
		if c.Rule.Before == occasion && !s.doneBefore(c.CheckState) {
			first = append(first, tickFirst(c.Rule.Key, c.Rule.Text, c.Rule.Wants))
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
				first = append(first, tickFirst(item.Key, item.Text, item.Wants))
			}
		}
	}
	return append(first, s.callsBefore(occasion, now)...)
}

// callsBefore returns the calls that somebody must have answered before an act, and that
// nobody has since the last shutdown.
func (s *State) callsBefore(occasion string, now time.Time) (first []Beforehand) {
	for i, r := range s.Plan.Playbook.escalationRules() {
		e := Escalation{N: uint64(i) + 1, Call: r.Whom(), Wants: r.Wants}
		if r.Before != occasion || !applies(r.Severity, r.When, s.situation()) {
			continue
		}
		last := latestCall(s.Plan.calls[e.N])
		if !last.Answered || last.Seq <= s.Status.shutBy || !s.stillShow(last.Refs, now) {
			first = append(first, Beforehand{e.Name(), "call " + e.Call, e.Do()})
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
	return s.shutdownPending() && slices.ContainsFunc(s.before(onShutdown, nil, now), func(item Beforehand) bool { return item.Key == key })
}

// Before returns what is still to be done before a decision that waits is carried out: the
// criteria, the items of the checklists and the calls that say so.
func (v View) Before(d *Decision, now time.Time) []Beforehand { return v.state.beforeDecision(d, now) }

func (s *State) beforeDecision(d *Decision, now time.Time) []Beforehand {
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
			d.occasion(), strings.Join(shown, ", "), more, first[0].Do, d.N, override)
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
