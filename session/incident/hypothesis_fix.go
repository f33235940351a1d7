package incident

import (
	"fmt"
	"strings"
	"time"
)

// setFix asks to name the potential fix of a hypothesis, its owner, or when it is due. What
// isn't given stays.
type setFix struct {
	N     uint64
	Text  string
	Owner typedPerson
	Until typedEnd
}

func (c setFix) names() []typedPerson { return []typedPerson{c.Owner} }

// fixSet happened when the potential fix of a hypothesis was named, or got an owner or a
// time.
type fixSet struct {
	N     uint64    `json:"n"`
	From  string    `json:"from"`
	To    string    `json:"to"`
	Owner string    `json:"owner,omitempty"` // "": as before
	Due   time.Time `json:"due,omitzero"`    // zero: as before
}

var fixVerb = Verb{
	Name: "fix", Args: "H1 [@OWNER] [until TIME] TEXT | H1 tested|deployed [REF…] [note] | H1 worked|failed REF… [note] | H1 planned WHY",
	asks:     setFix{},
	Help:     "name the potential fix of a hypothesis, its owner and when it is due, and say how far it is",
	complete: completeFix,
	parse:    parseFix,
}

func completeFix(s sources, arg int) []string {
	switch arg {
	case 0:
		return hypothesisNames(s, arg)
	case 1:
		return append(append(fixWords[:len(fixWords):len(fixWords)], untilWords...), doers(s)...)
	}
	return nil
}

func parseFix(args string) (Command, error) {
	n, rest, err := cutRefOf(RefHypothesis, "hypothesis", args)
	if err != nil {
		return nil, err
	}
	if c, ok, err := parseFixMove(n, rest); ok {
		return c, err
	}
	c := setFix{N: n}
	c.Text, err = c.cutOptions(rest)
	return c, err
}

// cutOptions cuts the owner and the time before a fix's text, each once, and returns the
// text. "--" ends them.
func (c *setFix) cutOptions(args string) (text string, err error) {
	for {
		if text, kept := cutKept(args); kept {
			return text, nil
		}
		word, rest := cutWord(args)
		switch {
		case strings.HasPrefix(word, "@") && c.Owner == (typedPerson{}):
			if c.Owner, args, err = cutPerson(args); err != nil {
				return "", err
			}
		case strings.EqualFold(word, untilWords[0]) && c.Until == (typedEnd{}):
			end, behind, err := cutDeadline(rest)
			switch {
			case err != nil:
				return "", orText(err)
			case end == (typedEnd{}):
				return "", refuse("%q isn't a future time: write it as until %s%s", quote(firstOf(rest)), deadlineForms, keepHint)
			}
			c.Until, args = end, behind
		default:
			return args, askKeyword(args, append(fixWords[:len(fixWords):len(fixWords)], untilWords...))
		}
	}
}

func (setFix) needs() power { return powerRespond }

func (c setFix) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	f := fixSet{N: c.N, From: h.Fix, To: h.Fix}
	if f.Due, err = c.Until.resolveAsked(a); err != nil {
		return nil, err
	}
	if f.Owner = c.Owner.Name; f.Owner != "" {
		if err := checkCanActInside(s, a, f.Owner, "own a fix"); err != nil {
			return nil, err
		}
	}
	given := f.Owner != "" || !f.Due.IsZero()
	if !given || strings.TrimSpace(CleanLine(c.Text)) != "" {
		if f.To, err = checkRemedy(c.Text); err != nil {
			return nil, err
		}
	}
	return []Fact{f}, c.check(h, f)
}

// check refuses a fix that says nothing new, or that changes what was tested or deployed.
func (c setFix) check(h *Hypothesis, f fixSet) error {
	state := h.Progress.State
	switch {
	case f.To == "":
		return refuse("H%d has no fix yet: say what it is, /fix H%d revoke the token", c.N, c.N)
	case state == FixWorked:
		return refuse("the fix of H%d worked: if it doesn't hold, /fix H%d failed #24 WHY", c.N, c.N)
	case f.To != f.From && state != FixPlanned && state != FixFailed:
		return refuse("the fix of H%d is %s, and stays as it is: say how it went, /fix H%d failed #24 WHY, then name another", c.N, state, c.N)
	case f.To == f.From && state == FixFailed:
		return refuse("this fix of H%d failed: /fix H%d planned WHY tries it anew, or name another", c.N, c.N)
	case f.To == f.From && (f.Owner == "" || f.Owner == h.Progress.Owner) && (f.Due.IsZero() || f.Due.Equal(h.Progress.Due)):
		return refuse("unchanged: it already says this")
	}
	return nil
}

// checkRemedy cleans a fix or a fallback of one line.
func checkRemedy(s string) (string, error) {
	if strings.TrimSpace(CleanLine(s)) == "" {
		return "", refuse("say what to do, after the hypothesis: /fix H1 revoke the token")
	}
	return checkText(CleanLine(s))
}

func (fixSet) kind() string { return "fix-set" }

func (f fixSet) fold(s *State, e *Event) {
	s.updateHypothesis(f.N, func(h *Hypothesis) {
		if f.To != f.From {
			h.Fix, h.Progress = f.To, FixProgress{Owner: h.Progress.Owner, Since: e.OccurredAt, Seq: e.Seq}
		}
		if f.Owner != "" {
			h.Progress.Owner = f.Owner
		}
		if !f.Due.IsZero() {
			h.Progress.Due = f.Due
		}
		h.Progress.Changed = e.Seq
	})
}

func (f fixSet) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f fixSet) line() string {
	by := ""
	if f.Owner != "" {
		by = " by " + f.Owner
	}
	if !f.Due.IsZero() {
		by += " until " + minute(f.Due)
	}
	return fmt.Sprintf("fix for H%d%s: %s", f.N, by, f.To)
}
