package incident

import (
	"strconv"
	"strings"
)

// Verb is one command of the grammar that the prompt, exec and the command
// line share.
type Verb struct {
	Name  string
	Args  string // the hint: what follows the name
	Help  string // one sentence
	Power Power  // that the asker needs

	Outward    bool // it reaches past the incident: not for who was invited for that alone
	AfterClose bool // it is taken in a closed incident too

	parse    func(args string) (Command, error)
	complete func(s view, arg int) []string // candidates for argument arg, from 0
}

// verbs are all verbs, in the order in which help tells them.
var verbs = [...]Verb{
	sayVerb, factVerb, findingVerb, noteVerb, starVerb, promoteVerb, correctVerb,
	titleVerb, severityVerb, phaseVerb, systemStateVerb,
	impactVerb, vectorVerb, fixVerb, fallbackVerb, milestoneVerb, pauseVerb, resumeVerb,
	taskVerb, ackVerb, doneVerb, dropVerb, extendVerb, reassignVerb, checkVerb, uncheckVerb, gateVerb,
	proposeVerb, objectVerb, supportVerb, answerVerb,
	decideVerb, tradeOffVerb, confirmVerb, withdrawVerb, changeVerb, undoVerb,
	modeVerb, channelVerb, affectsVerb, unaffectedVerb, canVerb, assetVerb, iocVerb, linkVerb, unlinkVerb,
	roleVerb, handoverVerb, takeVerb, declineVerb, actVerb, reportsVerb,
	streamVerb, inVerb, reportBackVerb,
	tlpVerb, scopeVerb, admitVerb, removeVerb, ejectVerb, breakGlassVerb, closeVerb, reopenVerb,
}

// Verbs are all verbs, in the order in which help tells them.
func Verbs() []Verb { return append([]Verb(nil), verbs[:]...) }

// MaxLine bounds a line of input, in bytes. A longer one is refused, never cut.
const MaxLine = 4 << 10

// Parse reads a line of the prompt: "/verb …" is a command, "//…" chat that
// begins with a slash, anything else chat. Every error is a Refusal.
func Parse(line string) (Command, error) {
	if len(line) > MaxLine {
		return nil, refuse("the line has %d bytes, at most %d are taken: split it", len(line), MaxLine)
	}
	rest, isVerb := strings.CutPrefix(line, "/")
	if !isVerb || strings.HasPrefix(rest, "/") {
		return Say{Text: rest}, nil
	}
	return ParseVerb(rest)
}

// ParseVerb reads a verb and its arguments, without the slash.
func ParseVerb(line string) (Command, error) {
	if len(line) > MaxLine {
		return nil, refuse("the line has %d bytes, at most %d are taken: split it", len(line), MaxLine)
	}
	name, args := cut(line)
	if name == "" {
		return nil, refuse("type a verb after the slash, as /fact or /sev; /help lists them (over ssh: help verbs)")
	}
	v, ok := FindVerb(name)
	if !ok {
		return nil, refuseVerb(name)
	}
	if args == "" && v.needsArgs() {
		return nil, refuse("write it as /%s %s: %s", v.Name, v.Args, v.Help)
	}
	c, err := v.parse(args)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// refuseVerb refuses a verb that there isn't, and offers the nearest.
func refuseVerb(name string) error {
	if near := Nearest(name, verbNames()); near != "" {
		return refuse("there is no verb %q: did you mean /%s?", shown(name), near)
	}
	return refuse("there is no verb %q: /help lists them (over ssh: help verbs), and // begins a line of chat that starts with a slash", shown(name))
}

// For reports whether p, who may enter, may ask the verb of the incident of s as
// MayAsk has it; what they ask may be refused all the same.
func (v Verb) For(s *State, p Person) bool {
	return v.Power <= PowerOf(s, p) && (!v.Outward || p.Only == "") && (s.Status.Phase != Closed || v.AfterClose)
}

// needsArgs reports whether the verb says nothing by itself.
func (v Verb) needsArgs() bool { return v.Args != "" && v.Args[0] != '[' }

// FindVerb is the verb of that name, in either case.
func FindVerb(name string) (Verb, bool) {
	for _, v := range verbs {
		if strings.EqualFold(v.Name, name) {
			return v, true
		}
	}
	return Verb{}, false
}

func verbNames() []string {
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.Name
	}
	return names
}

// Nearest is the name that word most likely was meant to be, or "".
func Nearest(word string, names []string) string {
	word = strings.ToLower(word)
	best, bestDistance := "", 3
	for _, name := range names {
		if len(word) > 1 && strings.HasPrefix(name, word) || strings.HasPrefix(word, name) {
			return name
		}
		if d := distance(word, name); d < bestDistance && d < len(name) {
			best, bestDistance = name, d
		}
	}
	return best
}

// distance counts the edits, swaps of neighbours among them, that turn a
// into b (optimal string alignment).
func distance(a, b string) int {
	if len(a) > 32 {
		return len(a)
	}
	var before, prev []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, prev, row = prev, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// blanks are what stands between words.
const blanks = " \t\r\n"

// cut takes the first word from s.
func cut(s string) (first, rest string) {
	s = strings.TrimLeft(s, blanks)
	if i := strings.IndexAny(s, blanks); i >= 0 {
		return s[:i], strings.TrimLeft(s[i:], blanks)
	}
	return s, ""
}

// cutPerson takes a person's name from the front of args, with or without "@".
func cutPerson(args string) (name, rest string, err error) {
	first, rest := cut(args)
	first = strings.TrimPrefix(first, "@")
	if first == "" {
		return "", "", refuse("name a person, as @kim")
	}
	name, err = CleanName(first)
	return name, rest, err
}

// onePerson reads args that are one person's name.
func onePerson(args string) (string, error) {
	name, rest, err := cutPerson(args)
	if err == nil && strings.TrimSpace(rest) != "" {
		return "", refuse("name one person and nothing more, as @%s: what does %q mean?", name, shown(rest))
	}
	return name, err
}

// checkName refuses what is no person's name in its stored form.
func checkName(name string) error {
	clean, err := CleanName(name)
	if err == nil && clean != name {
		return refuse("%q is no name: write it as %s", shown(name), clean)
	}
	return err
}

// oneSeq reads args that are one entry's number.
func oneSeq(args string) (uint64, error) {
	seq, rest, err := cutSeq(args)
	if err == nil && strings.TrimSpace(rest) != "" {
		return 0, refuse("give one entry's number and nothing more, as #%d", seq)
	}
	return seq, err
}

// cutSeq takes an entry's number from the front of args, with or without "#".
func cutSeq(args string) (seq uint64, rest string, err error) {
	first, rest := cut(args)
	seq, err = strconv.ParseUint(strings.TrimPrefix(first, "#"), 10, 64)
	if err != nil || seq == 0 {
		return 0, "", refuse("%q is no entry: give its number, as 112 or #112", shown(first))
	}
	return seq, rest, nil
}

// pick finds the one word that s is, or is the beginning of. It says what the
// words are where s is none, and which ones where s may be several.
func pick(s, what string, words []string) (int, error) {
	s = strings.ToLower(s)
	var found []string
	at := 0
	for i, w := range words {
		if s == w {
			return i, nil
		}
		if len(s) >= 2 && strings.HasPrefix(w, s) {
			found, at = append(found, w), i
		}
	}
	switch len(found) {
	case 0:
		return 0, refuse("%q is no %s: use %s", shown(s), what, strings.Join(words, ", "))
	case 1:
		return at, nil
	}
	return 0, refuse("%q may be %s: write more of it", shown(s), strings.Join(found, " or "))
}
