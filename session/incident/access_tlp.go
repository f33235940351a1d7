package incident

import (
	"fmt"
	"strings"
)

// TLP is a label that bounds who may be told of the incident (FIRST, Traffic
// Light Protocol 2.0). The zero TLP is AMBER: for the organisation and those of
// its clients who need to know.
type TLP uint8

// The labels of TLP 2.0.
const (
	TLPAmber TLP = iota
	TLPRed
	TLPAmberStrict
	TLPGreen
	TLPClear
)

var tlpWords = []string{"AMBER", "RED", "AMBER+STRICT", "GREEN", "CLEAR"}

func (t TLP) String() string { return enumName(t, tlpWords...) }

// MarshalText writes the label.
func (t TLP) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText parses the whole label.
func (t *TLP) UnmarshalText(b []byte) error { return parseExact(t, b, tlpWords) }

// parseTLP parses a label in either case, with or without "TLP:".
func parseTLP(s string) (TLP, error) {
	label := strings.TrimPrefix(strings.ToUpper(s), "TLP:")
	for i, w := range tlpWords {
		if label == w {
			return TLP(i), nil
		}
	}
	return 0, refuse("%q isn't a TLP label: use RED, AMBER+STRICT, AMBER, GREEN or CLEAR", quote(s))
}

// setTLP asks to label the incident.
type setTLP struct{ To TLP }

// tLPSet happened when the incident was labelled.
type tLPSet struct {
	From TLP `json:"from"`
	To   TLP `json:"to"`
}

var tlpVerb = Verb{
	Name: "tlp", Args: "LABEL | #SEQ LABEL", asks: setTLP{},
	Help:     "set who may see this bridge: RED (people in the room or admitted), AMBER+STRICT (no observers), AMBER, GREEN, CLEAR; or label one entry stricter, none to remove its label",
	complete: completeTLP,
	parse: func(args string) (Command, error) {
		if args[0] == '#' || isDigit(args[0]) {
			return parseLabelEntry(args)
		}
		to, err := parseTLP(strings.TrimSpace(args))
		return setTLP{To: to}, err
	},
}

// parseLabelEntry parses "#112 RED" and "#112 none".
func parseLabelEntry(args string) (Command, error) {
	seq, rest, err := cutSeq(args)
	if err != nil {
		return nil, err
	}
	rest = strings.TrimSpace(rest)
	if strings.EqualFold(rest, nobody) {
		return labelEntry{Seq: seq}, nil
	}
	to, err := parseTLP(rest)
	return labelEntry{Seq: seq, To: labelOf(to)}, err
}

// completeTLP offers labels for the bridge and, after a number, for an entry.
func completeTLP(_ sources, arg int) []string {
	labels := []string{"RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"}
	switch arg {
	case 0:
		return labels
	case 1:
		return append(labels, nobody)
	}
	return nil
}

func (setTLP) needs() power { return powerManage }

// afterClose lets setTLP through in a closed incident: its readers can still
// change.
func (setTLP) afterClose() {}

func (c setTLP) decide(s *State, a Ask) ([]Fact, error) {
	switch {
	case c.To > TLPClear:
		return nil, refuse("use RED, AMBER+STRICT, AMBER, GREEN or CLEAR")
	case a.By.Only != "": // a label locks people out and lets them in, as a scope does
		return nil, refuse("you are a guest of %s only: ask someone of the organisation to label the bridge; you can label an entry (/tlp #SEQ LABEL)", a.By.Only)
	case c.To == s.Access.TLP:
		return nil, refuse("the label is TLP:%s already", s.Access.TLP)
	}
	return []Fact{tLPSet{From: s.Access.TLP, To: c.To}}, nil
}

func (f tLPSet) whyOut(e *Event, _ string) string {
	return string(e.Incident) + " is now TLP:" + f.To.String() + ", which is not for you"
}

func (tLPSet) kind() string { return "tlp-set" }

func (f tLPSet) fold(s *State, e *Event) {
	s.changeAllCopies(e.Seq)
	s.recordStatus(e, "TLP", s.Access.TLP.String(), f.To.String(), "")
	if s.Access.TLP = f.To; f.To == TLPRed {
		s.narrow(func(name string, m Membership) bool { return m.Here() || name == e.By })
	}
}

func (f tLPSet) line() string { return fmt.Sprintf("TLP:%s → TLP:%s", f.From, f.To) }
