package incident

import (
	"slices"
	"strings"
)

var impactVerb = Verb{
	Name: "cia", Args: "C=LEVEL I=LEVEL A=LEVEL U=LEVEL [why] | H1 C=LEVEL I=LEVEL A=LEVEL [why]", asks: setImpact{},
	Help:     "rate confidentiality, integrity, availability, urgency, any of them: none, low, medium, high, unknown; low? is a guess; with H1, the effect of that hypothesis",
	complete: ratingWords,
	parse:    parseImpact,
}

// parseImpact parses the ratings of the incident, or of a hypothesis.
func parseImpact(args string) (Command, error) {
	if first, rest := cutWord(args); namesHypothesis(first) {
		n, _, err := cutRefOf(RefHypothesis, "hypothesis", strings.TrimRight(first, ":,"))
		if err != nil {
			return nil, err
		}
		c, err := parseRatings(rest)
		return rateHypothesis{n, c.To, c.Why}, err
	}
	c, err := parseRatings(args)
	return c, err
}

// parseRatings parses ratings up to the first word that is none. The rest is the
// reason.
func parseRatings(args string) (setImpact, error) {
	c := setImpact{To: map[aspect]Rating{}}
	for {
		first, rest := cutWord(args)
		left, right, isRating := strings.Cut(first, "=")
		if !isRating {
			if err := askRating(args); err != nil {
				return setImpact{}, err
			}
			break
		}
		a, r, err := parseRatingOf(left, right)
		if err != nil {
			return setImpact{}, err
		}
		if _, twice := c.To[a]; twice {
			return setImpact{}, refuse("%s is rated twice: rate it once", a)
		}
		c.To[a], args = r, rest
	}
	if len(c.To) == 0 {
		return setImpact{}, refuse("rate at least one of C, I, A and U first, as C=high I=low? A=none, and put the reason after")
	}
	c.Why, _ = cutKept(args)
	return c, nil
}

// askRating asks about a reason that begins like a rating in another form: "I low", "I:low".
func askRating(args string) error {
	first, rest := cutWord(args)
	name, level, joined := strings.Cut(first, ":")
	if !joined || level == "" {
		level, _ = cutWord(rest)
	}
	if !namesAspect(lower(strings.TrimSuffix(name, "?"))) {
		return nil
	}
	if level = lower(strings.TrimSuffix(trimMarks(level), "?")); !slices.Contains(levelWords, level) && misspelt(level, levelWords) == "" {
		return nil
	}
	return refuse("is %q a rating? Write it as %s=%s%s", quote(first), quote(name), quote(level), keepHint)
}

// namesAspect reports whether a word in lower case is an aspect's letter, its word, or the
// beginning of that.
func namesAspect(word string) bool {
	return len(word) == 1 && strings.IndexByte("ciau", word[0]) >= 0 ||
		len(word) > 2 && slices.ContainsFunc(aspectWords, func(a string) bool { return strings.HasPrefix(a, word) })
}

// parseRatingOf parses both sides of "I=low?". The mark of a guess may be on
// either side.
func parseRatingOf(left, right string) (aspect, Rating, error) {
	name, guess := strings.CutSuffix(left, "?")
	a, err := parseAspect(name)
	if err != nil {
		return 0, Rating{}, err
	}
	r, err := parseRating(right)
	r.Guess = (r.Guess || guess) && r.Level != LevelUnknown
	return a, r, err
}

// ratingWords completes a hypothesis, then every level of each aspect, in any order.
func ratingWords(s sources, arg int) []string {
	if arg > int(aspectUrgency)+1 {
		return nil
	}
	all := hypothesisNames(s, arg)
	for a := aspectConfidentiality; a <= aspectUrgency; a++ {
		for _, l := range []Level{LevelHigh, LevelMedium, LevelLow, LevelNone, LevelUnknown} {
			all = append(all, a.String()+"="+l.String())
		}
	}
	return all
}
