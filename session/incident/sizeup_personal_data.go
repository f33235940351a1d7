package incident

import (
	"slices"
)

// Touched says whether data about people is touched.
type Touched uint8

// What may be said of it.
const (
	TouchedUnknown Touched = iota
	TouchedNo
	TouchedYes
)

var personalWords = []string{"unknown", "no", "yes"}

// TouchedWords returns the words of what may be said of personal data.
func TouchedWords() []string { return slices.Clone(personalWords) }

func (t Touched) String() string { return enumName(t, personalWords...) }

// MarshalText writes the word.
func (t Touched) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText parses the whole word.
func (t *Touched) UnmarshalText(b []byte) error { return parseExact(t, b, personalWords) }

// setPersonalData asks to state whether data about people is touched.
type setPersonalData struct {
	To  Touched
	Why string
}

// personalDataSet happened when someone stated whether data about people is touched.
type personalDataSet struct {
	From Touched `json:"from"`
	To   Touched `json:"to"`
	Why  string  `json:"why"`
	restatement
}

var personalVerb = Verb{
	Name: "personal-data", Args: "yes | no | unknown [why]", asks: setPersonalData{},
	Help:     "say whether data about people is touched: yes, no or unknown; a no needs a reason",
	complete: offerWords("yes", "no", "unknown"),
	parse: func(args string) (Command, error) {
		first, why := cutWord(args)
		i := slices.Index(personalWords, lower(trimMarks(first)))
		if i < 0 {
			return nil, refuse("%q says neither whether personal data is touched nor that nobody knows: use yes, no or unknown", quote(first))
		}
		return setPersonalData{To: Touched(i), Why: why}, nil
	},
}

func (setPersonalData) needs() power { return powerRespond }

func (c setPersonalData) decide(s *State, a Ask) ([]Fact, error) {
	from := s.SizeUp.PersonalData
	if c.To > TouchedYes {
		return nil, refuse("use yes, no or unknown")
	}
	r := restating{verb: personalVerb.Name, what: "personal data", from: from.String(), to: c.To.String(), why: c.Why, lowers: "taking back that personal data is touched", own: RoleLegal}
	r.same, r.milder, r.askedMore = c.To == from, from == TouchedYes, s.SizeUp.asked.personal == TouchedYes && c.To != TouchedYes
	fall, err := r.check(s, a)
	switch {
	case err != nil:
		return nil, err
	case c.To == TouchedNo && r.why == "":
		return nil, refuse("give a reason why no personal data is touched: /%s no WHY", personalVerb.Name)
	}
	at := s.situation()
	at.personal = c.To
	tasks, lists := s.opens(a, at)
	set := personalDataSet{From: from, To: c.To, Why: r.why, restatement: restatement{Asks: len(tasks), CriteriaFall: fall}}
	return slices.Concat([]Fact{set}, tasks, lists), nil
}

func (personalDataSet) isTurn() {}

func (personalDataSet) kind() string { return "personal-data-set" }

func (f personalDataSet) fold(s *State, e *Event) {
	s.recordStatus(e, "personal-data", f.From.String(), f.To.String(), f.Why)
	s.SizeUp.PersonalData = f.To
	if f.CriteriaFall {
		s.recordFall()
	}
	s.restate(e, f.restatement, f.Why, func(asked *situation) { asked.personal = f.To })
}

func (f personalDataSet) line() string {
	return f.tell("personal data ", f.From.String(), f.To.String(), f.Why)
}
