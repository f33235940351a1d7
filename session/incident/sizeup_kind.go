package incident

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// KindSet is what an incident is of: several kinds at once, none while nobody has named any.
type KindSet uint8

// The kinds.
const (
	KindSecurity KindSet = 1 << iota
	KindOutage
	KindData
	KindInsider
	KindSupplier
	KindRansom
	KindLostDevice
	KindUnknown // in conditions: nobody has named a kind
)

var kindWords = []string{"security", "outage", "data", "insider", "supplier", "ransom", "lost-device", "unknown"}

// KindWords returns the words of all kinds; the last is unknown.
func KindWords() []string { return slices.Clone(kindWords) }

// Words returns the words of the kinds, in their order.
func (k KindSet) Words() []string {
	words := []string{}
	for i, word := range kindWords {
		if k&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	return words
}

// String lists the kinds, "unknown" where none is named.
func (k KindSet) String() string { return strings.Join(k.orUnknown().Words(), ", ") }

// MarshalJSON writes the words.
func (k KindSet) MarshalJSON() ([]byte, error) { return json.Marshal(k.Words()) }

// UnmarshalJSON parses whole words.
func (k *KindSet) UnmarshalJSON(b []byte) error {
	var words []string
	if err := json.Unmarshal(b, &words); err != nil {
		return err
	}
	*k = 0
	for _, word := range words {
		i := slices.Index(kindWords, word)
		if i < 0 {
			return fmt.Errorf("%q isn't one of %s", word, strings.Join(kindWords, ", "))
		}
		*k |= 1 << i
	}
	return nil
}

// attackKinds are the kinds behind which somebody may stand who means harm. Where none of them
// is stated and nothing is unknown, less is asked.
const attackKinds = KindSecurity | KindData | KindInsider | KindSupplier | KindRansom

// quieter reports whether kinds in place of an unknown one say that nobody meant harm.
func (k KindSet) quieter(before KindSet) bool {
	return before.named() == 0 && k.named() != 0 && k&attackKinds == 0
}

// kindsMeant holds words that people use for the kinds.
var kindsMeant = map[string]string{
	"breach": "security", "intrusion": "security", "attack": "security", "hack": "security", "malware": "security", "phishing": "security",
	"leak": "data", "privacy": "data", "ransomware": "ransom", "extortion": "ransom", "vendor": "supplier", "downtime": "outage", "down": "outage",
	"laptop": "lost-device", "phone": "lost-device", "theft": "lost-device", "stolen": "lost-device",
}

// parseKind parses a kind's word or an unambiguous beginning of it.
func parseKind(word string) (int, error) {
	i, err := matchPrefix(word, "kind", kindWords)
	if meant := kindsMeant[lower(word)]; err != nil && meant != "" {
		return 0, refuse("%q isn't a kind: did you mean %s? use %s", quote(word), meant, strings.Join(kindWords, ", "))
	}
	return i, err
}

// orUnknown returns the kinds, KindUnknown where none is named.
func (k KindSet) orUnknown() KindSet {
	if k == 0 {
		return KindUnknown
	}
	return k
}

// named returns the kinds without KindUnknown.
func (k KindSet) named() KindSet { return k &^ KindUnknown }

// nameKinds asks to state what the incident is of, in place of what was stated before.
type nameKinds struct {
	To  KindSet // 0: nobody knows
	Why string
}

// kindsNamed happened when someone stated what the incident is of.
type kindsNamed struct {
	From KindSet `json:"from"`
	To   KindSet `json:"to"`
	Why  string  `json:"why"`
	restatement
}

var kindVerb = Verb{
	Name: "kind", Args: "KIND,KIND [why]", asks: nameKinds{},
	Help:     "say what this is, all of it: " + strings.Join(kindWords, ", ") + "; taking one away, or outage or lost-device alone, needs a reason",
	complete: offerWords(kindWords...),
	parse: func(args string) (Command, error) {
		kinds, rest, err := cutKinds(args)
		if err != nil {
			return nil, err
		}
		why, kept := cutKept(rest)
		if !kept {
			if err := askFurtherKind(why); err != nil {
				return nil, err
			}
		}
		return nameKinds{To: kinds, Why: why}, nil
	},
}

// cutKinds cuts kinds from the front of args: words with commas between them, and maybe
// blanks behind those.
func cutKinds(args string) (kinds KindSet, rest string, err error) {
	for {
		list, behind := cutWord(args)
		for word := range strings.SplitSeq(strings.Trim(list, ","), ",") {
			i, err := parseKind(word)
			if err != nil {
				return 0, "", err
			}
			kinds |= 1 << i
		}
		more, comma := strings.CutPrefix(behind, ",")
		if !comma && !strings.HasSuffix(list, ",") {
			if word, after := cutWord(behind); kinds&KindLostDevice != 0 && lower(word) == "device" {
				behind = after // "lost device" in two words
			}
			return kinds, behind, checkKinds(kinds)
		}
		args = more
	}
}

func checkKinds(kinds KindSet) error {
	if kinds&KindUnknown != 0 && kinds != KindUnknown {
		return refuse("%s stands alone: leave it out where a kind is known", KindUnknown)
	}
	return nil
}

// askFurtherKind asks about a reason that begins with a kind.
func askFurtherKind(why string) error {
	if word, _ := cutWord(strings.TrimPrefix(why, "and ")); misspelt(word, kindWords) != "" {
		return refuse("is %q a further kind? Write the kinds with commas between them, as security,%s%s", quote(word), misspelt(word, kindWords), keepHint)
	}
	return nil
}

func (nameKinds) needs() power { return powerRespond }

func (c nameKinds) decide(s *State, a Ask) ([]Fact, error) {
	to := c.To.named()
	gone := s.SizeUp.Kinds &^ to
	r := restating{verb: kindVerb.Name, what: "the kind", from: s.SizeUp.Kinds.String(), to: strings.Join(to.orUnknown().Words(), ","), why: c.Why}
	r.same, r.milder = to == s.SizeUp.Kinds, gone != 0
	if r.milder {
		r.lowers = "taking " + gone.String() + " away"
	} else if to.quieter(s.SizeUp.Kinds) {
		r.milder, r.lowers = true, "stating "+to.String()+" alone, which asks less than unknown,"
	}
	r.askedMore = s.SizeUp.asked.kinds.named()&^to != 0
	fall, err := r.check(s, a)
	if err != nil {
		return nil, err
	}
	at := s.situation()
	at.kinds = to.orUnknown()
	tasks, lists := s.opens(a, at)
	set := kindsNamed{From: s.SizeUp.Kinds, To: to, Why: r.why, restatement: restatement{Asks: len(tasks), CriteriaFall: fall}}
	return slices.Concat([]Fact{set}, tasks, lists), nil
}

func (kindsNamed) isTurn() {}

func (kindsNamed) kind() string { return "kinds-named" }

func (f kindsNamed) fold(s *State, e *Event) {
	s.recordStatus(e, "kind", f.From.String(), f.To.String(), f.Why)
	s.SizeUp.Kinds = f.To.named()
	if f.CriteriaFall {
		s.recordFall()
	}
	s.restate(e, f.restatement, f.Why, func(asked *situation) { asked.kinds = s.SizeUp.Kinds.orUnknown() })
}

func (f kindsNamed) line() string { return f.tell("kind ", f.From.String(), f.To.String(), f.Why) }
