package incident

import (
	"fmt"
	"strings"
)

// ReportBack asks to report from a workstream to the whole bridge.
type ReportBack struct{ Stream, Text string }

// ReportedBack happened when a workstream reported to the whole bridge.
type ReportedBack struct {
	Stream string `json:"stream"`
	Text   string `json:"text"`
	TLP    Label  `json:"tlp,omitempty"`
}

var reportBackVerb = Verb{
	Name: "report-back", Args: "STREAM TEXT", Power: PowerRespond,
	Help:     "tell the whole bridge what a workstream that you are in has found or done",
	complete: streamNames,
	parse: func(args string) (Command, error) {
		name, text := cut(args)
		return ReportBack{Stream: strings.ToLower(name), Text: text}, nil
	},
}

func (ReportBack) needs() Power { return PowerRespond }

func (ReportBack) takesLabel() {}

func (c ReportBack) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := textIn(s, a.By, c.Stream, c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{ReportedBack{Stream: c.Stream, Text: text, TLP: label}}, nil
}

func (ReportedBack) kind() string { return "reported-back" }

func (ReportedBack) fold(*State, *Event) {}

func (f ReportedBack) label() Label { return f.TLP }

func (ReportedBack) mayBeLabelled() {}

func (f ReportedBack) line() string { return fmt.Sprintf("%s reports: %s", f.Stream, f.Text) }
