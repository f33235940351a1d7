package incident

import (
	"fmt"
	"strings"
)

// reportBack asks to report from a workstream to the whole bridge.
type reportBack struct{ Stream, Text string }

// reportedBack happened when a workstream reported to the whole bridge.
type reportedBack struct {
	Stream string `json:"stream"`
	Text   string `json:"text"`
	TLP    label  `json:"tlp,omitempty"`
}

var reportBackVerb = Verb{
	Name: "report-back", Args: "STREAM TEXT", asks: reportBack{},
	Help:     "tell the whole bridge what a workstream that you are in has found or done",
	complete: streamNames,
	parse: func(args string) (Command, error) {
		name, text := cutWord(args)
		return reportBack{Stream: strings.ToLower(name), Text: text}, nil
	},
}

func (reportBack) needs() power { return powerRespond }

func (reportBack) takesLabel() {}

func (c reportBack) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := textIn(s, a.By, c.Stream, c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{reportedBack{Stream: c.Stream, Text: text, TLP: label}}, nil
}

func (reportedBack) kind() string { return "reported-back" }

func (reportedBack) fold(*State, *Event) {}

func (f reportedBack) label() label { return f.TLP }

func (reportedBack) isLabelable()   {}
func (reportedBack) isCorrectable() {}

func (f reportedBack) line() string { return fmt.Sprintf("%s reports: %s", f.Stream, f.Text) }
