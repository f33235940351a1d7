package incident

import (
	"slices"
	"strconv"
	"strings"
)

var vectorVerb = Verb{
	Name: "vector", Args: "TEXT [70%] [T1552.001 …] | H1 TEXT | H1 70% | H1 confirmed REF… [why] | H1 ruled-out REF… [why] | H1 possible WHY",
	asks: holdHypothesis{},
	Help: "add a possible vector; reword or rate it; confirm it or rule it out by entries and evidence",
	complete: func(s sources, arg int) []string {
		if arg == 1 {
			return verdictWords
		}
		return hypothesisNames(s, arg)
	},
	parse: parseVector,
}

func parseVector(args string) (Command, error) {
	first, rest := cutWord(args)
	if !namesHypothesis(first) {
		v, err := splitVector(args)
		return holdHypothesis{v}, err
	}
	n, _, err := cutRefOf(RefHypothesis, "hypothesis", strings.TrimRight(first, ":,"))
	if err != nil {
		return nil, err
	}
	if c, ok := parseVerdict(n, rest); ok {
		return c, nil
	}
	v, err := splitVector(rest)
	return changeHypothesis{n, v}, err
}

// namesHypothesis reports whether a word is H and digits: no new hypothesis
// begins with that.
func namesHypothesis(s string) bool {
	s = strings.TrimRight(s, ":,")
	return len(s) > 1 && (s[0] == 'H' || s[0] == 'h') && strings.Trim(s[1:], "0123456789") == ""
}

// splitVector cuts the confidence and the techniques, in any order, from the
// end of a text.
func splitVector(args string) (v attackVector, err error) {
	text := strings.TrimRight(args, blanks)
	for {
		at := strings.LastIndexAny(text, blanks) + 1
		last := strings.TrimRight(text[at:], ",")
		digits, isPercent := strings.CutSuffix(last, "%")
		switch {
		case isPercent && v.Confidence == 0 && len(digits) > 0 && strings.Trim(digits, "0123456789") == "":
			if v.Confidence, err = strconv.Atoi(digits); err != nil || v.Confidence < 1 || v.Confidence > 100 {
				return attackVector{}, refuse("%q isn't a confidence: give 1%% to 100%%", quote(last))
			}
		case looksLikeTechnique(last):
			v.Techniques = slices.Insert(v.Techniques, 0, last)
		default:
			v.Text = text
			return v, nil
		}
		text = strings.TrimRight(text[:at], blanks)
	}
}
