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
		if second, _ := cutWord(rest); namesHypothesis(second) && misspelt(first, judgeWords) != "" {
			return nil, refuse("is that a verdict on %s? Write it as /vector %s %s%s", quote(second), quote(second), misspelt(first, judgeWords), keepHint)
		}
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
	if err := askVerdict(rest); err != nil {
		return nil, err
	}
	v, err := splitVector(rest)
	return changeHypothesis{n, v}, err
}

// namesHypothesis reports whether a word is H and digits: no new hypothesis
// begins with that.
func namesHypothesis(s string) bool {
	s = unquoted(strings.TrimRight(s, ":,"))
	return len(s) > 1 && (s[0] == 'H' || s[0] == 'h') && strings.Trim(s[1:], "0123456789") == ""
}

// splitVector cuts the confidence and the techniques, in any order, from the end of a text,
// and techniques from its front. "--" before the text keeps all of it.
func splitVector(args string) (v attackVector, err error) {
	text, kept := cutKept(args)
	if text = strings.TrimRight(text, blanks); kept {
		return attackVector{Text: text}, nil
	}
	for {
		at := strings.LastIndexAny(text, blanks) + 1
		last := unquoted(strings.TrimRight(text[at:], ",;"))
		if last == "%" { // of "70 %"
			if before := strings.TrimRight(text[:max(at-1, 0)], blanks); before != "" && isDigit(before[len(before)-1]) {
				at = strings.LastIndexAny(before, blanks) + 1
				last = before[at:] + last
			}
		}
		id, named := namedTechnique(last)
		switch digits, isPercent := strings.CutSuffix(last, "%"); {
		case isPercent && v.Confidence == 0 && len(digits) > 0 && strings.Trim(digits, "0123456789") == "":
			if v.Confidence, err = strconv.Atoi(digits); err != nil || v.Confidence < 1 || v.Confidence > 100 {
				return attackVector{}, refuse("%q isn't a confidence: give 1%% to 100%%", quote(last))
			}
		case v.Confidence == 0 && roughly(last):
			return attackVector{}, refuse("%q isn't one confidence: write it as 70%%%s", quote(last), keepHint)
		case named:
			v.Techniques = slices.Insert(v.Techniques, 0, id)
		default:
			return v.cutLeading(text), nil
		}
		text = strings.TrimRight(text[:at], blanks)
	}
}

// cutLeading cuts techniques from the front of a text, and keeps the rest as the vector's.
func (v attackVector) cutLeading(text string) attackVector {
	var leading []string
	for {
		first, rest := cutWord(text)
		id, named := namedTechnique(first)
		if !named {
			v.Text, v.Techniques = text, slices.Concat(leading, v.Techniques)
			return v.withNamed()
		}
		leading, text = append(leading, id), rest
	}
}

// withNamed adds the techniques that the text itself names, as far as there are such, and
// leaves the text as it is.
func (v attackVector) withNamed() attackVector {
	for _, word := range strings.Fields(v.Text) {
		id, named := namedTechnique(strings.Trim(word, ":,;.()[]"))
		_, unknown := checkTechniques([]string{id})
		if named && unknown == nil && !slices.Contains(v.Techniques, id) {
			v.Techniques = append(v.Techniques, id)
		}
	}
	return v
}

// roughly reports whether a word is a confidence in another form than whole percents:
// "0.7", "70-80%".
func roughly(word string) bool {
	digits, isPercent := strings.CutSuffix(word, "%")
	if !isPercent {
		return len(word) <= len("0.75") && strings.HasPrefix(word, "0.") && len(word) > 2 && strings.Trim(word[2:], "0123456789") == ""
	}
	return digits != "" && strings.ContainsAny(digits, "0123456789") && strings.Trim(digits, "0123456789.,<>~–-%") == ""
}
