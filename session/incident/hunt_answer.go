package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// answerHunt asks to say what came of a hunt, or to drop it.
type answerHunt struct {
	N     uint64
	To    HuntState
	Refs  []Ref
	Where string
}

// huntAnswered happened when it was said what came of a hunt.
type huntAnswered struct {
	N     uint64    `json:"n"`
	From  HuntState `json:"from"`
	To    HuntState `json:"to"`
	Refs  []Ref     `json:"refs,omitempty"`
	Where string    `json:"where"`
}

// widenHunt asks to say over which assets and indicators a hunt goes.
type widenHunt struct {
	N    uint64
	Over []string // values as typed, or entries, as #24
}

// huntWidened happened when assets and indicators were added to a hunt.
type huntWidened struct {
	N    uint64        `json:"n"`
	Over []huntedAsset `json:"over"`
}

func (answerHunt) needs() power { return powerRespond }
func (widenHunt) needs() power  { return powerRespond }

func (c answerHunt) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.findHunt(c.N, a.By)
	if err != nil {
		return nil, err
	}
	where, err := checkWhy(c.Where)
	switch {
	case err != nil:
		return nil, err
	case c.To == HuntDropped && h.State != HuntOpen:
		return nil, refuse("Q%d is %s, and can't be dropped any more", c.N, h.State)
	case c.To == HuntDropped && where == "":
		return nil, refuse("give a reason to drop it: /hunt Q%d drop WHY", c.N)
	case c.To == HuntFound && len(c.Refs) == 0:
		return nil, refuse("cite the entries that show it: /hunt Q%d found #24 #27%s", c.N, inShell)
	case c.To == HuntNotFound && where == "":
		return nil, refuse("say where you looked: /hunt Q%d not-found the vault's log since 1 Nov", c.N)
	case c.To == h.State && slices.Equal(c.Refs, h.Found) && where == h.Where:
		return nil, refuse("unchanged: Q%d says this already", c.N)
	}
	if err := checkRefs(s, a.By, c.Refs); err != nil {
		return nil, err
	}
	for _, r := range c.Refs {
		if r.Kind != RefEntry && r.Kind != RefEvidence {
			return nil, refuse("%s shows nothing by itself: cite entries, as #24", r)
		}
		if err := checkShows(s, a.At, r); err != nil {
			return nil, err
		}
	}
	return []Fact{huntAnswered{N: c.N, From: h.State, To: c.To, Refs: c.Refs, Where: where}}, nil
}

func (c widenHunt) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.findHunt(c.N, a.By)
	switch {
	case err != nil:
		return nil, err
	case h.State != HuntOpen:
		return nil, refuse("Q%d is %s: open a new hunt to look elsewhere", c.N, h.State)
	case len(c.Over) == 0:
		return nil, refuse("name assets and indicators that are known here: /hunt Q%d over bld-07 203.0.113.7", c.N)
	case len(c.Over)+len(h.over) > maxRefs:
		return nil, refuse("a hunt goes over %d things at most: open another for the rest", maxRefs)
	}
	f := huntWidened{N: c.N}
	for _, typed := range c.Over {
		over, err := hunted(s, strings.TrimRight(typed, refEnds), a.By)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(h.over, over) && !slices.Contains(f.Over, over) {
			f.Over = append(f.Over, over)
		}
	}
	if len(f.Over) == 0 {
		return nil, refuse("unchanged: Q%d goes over this already", c.N)
	}
	return []Fact{f}, nil
}

// hunted returns the asset that is meant by its value, or by the number of its entry.
func hunted(s *State, typed string, by Person) (huntedAsset, error) {
	what := typedAsset{Value: unquoted(typed)}
	if number, ok := strings.CutPrefix(typed, "#"); ok {
		seq, _, err := cutSeq(number)
		if err != nil {
			return huntedAsset{}, err
		}
		what.Seq = seq
	}
	asset, err := what.find(s, by)
	if err != nil {
		return huntedAsset{}, err
	}
	return huntedAsset{asset.Seq, slices.Index(typedAsset{Seq: asset.Seq}.inEntry(s.For(by)), asset)}, nil
}

func (huntAnswered) kind() string { return "hunt-answered" }
func (huntWidened) kind() string  { return "hunt-widened" }
func (huntAnswered) states()      {}

func (f huntAnswered) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHunt, f.N}) }
func (f huntWidened) aboutEntry(s *State) uint64  { return openerOf(s, Ref{RefHunt, f.N}) }

func (f huntAnswered) fold(s *State, e *Event) {
	if itemN(s.Hunts.All, f.N) == nil {
		return // numbered by another version: ignore
	}
	s.changeHunt(f.N, func(h *Hunt) {
		h.State, h.Found, h.Where, h.Answerer, h.Answered, h.answered = f.To, f.Refs, f.Where, e.By, e.OccurredAt, e.Seq
		if f.To == HuntOpen {
			h.Answerer, h.Answered, h.answered = "", time.Time{}, 0
		}
	})
	s.Hunts.found = s.Hunts.found.Remove(f.N)
	if f.To == HuntFound || f.To == HuntNotFound {
		s.Hunts.found = s.Hunts.found.Add(f.N)
	}
}

func (f huntWidened) fold(s *State, _ *Event) {
	s.changeHunt(f.N, func(h *Hunt) { h.over = slices.Concat(h.over, f.Over) })
}

func (f huntAnswered) line() string {
	line := fmt.Sprintf("Q%d %s", f.N, map[HuntState]string{HuntOpen: "is open again", HuntFound: "found", HuntNotFound: "not found", HuntDropped: "dropped"}[f.To])
	if len(f.Refs) > 0 {
		line += ", by " + refList(f.Refs)
	}
	return withReason(line, f.Where)
}

// line names the entries alone: who doesn't see one reads nothing of it.
func (f huntWidened) line() string {
	var refs []Ref
	for _, over := range f.Over {
		if r := (Ref{RefEntry, over.Entry}); !slices.Contains(refs, r) {
			refs = append(refs, r)
		}
	}
	return fmt.Sprintf("Q%d goes over %s", f.N, refList(refs))
}
