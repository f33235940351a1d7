package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// FixState says how far a fix is.
type FixState uint8

// The states of a fix, in their order.
const (
	FixPlanned FixState = iota
	FixTested
	FixDeployed
	FixWorked
	FixFailed
)

var fixWords = []string{"planned", "tested", "deployed", "worked", "failed"}

func (f FixState) String() string { return enumName(f, fixWords...) }

// MarshalText writes the state's word.
func (f FixState) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText parses the state's whole word.
func (f *FixState) UnmarshalText(b []byte) error { return parseExact(f, b, fixWords) }

// FixProgress says who works on a fix and how far it is.
type FixProgress struct {
	State   FixState
	Owner   string    // "" for nobody
	Due     time.Time // zero for none
	Since   time.Time // when it got this state
	Because []Ref     // what shows the state
	Seq     uint64    // the entry that gave it this state
	Changed uint64    // the entry that changed anything of it last

	before *FixProgress // before this state; a fix that is planned anew forgets it
}

// fixSteps are the states that a fix may go to from each. It goes forward; one that failed
// is planned anew.
var fixSteps = map[FixState][]FixState{
	FixPlanned:  {FixTested, FixDeployed},
	FixTested:   {FixDeployed, FixFailed},
	FixDeployed: {FixWorked, FixFailed},
	FixWorked:   {FixFailed},
	FixFailed:   {FixPlanned},
}

// moveFix asks to say how far the fix of a hypothesis is.
type moveFix struct {
	N       uint64
	To      FixState
	Because []Ref
	Why     string
}

// fixMoved happened when the fix of a hypothesis got another state.
type fixMoved struct {
	N        uint64   `json:"n"`
	From     FixState `json:"from"`
	To       FixState `json:"to"`
	Because  []Ref    `json:"because,omitempty"`
	Why      string   `json:"why"`
	Fallback string   `json:"fallback,omitempty"` // of one that failed: what is to be done now
}

// parseFixMove parses a state with its references and a note, if args begin with one.
func parseFixMove(n uint64, args string) (c moveFix, ok bool, err error) {
	first, rest := cutWord(args)
	to := slices.Index(fixWords, lower(trimMarks(first)))
	if to < 0 {
		return moveFix{}, false, nil
	}
	c = moveFix{N: n, To: FixState(to), Why: rest}
	switch c.To {
	case FixTested, FixDeployed:
		c.Because, c.Why, err = mayCite(rest)
	case FixWorked, FixFailed:
		c.Because, c.Why = leadingRefs(rest)
	}
	c.Why, _ = cutKept(c.Why)
	return c, true, err
}

func (moveFix) needs() power { return powerRespond }

func (c moveFix) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if err := c.checkStep(h); err != nil {
		return nil, err
	}
	if c.To == FixPlanned && why == "" {
		return nil, refuse("say why it is tried anew: /fix H%d planned WHY", c.N)
	}
	if err := c.checkProof(s, a, h); err != nil {
		return nil, err
	}
	f := fixMoved{N: c.N, From: h.Progress.State, To: c.To, Because: c.Because, Why: why}
	if c.To == FixFailed {
		f.Fallback = h.Fallback
	}
	return []Fact{f}, nil
}

// checkStep refuses a state that doesn't follow the present one.
func (c moveFix) checkStep(h *Hypothesis) error {
	from := h.Progress.State
	switch {
	case c.To > FixFailed:
		return refuse("a fix is %s", strings.Join(fixWords, ", "))
	case h.Fix == "":
		return refuse(`H%d has no fix yet: say what it is, /fix H%d revoke the token; "--" before a text keeps it as text`, c.N, c.N)
	case from == c.To:
		return refuse("the fix of H%d %s already", c.N, from.clause())
	case slices.Contains(fixSteps[from], c.To):
		return nil
	case from == FixFailed:
		return refuse("the fix of H%d failed: plan it anew first, /fix H%d planned WHY, or name another, /fix H%d TEXT", c.N, c.N, c.N)
	case c.To == FixFailed:
		return refuse("the fix of H%d is planned, and nothing was tried that could fail: /fix H%d tested or deployed comes first", c.N, c.N)
	case c.To == FixWorked:
		return refuse("the fix of H%d is %s: it can have worked once it is deployed, /fix H%d deployed", c.N, from, c.N)
	}
	return refuse("a fix doesn't go back, and that of H%d %s: /fix H%d failed #24 WHY, then plan it anew", c.N, from.clause(), c.N)
}

// checkProof refuses references that show nothing, and a fix that is said to have worked or
// failed by nothing that was written since it was tried.
func (c moveFix) checkProof(s *State, a Ask, h *Hypothesis) error {
	ends := c.To.ends()
	if ends && len(c.Because) == 0 {
		return refuse("cite what shows it, as /fix H%d %s #24: an entry that says it, or a task that is done%s", c.N, c.To, inShell)
	}
	if err := checkRefs(s, a.By, c.Because); err != nil {
		return err
	}
	for _, r := range c.Because {
		if err := checkShows(s, a.At, r); err != nil {
			return err
		}
		if !ends {
			continue
		}
		switch r.Kind {
		case RefEntry:
			if r.N <= h.Progress.Seq {
				return refuse("#%d was written before the fix of H%d was %s: cite what shows how it went since", r.N, c.N, h.Progress.State)
			}
		case RefTask:
			if s.Task(r.N).Since.Before(h.Progress.Since) {
				return refuse("%s was done before the fix of H%d was %s: cite what shows how it went since", r, c.N, h.Progress.State)
			}
		default:
			return refuse("%s doesn't show whether a fix %s: cite an entry that says it, as #24, or a task that is done, as A4", r, c.To)
		}
	}
	return nil
}

func (fixMoved) kind() string { return "fix-moved" }
func (fixMoved) states()      {}

func (f fixMoved) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f fixMoved) fold(s *State, e *Event) {
	if itemN(s.SizeUp.Hypotheses, f.N) == nil {
		return // written by another version: ignore
	}
	s.SizeUp.tried = s.SizeUp.tried.Remove(f.N)
	if f.To != FixPlanned {
		s.SizeUp.tried = s.SizeUp.tried.Add(f.N)
	}
	s.updateHypothesis(f.N, func(h *Hypothesis) { h.Progress = h.Progress.moved(f, e) })
}

// moved returns the progress in its new state. A state that was taken back leaves the fix as
// it was before.
func (p FixProgress) moved(f fixMoved, e *Event) FixProgress {
	next := FixProgress{State: f.To, Owner: p.Owner, Due: p.Due, Since: e.OccurredAt, Because: f.Because, Seq: e.Seq, Changed: e.Seq, before: &p}
	switch was := p.reached(f.To); {
	case f.To > p.State && f.To.ends() && p.State.ends():
		next.before = p.before // one that failed after it worked was tried as it was
	case f.To == FixPlanned && p.State == FixFailed:
		next.Due, next.before = time.Time{}, nil // what is tried anew gets another time
	case f.To < p.State && was != nil:
		next.Since, next.Because, next.Seq, next.before = was.Since, was.Because, was.Seq, was.before
	}
	return next
}

// reached returns the progress when the fix was in a state, before the present one; nil for
// never.
func (p FixProgress) reached(state FixState) *FixProgress {
	for b := p.before; b != nil; b = b.before {
		if b.State == state {
			return b
		}
	}
	return nil
}

// stood returns the last state before the present one whose ground still holds, planned for
// none.
func (p FixProgress) stood(holds func([]Ref) bool) FixState {
	for b := p.before; b != nil; b = b.before {
		if holds(b.Because) {
			return b.State
		}
	}
	return FixPlanned
}

func (f fixMoved) line() string {
	line := fmt.Sprintf("the fix of H%d %s%s", f.N, f.To.clause(), byRefs(f.Because))
	if f.To == FixPlanned {
		line += " anew"
	}
	if line = withReason(line, f.Why); f.To != FixFailed {
		return line
	}
	if f.Fallback == "" {
		return fmt.Sprintf("%s; no fallback is named: /fallback H%d TEXT", line, f.N)
	}
	return line + "; fallback: " + f.Fallback
}

// clause returns the state as the end of a sentence.
func (f FixState) clause() string {
	if f.ends() {
		return f.String()
	}
	return "is " + f.String()
}

// ends reports whether a fix is over in this state, for better or worse.
func (f FixState) ends() bool { return f == FixWorked || f == FixFailed }
