package incident

import (
	"strings"
	"time"
)

// maxLink bounds the link of a call, in bytes.
const maxLink = 300

// The kinds of a Mode.
const (
	ModeBridge = "bridge"
	ModeAsync  = "async"
)

var modeWords = []string{ModeBridge, ModeAsync}

// Mode is the way the team talks beside this bridge. The zero Mode means that
// nothing is agreed.
type Mode struct {
	Kind string // ModeBridge (a call), ModeAsync, or "" if nothing is agreed
	Link string // of the call
	By   string
	At   time.Time
}

// SetMode asks to record the agreed way to talk.
type SetMode struct {
	Kind string
	Link string // of a call: an address, a number
}

// ModeSet happened when the team agreed on a way to talk.
type ModeSet struct {
	Kind string `json:"kind"`
	Link string `json:"link"`
}

var modeVerb = Verb{
	Name: "mode", Args: "bridge LINK | async", Power: PowerManage,
	Help:     "say how the team talks: on a call, with its address or number, or in writing here",
	complete: words(modeWords...),
	parse: func(args string) (Command, error) {
		first, link := cut(args)
		i, err := pick(first, "mode", modeWords)
		if err != nil {
			return nil, err
		}
		return SetMode{Kind: modeWords[i], Link: link}, nil
	},
}

func (SetMode) needs() Power { return PowerManage }

func (c SetMode) decide(s *State, a Ask) ([]Fact, error) {
	link := strings.TrimSpace(CleanLine(c.Link))
	switch {
	case c.Kind != ModeBridge && c.Kind != ModeAsync:
		return nil, refuse("use %s", strings.Join(modeWords, ", "))
	case c.Kind == ModeBridge && link == "":
		return nil, refuse("give the call's address or number: /mode bridge LINK")
	case c.Kind == ModeAsync && link != "":
		return nil, refuse("async takes no link: the team writes here")
	case len(link) > maxLink:
		return nil, refuse("the link has %d bytes: use at most %d", len(link), maxLink)
	case s.Comms.Mode.Kind == c.Kind && s.Comms.Mode.Link == link:
		return nil, refuse("that is agreed already, since %s", DayTime(s.Comms.Mode.At, a.At, time.UTC))
	}
	return []Fact{ModeSet{Kind: c.Kind, Link: link}}, nil
}

func (ModeSet) kind() string { return "mode-set" }

func (f ModeSet) fold(s *State, e *Event) { s.Comms.Mode = Mode{f.Kind, f.Link, e.By, e.OccurredAt} }

func (f ModeSet) line() string {
	if f.Kind == ModeBridge {
		return "the team talks on a call: " + f.Link
	}
	return "the team talks in writing, here"
}
