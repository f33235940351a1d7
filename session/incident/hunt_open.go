package incident

import "fmt"

// maxHunts bounds the open hunts: nobody looks for more.
const maxHunts = 100

// openHunt asks to open a hunt.
type openHunt struct {
	N        uint64 // the number that was typed, which must be the next; 0 for none
	Question string
	Hunter   typedPerson // zero: the asker
}

// huntOpened happened when a hunt was opened.
type huntOpened struct {
	N        uint64 `json:"n"`
	Question string `json:"question"`
	Hunter   string `json:"hunter"`
}

// giveHunt asks to give a hunt to another person.
type giveHunt struct {
	N  uint64
	To typedPerson
}

// huntGiven happened when a hunt was given to another person.
type huntGiven struct {
	N    uint64 `json:"n"`
	From string `json:"from"`
	To   string `json:"to"`
}

func (openHunt) needs() power { return powerRespond }
func (giveHunt) needs() power { return powerRespond }

func (c openHunt) names() []typedPerson { return []typedPerson{c.Hunter} }
func (c giveHunt) names() []typedPerson { return []typedPerson{c.To} }

func (c openHunt) decide(s *State, a Ask) ([]Fact, error) {
	next := uint64(s.Hunts.All.Len()) + 1
	question, err := checkWhy(c.Question)
	switch {
	case err != nil:
		return nil, err
	case c.N > 0 && c.N < next:
		return nil, refuse("Q%d is a hunt already: answer it with found REF or not-found WHERE, or ask a new question without a number", c.N)
	case c.N > next:
		return nil, refuse("there is no hunt Q%d, and the next is Q%d: ask the question without a number", c.N, next)
	case question == "":
		return nil, refuse("ask a question, as /hunt did the token read other vaults? @kim")
	case len(s.Hunts.open) >= maxHunts:
		return nil, refuse("%d hunts are open and no more fit: answer some, or drop them", len(s.Hunts.open))
	}
	if err := checkShare(s, a.By, countBy(s.Hunts.open, a.By.Name, func(n uint64) string { return itemN(s.Hunts.All, n).By }), maxHunts, "open hunts"); err != nil {
		return nil, err
	}
	hunter := a.By.Name
	if c.Hunter.Name != "" {
		hunter = c.Hunter.Name
		if err := checkCanActInside(s, a, hunter, "be given a hunt"); err != nil {
			return nil, err
		}
	}
	return []Fact{huntOpened{N: next, Question: question, Hunter: hunter}}, nil
}

func (c giveHunt) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.findHunt(c.N, a.By)
	switch {
	case err != nil:
		return nil, err
	case h.State != HuntOpen:
		return nil, refuse("Q%d is %s: nobody looks any more", c.N, h.State)
	case h.Hunter == c.To.Name:
		return nil, refuse("unchanged: Q%d is for %s already", c.N, h.Hunter)
	}
	if err := checkCanActInside(s, a, c.To.Name, "be given a hunt"); err != nil {
		return nil, err
	}
	return []Fact{huntGiven{N: c.N, From: h.Hunter, To: c.To.Name}}, nil
}

func (huntOpened) kind() string { return "hunt-opened" }
func (huntGiven) kind() string  { return "hunt-given" }
func (huntOpened) isLabelable() {}

func (f huntGiven) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHunt, f.N}) }

func (f huntOpened) fold(s *State, e *Event) {
	if f.N != uint64(s.Hunts.All.Len())+1 {
		return // numbered by another version: ignore
	}
	s.Hunts.All = s.Hunts.All.Append(&Hunt{N: f.N, Question: f.Question, Hunter: f.Hunter, By: e.By, At: e.OccurredAt, Seq: e.Seq})
	s.Hunts.open = s.Hunts.open.Add(f.N)
}

func (f huntGiven) fold(s *State, _ *Event) { s.changeHunt(f.N, func(h *Hunt) { h.Hunter = f.To }) }

func (f huntOpened) line() string { return fmt.Sprintf("Q%d for %s: %s", f.N, f.Hunter, f.Question) }
func (f huntGiven) line() string  { return fmt.Sprintf("Q%d is for %s, was for %s", f.N, f.To, f.From) }
