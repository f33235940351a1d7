package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// keepChange asks to leave a change of the running system in force: with an owner and an
// end, or by decisions that hold.
type keepChange struct {
	N     uint64
	Owner typedPerson
	Until typedEnd
	Refs  []Ref
	Why   string
}

// changeKept happened when a change was left in force.
type changeKept struct {
	N     uint64    `json:"n"`
	Owner string    `json:"owner,omitempty"`
	Until time.Time `json:"until,omitzero"`
	Refs  []Ref     `json:"refs,omitempty"` // the decisions that accept it
	Why   string    `json:"why"`
}

// Keeping says by whom and until when a change stays in force, or by which decisions.
type Keeping struct {
	Owner string
	Until time.Time
	Refs  []Ref
	Why   string
	By    string
	Seq   uint64 // 0: nobody said that it stays
}

var keepVerb = Verb{
	Name: "keep", Args: "C1 @OWNER until TIME [why] | C1 D3 [why]", asks: keepChange{},
	Help:     "leave a change of the running system in force, with an owner and an end, or by a decision that holds",
	complete: standingChanges,
	parse:    parseKeep,
}

func parseKeep(args string) (Command, error) {
	n, rest, err := cutRefOf(RefChange, "change", args)
	if err != nil {
		return nil, err
	}
	c := keepChange{N: n}
	if c.Refs, c.Why = citedRefs(rest); len(c.Refs) > 0 || rest == "" {
		return c, nil
	}
	if c.Owner, rest, err = cutPerson(rest); err != nil {
		return nil, err
	}
	word, after := cutWord(rest)
	if !strings.EqualFold(word, "until") || after == "" {
		return nil, refuse("say until when: %s", c.how())
	}
	if c.Until, c.Why, err = cutDeadline(after); err == nil && c.Until == (typedEnd{}) {
		err = refuse("%q isn't a future time: write it as %s", quote(after), deadlineForms)
	}
	return c, err
}

// how says how a change is kept.
func (c keepChange) how() string {
	return fmt.Sprintf("/keep C%d @OWNER until TIME, or /keep C%[1]d D3, a decision that holds", c.N)
}

func (c keepChange) names() []typedPerson { return []typedPerson{c.Owner} }

func (keepChange) needs() power { return powerRespond }

func (c keepChange) decide(s *State, a Ask) ([]Fact, error) {
	change, err := s.standingChange(c.N, a.By)
	if err != nil {
		return nil, err
	}
	f := changeKept{N: c.N, Owner: c.Owner.Name, Refs: c.Refs}
	if f.Why, err = checkWhy(c.Why); err != nil {
		return nil, err
	}
	if len(c.Refs) > 0 {
		if err := checkDecisions(s, a, c.Refs, "cite the decision that accepts it, "+s.citesDecision(a, fmt.Sprintf("/keep C%d D3", c.N))); err != nil {
			return nil, err
		}
		if err := s.checkSaysYes(c.Refs); err != nil {
			return nil, err
		}
		return []Fact{f}, f.checkNew(change)
	}
	if f.Owner == "" || c.Until == (typedEnd{}) {
		return nil, refuse("say who owns it and until when: %s", c.how())
	}
	if err := checkCanActInside(s, a, f.Owner, "own a change"); err != nil {
		return nil, err
	}
	if err := s.checkRoomToKeep(change, a.By); err != nil {
		return nil, err
	}
	if f.Until, err = c.Until.resolve(a); err != nil {
		return nil, err
	}
	if f.Until.Sub(a.At) > maxKept {
		return nil, refuse("a change stays with a person for at most %s: what stays longer is accepted by a decision that holds: %s", Duration(maxKept), s.citesDecision(a, fmt.Sprintf("/keep C%d D3", c.N)))
	}
	return []Fact{f}, f.checkNew(change)
}

// maxKept bounds how long a change stays with a person: longer is no temporary change.
const maxKept = 90 * day

// checkNew refuses to say once more how a change stays.
func (f changeKept) checkNew(c *Change) error {
	k := c.Keeping
	if k.Seq > 0 && k.Owner == f.Owner && k.Until.Equal(f.Until) && slices.Equal(k.Refs, f.Refs) && k.Why == f.Why {
		return refuse("unchanged: #%d says so already", k.Seq)
	}
	return nil
}

// standingChange returns the change with the number n, which is in force.
func (s *State) standingChange(n uint64, by Person) (*Change, error) {
	change := itemN(s.Decisions.Changes, n)
	switch {
	case change == nil || !s.For(by).Sees(change.Seq):
		return nil, refuse("there is no change C%d: /change TEXT enters one", n)
	case !change.Undone.IsZero():
		return nil, refuse("C%d is undone already", n)
	}
	return change, nil
}

func (changeKept) kind() string { return "change-kept" }

func (f changeKept) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefChange, f.N}) }

func (f changeKept) fold(s *State, e *Event) {
	if itemN(s.Decisions.Changes, f.N) == nil {
		return
	}
	s.Decisions.Changes = updateItem(s.Decisions.Changes, f.N, func(c *Change) {
		c.Keeping = Keeping{f.Owner, f.Until, f.Refs, f.Why, e.By, e.Seq}
	})
	if s.Decisions.kept = s.Decisions.kept.Remove(f.N); !f.Until.IsZero() && slices.Contains(s.Decisions.standing, f.N) {
		s.Decisions.kept = s.Decisions.kept.Add(f.N)
	}
}

func (f changeKept) line() string {
	if len(f.Refs) > 0 {
		return withReason(citing(fmt.Sprintf("C%d stays, as decided", f.N), f.Refs), f.Why)
	}
	return withReason(fmt.Sprintf("C%d stays with %s until %s", f.N, f.Owner, minute(f.Until)), f.Why)
}

// outlasts is how long what stays as it is must stay beyond a closing: what ends sooner is
// settled first, while somebody looks.
const outlasts = time.Hour

// changesLeft returns the changes in force that nobody keeps for the next hour: an end is near
// or has passed, a decision no longer holds, or nobody said that it stays.
func (s *State) changesLeft(now time.Time) []Blocker {
	var left []Blocker
	for _, n := range s.Decisions.standing {
		c := itemN(s.Decisions.Changes, n)
		is, settled := s.keeping(c, now)
		if _, lasts := s.keeping(c, now.Add(outlasts)); settled && lasts {
			continue
		}
		if settled {
			is += ", which ends within the hour"
		}
		left = append(left, Blocker{
			What: fmt.Sprintf("C%d %s: %s", n, is, c.Text), Ref: Ref{RefChange, n}, Seq: c.Seq,
			Do: fmt.Sprintf("/undo C%d RESULT; or %s", n, keepChange{N: n}.how()),
		})
	}
	return left
}

// keeping says how a change in force stays, and whether that holds now.
func (s *State) keeping(c *Change, now time.Time) (is string, holds bool) {
	k := c.Keeping
	switch cant := s.cantKeep(k.Owner, now); {
	case k.Seq == 0:
		return "is in force, and nobody keeps it", false
	case len(k.Refs) > 0:
		if s.stillShow(k.Refs, now) {
			return "stays by " + refList(k.Refs), true
		}
		return "stayed by " + refList(k.Refs) + ", which has ended", false
	case !k.Until.After(now):
		return fmt.Sprintf("stayed with %s until %s", k.Owner, minute(k.Until)), false
	case cant != "":
		return fmt.Sprintf("stayed with %s, who %s", k.Owner, cant), false
	default:
		return fmt.Sprintf("stays with %s until %s", k.Owner, minute(k.Until)), true
	}
}

// cantKeep says why a person can't look after a change any more, "" if they can. Who never
// came in is taken for a responder.
func (s *State) cantKeep(name string, now time.Time) string {
	m := s.Access.Members[name]
	rank := m.Rank
	if rank == RankNone {
		rank = RankResponder
	}
	switch p := (Person{Name: name, Rank: rank}); {
	case m.Status == memberRemoved:
		return "was removed"
	case rank < RankResponder:
		return "is an observer now"
	case !mayEnterAt(s, p, now):
		return "may not enter any more"
	}
	return ""
}

// Keeping says how a change in force stays, and whether that holds now.
func (v View) Keeping(c *Change, now time.Time) (is string, holds bool) {
	return v.state.keeping(c, now)
}
