package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds of workstreams.
const (
	maxStreams    = 20
	maxStreamName = 20 // bytes
	maxAdded      = 20 // people in one line
	maxMembers    = 100
)

// streamAccess says whether a workstream is open to the rest of the bridge.
type streamAccess uint8

// The doors of a workstream. streamAccessKeep changes nothing.
const (
	streamAccessKeep streamAccess = iota
	streamAccessOpen
	streamAccessClosed
)

// setStream asks to open a workstream, to add people to it, or to open or close
// it to the rest.
type setStream struct {
	Name string
	Door streamAccess
	Add  []typedPerson
}

// streamOpened happened when a workstream began.
type streamOpened struct {
	Stream  string   `json:"stream"`
	Lead    string   `json:"lead"`
	Members []string `json:"members"`
	Closed  bool     `json:"closed"`
}

// streamJoined happened when people were added to a workstream.
type streamJoined struct {
	Stream  string   `json:"stream"`
	Members []string `json:"members"`
}

// streamSet happened when a workstream was opened or closed to the rest.
type streamSet struct {
	Stream string `json:"stream"`
	Closed bool   `json:"closed"`
}

var streamVerb = Verb{
	Name: "stream", Args: "NAME [open | closed] [@PERSON…] | NAME leave", asks: setStream{},
	Help:     "open a workstream (the first person, else you, leads it), add people to it, open or close it to the rest, or leave it",
	complete: completeStream,
	parse:    parseStream,
}

// doorWords are the words that may follow a stream's name.
var doorWords = []string{"open", "closed", "leave"}

func parseStream(args string) (Command, error) {
	name, rest := cutWord(args)
	c := setStream{Name: strings.ToLower(name)}
	switch word, more := cutWord(rest); strings.ToLower(word) {
	case "leave":
		if more = strings.TrimSpace(more); more != "" {
			return nil, refuse("write it as /stream %s leave: you can take only yourself out", quote(name))
		}
		return leaveStream{Name: c.Name}, nil
	case "open":
		c.Door, rest = streamAccessOpen, more
	case "closed":
		c.Door, rest = streamAccessClosed, more
	}
	for strings.TrimSpace(rest) != "" {
		if word, _ := cutWord(rest); !strings.HasPrefix(word, "@") {
			if near := misspelt(word, doorWords); near != "" && near != lower(word) {
				return nil, refuse("%q may be a slip: did you mean /stream %s %s?", quote(word), quote(name), near)
			}
			return nil, refuse("%q isn't a person: write it as /stream %s closed @kim @lee", quote(word), quote(name))
		}
		who, more, err := cutPerson(rest)
		if err != nil {
			return nil, err
		}
		c.Add, rest = append(c.Add, who), more
	}
	return c, nil
}

func completeStream(s sources, arg int) []string {
	switch arg {
	case 0:
		return streamNames(s, arg)
	case 1:
		return append(slices.Clone(doorWords), doers(s)...)
	}
	return doers(s)
}

func (c setStream) names() []typedPerson { return c.Add }

func (setStream) needs() power { return powerRespond }

func (c setStream) decide(s *State, a Ask) ([]Fact, error) {
	if err := checkStream(c.Name); err != nil {
		return nil, err
	}
	if len(c.Add) > maxAdded || c.Door > streamAccessClosed {
		return nil, refuse("name at most %d people at a time, and open or closed", maxAdded)
	}
	var add []string
	for _, who := range c.Add {
		if err := checkCanActInside(s, a, who.Name, "work in a stream"); err != nil {
			return nil, err
		}
		if !slices.Contains(add, who.Name) {
			add = append(add, who.Name)
		}
	}
	if st := s.stream(c.Name); st != nil {
		return c.change(s, st, a.By, add)
	}
	if len(s.Team.Streams) >= maxStreams {
		return nil, refuse("there are %d workstreams already, and no more fit: work in one of them", maxStreams)
	}
	if err := checkShare(s, a.By, countBy(s.Team.Streams, a.By.Name, func(st *Stream) string { return st.opener }), maxStreams, "workstreams"); err != nil {
		return nil, err
	}
	if len(add) == 0 {
		add = []string{a.By.Name}
	}
	return []Fact{streamOpened{Stream: c.Name, Lead: add[0], Members: add, Closed: c.Door == streamAccessClosed}}, nil
}

// change returns the facts of the command for an existing workstream.
func (c setStream) change(s *State, st *Stream, by Person, add []string) ([]Fact, error) {
	var facts []Fact
	add = slices.DeleteFunc(add, func(who string) bool { return slices.Contains(st.Members, who) })
	if len(add) > 0 {
		if err := checkMayAdd(s, st, by, add); err != nil {
			return nil, err
		}
		facts = append(facts, streamJoined{Stream: st.Name, Members: add})
	}
	if closed := c.Door == streamAccessClosed; c.Door != streamAccessKeep && closed != st.Closed {
		if by.Name != st.Lead && !hasPrivilege(s, by, rightStreams) && (st.Closed || s.powerOf(by) < powerManage) {
			return nil, refuse("only %s, who leads %s, or the incident manager can do that", leadName(st), st.Name)
		}
		facts = append(facts, streamSet{Stream: st.Name, Closed: closed})
	}
	switch {
	case len(facts) > 0:
		return facts, nil
	case !st.Closed && !s.worksIn(st, by):
		return nil, refuse("%s exists already: to join it, /stream %s @%s", st.Name, st.Name, by.Name)
	}
	return nil, refuse("unchanged: %s is like this already; name people to add, or say open or closed", st.Name)
}

// checkMayAdd refuses to add people to a workstream. Anyone who may write can join
// an open one; only people who see into a closed one can add members.
func checkMayAdd(s *State, st *Stream, by Person, add []string) error {
	joins := !st.Closed && len(add) == 1 && add[0] == by.Name
	switch {
	case len(st.Members)+len(add) > maxMembers:
		return refuse("a workstream has at most %d members", maxMembers)
	case joins, s.worksIn(st, by), !st.Closed && s.powerOf(by) >= powerManage:
		return nil
	}
	return refuse("only members of %s and the incident manager can add people to it: ask %s", st.Name, leadName(st))
}

func (streamOpened) kind() string { return "stream-opened" }
func (streamJoined) kind() string { return "stream-joined" }
func (streamSet) kind() string    { return "stream-set" }

func (f streamOpened) fold(s *State, e *Event) {
	if checkStream(f.Stream) != nil || s.stream(f.Stream) != nil {
		return
	}
	st := &Stream{Name: f.Stream, Lead: f.Lead, Members: f.Members, Closed: f.Closed, At: e.OccurredAt, Seq: e.Seq, opener: e.By}
	s.Team.Streams = append(slices.Clip(s.Team.Streams), st)
}

func (f streamJoined) fold(s *State, _ *Event) {
	s.changeStream(f.Stream, func(st *Stream) {
		st.Members = slices.Concat(st.Members, f.Members)
		if st.Lead == "" && len(f.Members) > 0 {
			st.Lead = f.Members[0]
		}
	})
}

func (f streamSet) fold(s *State, _ *Event) {
	s.changeStream(f.Stream, func(st *Stream) { st.Closed = f.Closed })
}

func (f streamOpened) line() string {
	door := "open"
	if f.Closed {
		door = "closed"
	}
	return fmt.Sprintf("%s stream %s, led by %s: %s", door, f.Stream, f.Lead, someNames(f.Members))
}

func (f streamJoined) line() string {
	return fmt.Sprintf("%s joined %s", someNames(f.Members), f.Stream)
}

func (f streamSet) line() string {
	if f.Closed {
		return fmt.Sprintf("closed %s to the rest", f.Stream)
	}
	return fmt.Sprintf("opened %s to the rest", f.Stream)
}
