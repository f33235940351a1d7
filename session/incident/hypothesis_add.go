package incident

import (
	"fmt"
	"slices"
	"strings"
)

// holdHypothesis asks to add a vector as a hypothesis.
type holdHypothesis struct{ attackVector }

// hypothesisHeld happened when a hypothesis was added.
type hypothesisHeld struct {
	N uint64 `json:"n"`
	attackVector
}

// changeHypothesis asks to reword a hypothesis or to change its rating. Empty
// fields stay unchanged.
type changeHypothesis struct {
	N uint64
	attackVector
}

// hypothesisChanged happened when a hypothesis was reworded or rated anew.
type hypothesisChanged struct {
	N    uint64       `json:"n"`
	From attackVector `json:"from"`
	To   attackVector `json:"to"`
}

func (holdHypothesis) needs() power   { return powerRespond }
func (changeHypothesis) needs() power { return powerRespond }

func (c holdHypothesis) decide(s *State, _ Ask) ([]Fact, error) {
	v, err := c.check()
	if err != nil {
		return nil, err
	}
	return []Fact{hypothesisHeld{N: uint64(s.SizeUp.Hypotheses.Len()) + 1, attackVector: v}}, nil
}

func (c changeHypothesis) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	from, to := h.vector(), c.attackVector
	if strings.TrimSpace(to.Text) == "" {
		to.Text = from.Text
	}
	if to.Confidence == 0 {
		to.Confidence = from.Confidence
	}
	if len(to.Techniques) == 0 {
		to.Techniques = from.Techniques
	}
	if to, err = to.check(); err != nil {
		return nil, err
	}
	if to.Text == from.Text && to.Confidence == from.Confidence && slices.Equal(to.Techniques, from.Techniques) {
		return nil, refuse("unchanged: H%d already says this; give a text, a confidence as 70%%, techniques, or a verdict: %s",
			c.N, strings.Join(verdictWords, ", "))
	}
	return []Fact{hypothesisChanged{N: c.N, From: from, To: to}}, nil
}

// check cleans a vector and refuses an empty one.
func (v attackVector) check() (attackVector, error) {
	if v.Confidence < 0 || v.Confidence > 100 {
		return attackVector{}, refuse("give a confidence of 1%% to 100%%")
	}
	if strings.TrimSpace(CleanLine(v.Text)) == "" {
		return attackVector{}, refuse("describe the vector, as /vector stolen CI token 70%%")
	}
	text, err := checkText(CleanLine(v.Text))
	if err != nil {
		return attackVector{}, err
	}
	techniques, err := checkTechniques(v.Techniques)
	return attackVector{text, v.Confidence, techniques}, err
}

func (hypothesisHeld) kind() string    { return "hypothesis-held" }
func (hypothesisChanged) kind() string { return "hypothesis-changed" }
func (hypothesisHeld) isLabelable()    {}

func (f hypothesisHeld) fold(s *State, e *Event) {
	if f.N != uint64(s.SizeUp.Hypotheses.Len())+1 {
		return // numbered by another version: ignore
	}
	s.SizeUp.Hypotheses = s.SizeUp.Hypotheses.Append(&Hypothesis{
		N: f.N, Text: f.Text, Confidence: f.Confidence, Techniques: f.Techniques, By: e.By, At: e.OccurredAt, Seq: e.Seq,
	})
}

func (f hypothesisChanged) fold(s *State, _ *Event) {
	s.updateHypothesis(f.N, func(h *Hypothesis) {
		h.Text, h.Confidence, h.Techniques = f.To.Text, f.To.Confidence, f.To.Techniques
	})
}

func (f hypothesisChanged) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f hypothesisHeld) line() string { return fmt.Sprintf("H%d %s", f.N, f.attackVector) }

func (f hypothesisChanged) line() string {
	was := "“" + f.From.String() + "”"
	if f.From.Text == f.To.Text && f.From.Confidence != 0 && slices.Equal(f.From.Techniques, f.To.Techniques) {
		was = fmt.Sprintf("%d%%", f.From.Confidence)
	}
	return fmt.Sprintf("H%d %s, was %s", f.N, f.To, was)
}
