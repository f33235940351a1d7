package incident

import (
	"strings"
	"unicode/utf8"
)

// setTradeOff asks to decide that a target changes for a time.
type setTradeOff struct {
	Target, Old, New string
	Until            typedEnd
	Why              string
	By               typedPerson // the accountable person; empty: whoever decides here
}

// maxTerm bounds the target and the values of a trade-off, in bytes.
const maxTerm = 200

// tradeOffExample is shown in refusals.
const tradeOffExample = "/tradeoff RTO payments-api: 1h -> 6h until 18:00 because the restore is slow"

var tradeOffVerb = Verb{
	Name: "tradeoff", Args: "TARGET: OLD -> NEW [until TIME | until 2h] [because WHY] [--by PERSON]", asks: setTradeOff{},
	Help:     "decide to change a target, from what to what, until when and why",
	complete: tradedTargets,
	parse:    parseTradeOff,
}

// tradedTargets completes the two recovery targets and those of the affected systems, then
// these systems.
func tradedTargets(s sources, arg int) []string {
	var names []string
	switch arg {
	case 0:
		names = append([]string{"RTO", "RPO"}, s.targetNames()...)
	case 1:
		for system := range s.Systems() {
			if system.Sheet != nil {
				names = append(names, system.Sheet.Name+":")
			}
		}
	}
	return names
}

func parseTradeOff(args string) (Command, error) {
	rest, by, err := cutBy(args)
	if err != nil {
		return nil, err
	}
	c := setTradeOff{By: by}
	rest, c.Why = cutAt(rest, "because")
	rest, until := cutAt(rest, "until")
	if until != "" {
		if c.Until, err = parseDeadline(until); err != nil {
			return nil, err
		}
	}
	if rest, err = askTerms(rest); err != nil {
		return nil, err
	}
	target, values, named := strings.Cut(rest, ": ")
	from, to, arrow := cutArrow(values)
	if c.Target, c.Old, c.New = target, from, to; !named || !arrow {
		return nil, refuse("name the target, a colon, and its old and new value, as %s", tradeOffExample)
	}
	return c, nil
}

// cutAt cuts a sentence at the first occurrence of a whole word.
func cutAt(s, word string) (before, after string) {
	for at := 0; at < len(s); {
		first, rest := cutWord(s[at:])
		if strings.EqualFold(first, word) {
			return strings.TrimRight(s[:at], blanks), rest
		}
		at = len(s) - len(rest)
	}
	return s, ""
}

var becauseWords, untilWords = []string{"because"}, []string{"until"}

// askTerms asks about a misspelt because or until among the values of a trade-off: an until
// has a deadline behind it. "--" before a word keeps it.
func askTerms(terms string) (string, error) {
	_, values, _ := strings.Cut(terms, ": ")
	for rest := values; rest != ""; {
		word, after := cutWord(rest)
		if word == keep {
			return strings.Replace(terms, keep+" ", "", 1), nil
		}
		if after != "" {
			if err := askKeyword(rest, becauseWords); err != nil {
				return "", err
			}
		}
		if end, _, err := cutDeadline(after); err != nil || end != (typedEnd{}) {
			if err := askKeyword(rest, untilWords); err != nil {
				return "", err
			}
		}
		rest = after
	}
	return terms, nil
}

// arrowHeads are the signs that end an arrow; before them may stand dashes.
const arrowHeads = ">→⇒➔➜⟶⟹"

// cutArrow cuts "1h -> 6h" at the arrow, in each form that people and editors write.
func cutArrow(s string) (before, after string, found bool) {
	for i, r := range s {
		before = strings.TrimRight(s[:i], dashes+"=")
		if strings.ContainsRune(arrowHeads, r) && (r != '>' || len(before) < i) {
			return before, s[i+utf8.RuneLen(r):], true
		}
	}
	return s, "", false
}

func (c setTradeOff) names() []typedPerson { return []typedPerson{c.By} }

func (setTradeOff) needs() power { return powerRespond }

func (c setTradeOff) decide(s *State, a Ask) ([]Fact, error) {
	t, err := c.terms(a)
	if err != nil {
		return nil, err
	}
	if err := checkReadjusts(s, a.By, t); err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	return answeredFor(s, a, decisionMade{Kind: decisionTradeOff, Go: true, Text: why, Terms: t}, c.By)
}

// terms returns the terms of the command, checked.
func (c setTradeOff) terms(a Ask) (t Terms, err error) {
	t = Terms{Target: oneLine(c.Target), Old: oneLine(c.Old), New: oneLine(c.New)}
	for _, part := range []string{t.Target, t.Old, t.New} {
		switch {
		case part == "":
			return t, refuse("give a target, its old and its new value, as %s", tradeOffExample)
		case len(part) > maxTerm:
			return t, refuse("%q has %d bytes, at most %d fit: put the rest after because", quote(part), len(part), maxTerm)
		}
	}
	t.Until, err = c.Until.resolve(a)
	return t, err
}
