package incident

import (
	"strings"
	"time"
)

// maxLink bounds the link of a call, in bytes.
const maxLink = 300

// The kinds of a Mode.
const (
	modeBridge = "bridge"
	modeAsync  = "async"
)

var modeWords = []string{modeBridge, modeAsync}

// Mode is the way the team talks beside this bridge. The zero Mode means that
// nothing is agreed.
type Mode struct {
	Kind string // modeBridge (a call), modeAsync, or "" if nothing is agreed
	Link string // of the call
	By   string
	At   time.Time
}

// setMode asks to record the agreed way to talk.
type setMode struct {
	Kind string
	Link string // of a call: an address, a number
}

// modeSet happened when the team agreed on a way to talk.
type modeSet struct {
	Kind string `json:"kind"`
	Link string `json:"link"`
}

var modeVerb = Verb{
	Name: "mode", Args: "bridge LINK | async", asks: setMode{},
	Help:     "say how the team talks: on a call, with its address or number, or in writing here",
	complete: offerWords(modeWords...),
	parse: func(args string) (Command, error) {
		first, link := cutWord(args)
		i, err := matchPrefix(first, "mode", modeWords)
		if err != nil {
			return nil, err
		}
		return setMode{Kind: modeWords[i], Link: unquoted(strings.TrimSpace(link))}, nil
	},
}

func (setMode) needs() power { return powerManage }

func (c setMode) decide(s *State, a Ask) ([]Fact, error) {
	link := strings.TrimSpace(CleanLine(c.Link))
	switch {
	case c.Kind != modeBridge && c.Kind != modeAsync:
		return nil, refuse("use %s", strings.Join(modeWords, ", "))
	case c.Kind == modeBridge && link == "":
		return nil, refuse("give the call's address or number: /mode bridge LINK")
	case c.Kind == modeAsync && link != "":
		return nil, refuse("async takes no link: the team writes here")
	case len(link) > maxLink:
		return nil, refuse("the link has %d bytes: use at most %d", len(link), maxLink)
	case s.Comms.Mode.Kind == c.Kind && s.Comms.Mode.Link == link:
		return nil, refuse("that is agreed already, since %s", DayTime(s.Comms.Mode.At, a.At, time.UTC))
	}
	return []Fact{modeSet{Kind: c.Kind, Link: link}}, nil
}

func (modeSet) kind() string { return "mode-set" }

func (f modeSet) fold(s *State, e *Event) { s.Comms.Mode = Mode{f.Kind, f.Link, e.By, e.OccurredAt} }

func (f modeSet) line() string {
	if f.Kind == modeBridge {
		return "the team talks on a call: " + f.Link
	}
	return "the team talks in writing, here"
}
