package incident

import (
	"iter"
	"strings"
	"time"
	"warroom/session/incident/immutable"
)

// Hunts is the section of hunts: questions that are asked of systems and logs.
type Hunts struct {
	All   immutable.List[*Hunt] // Q1 at place 0
	open  immutable.Numbers     // numbers of those that nobody answered or dropped
	found immutable.Numbers     // numbers of those that were answered
}

// Hunt is a question, with where was looked and what came of it.
type Hunt struct {
	N        uint64 // Q1 is 1
	Question string
	Hunter   string // who looks
	By       string // who asked
	At       time.Time
	State    HuntState
	Where    string // where was looked, or why it was dropped
	Found    []Ref  // the entries that show it
	Answerer string
	Answered time.Time
	over     []huntedAsset
	Seq      uint64 // the entry that opened it
	answered uint64 // the entry that says what came of it, 0 while it is open
}

// HuntState says what came of a hunt.
type HuntState uint8

// The states of a hunt.
const (
	HuntOpen HuntState = iota
	HuntFound
	HuntNotFound
	HuntDropped
)

var huntWords = []string{"open", "found", "not-found", "dropped"}

func (s HuntState) String() string { return enumName(s, huntWords...) }

// MarshalText writes the state's word.
func (s HuntState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the state's whole word.
func (s *HuntState) UnmarshalText(b []byte) error { return parseExact(s, b, huntWords) }

// huntedAsset names an asset by the entry that named it, so that who may not see that entry
// reads nothing of the asset here.
type huntedAsset struct {
	Entry uint64 `json:"entry"`
	Nth   int    `json:"nth,omitempty"` // of the assets that the entry named, from 0
}

var huntSection = section{
	verbs: []Verb{huntVerb},
	kinds: map[string]codec{
		"hunt-opened":   {"hunt", inTimeline, into[huntOpened]},
		"hunt-given":    {"hunt", inTimeline, into[huntGiven]},
		"hunt-widened":  {"hunt", inTimeline, into[huntWidened]},
		"hunt-answered": {"HUNT", inTimeline, into[huntAnswered]},
	},
}

var huntVerb = Verb{
	Name: "hunt", Args: "QUESTION [@PERSON] | Q1 over ASSET… | Q1 found REF… [where] | Q1 not-found WHERE LOOKED | Q1 drop WHY | Q1 @PERSON",
	asks:     openHunt{},
	Help:     "ask a question of systems and logs, say over which assets and indicators, and what came of it",
	complete: completeHunt,
	parse:    parseHunt,
}

// huntAsks are the words behind the number of a hunt.
var huntAsks = []string{"over", "found", "not-found", "drop"}

func completeHunt(s sources, arg int) []string {
	switch arg {
	case 0:
		var names []string
		for h := range s.Hunts() {
			names = append(names, Ref{RefHunt, h.N}.String())
		}
		return names
	case 1:
		return append(huntAsks[:len(huntAsks):len(huntAsks)], doers(s)...)
	}
	return nil
}

func parseHunt(args string) (Command, error) {
	first, rest := cutWord(args)
	ref, err := ParseRef(strings.TrimRight(first, ":,"))
	if err != nil || ref.Kind != RefHunt {
		if err != nil && numbersHunt(strings.TrimRight(first, ":,")) {
			return nil, refuse("%q is no hunt: hunts are numbered from Q1; a question begins with another word", quote(first))
		}
		return parseQuestion(0, args)
	}
	word, behind := cutWord(rest)
	switch lower(trimMarks(word)) {
	case "over":
		return widenHunt{ref.N, strings.Fields(behind)}, nil
	case "found":
		refs, where := leadingRefs(behind)
		where, _ = cutKept(where)
		return answerHunt{ref.N, HuntFound, refs, where}, nil
	case "not-found":
		refs, where, err := mayCite(behind)
		where, _ = cutKept(where)
		return answerHunt{ref.N, HuntNotFound, refs, where}, err
	case "drop", "dropped":
		return answerHunt{N: ref.N, To: HuntDropped, Where: behind}, nil
	}
	if who, behind, err := cutPerson(rest); strings.HasPrefix(word, "@") && behind == "" {
		return giveHunt{ref.N, who}, err
	}
	if err := askKeyword(rest, huntAsks); err != nil {
		return nil, err
	}
	return parseQuestion(ref.N, rest)
}

// numbersHunt reports whether a word is a Q with digits behind it.
func numbersHunt(word string) bool {
	digits, is := strings.CutPrefix(lower(word), "q")
	return is && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// parseQuestion parses a question with its hunter before it or behind it. N is its number, 0
// where none was typed.
func parseQuestion(n uint64, args string) (Command, error) {
	c := openHunt{N: n}
	text, kept := cutKept(args)
	if kept {
		c.Question = text
		return c, nil
	}
	var err error
	if strings.HasPrefix(text, "@") {
		c.Hunter, text, err = cutPerson(text)
	} else if at := strings.LastIndexAny(strings.TrimRight(text, blanks), blanks) + 1; at > 0 && text[at] == '@' {
		if c.Hunter, err = onePerson(text[at:]); err == nil {
			text = text[:at]
		}
	}
	c.Question = unquoted(strings.TrimSpace(text))
	return c, err
}

// findHunt returns the hunt with the number n.
func (s *State) findHunt(n uint64, by Person) (*Hunt, error) {
	if h := itemN(s.Hunts.All, n); h != nil && s.For(by).Sees(h.Seq) {
		return h, nil
	}
	return nil, refuse("there is no hunt Q%d: /hunt QUESTION @PERSON opens one", n)
}

// changeHunt replaces a hunt with a changed copy. It ignores one that doesn't exist.
func (s *State) changeHunt(n uint64, f func(*Hunt)) {
	if itemN(s.Hunts.All, n) == nil {
		return
	}
	s.Hunts.All = updateItem(s.Hunts.All, n, f)
	s.Hunts.open = s.Hunts.open.Remove(n)
	if itemN(s.Hunts.All, n).State == HuntOpen {
		s.Hunts.open = s.Hunts.open.Add(n)
	}
}

// Hunts yields the hunts, by number.
func (v View) Hunts() iter.Seq[*Hunt] {
	return seen(v, v.state.Hunts.All.All(), func(h *Hunt) uint64 { return h.Seq })
}

// HuntedOver returns the assets and the indicators of a hunt that are shown.
func (v View) HuntedOver(h *Hunt) (found []*Asset) {
	for _, over := range h.over {
		all := typedAsset{Seq: over.Entry}.inEntry(v)
		if over.Nth < len(all) {
			found = append(found, all[over.Nth])
		}
	}
	return found
}

// Sweep says whether one indicator was looked for on one asset.
type Sweep struct {
	Indicator, Asset *Asset
	Hunt             *Hunt
	of               int // such pairs in the hunt
}

// State returns what came of it. A hunt over several pairs that found something doesn't say
// on which: its entries do.
func (s Sweep) State() string {
	if s.Hunt.State == HuntFound && s.of > 1 {
		return "found-among"
	}
	return s.Hunt.State.String()
}

// Sweeps yields each indicator of a hunt with each asset of it.
func (v View) Sweeps() iter.Seq[Sweep] {
	return func(yield func(Sweep) bool) {
		for h := range v.Hunts() {
			var indicators, assets []*Asset
			for _, a := range v.HuntedOver(h) {
				if a.IOC {
					indicators = append(indicators, a)
				} else {
					assets = append(assets, a)
				}
			}
			for _, indicator := range indicators {
				for _, asset := range assets {
					if !yield(Sweep{indicator, asset, h, len(indicators) * len(assets)}) {
						return
					}
				}
			}
		}
	}
}

// huntsLeft returns the open hunts, as what is outstanding at closing.
func huntsLeft(s *State) (left []Blocker) {
	for _, n := range s.Hunts.open {
		h := itemN(s.Hunts.All, n)
		ref := Ref{RefHunt, n}
		left = append(left, Blocker{What: ref.String() + " for " + h.Hunter + ": " + h.Question, Ref: ref, Do: "/hunt " + ref.String() + " not-found WHERE", Seq: h.Seq})
	}
	return left
}
