// Package incident is the pure core of warroom: the commands that people give,
// the facts that follow, and the state that everyone sees.
//
// Its one idea: the log is the incident. Decide turns a Command into Events or
// refuses it; Fold turns Events into a State. All that people see is read from
// that State, so live, late, replayed and exported views agree.
//
// The State has named sections: status, size-up, course, hunts, metrics, plan,
// decisions, access, team, comms, affected and the entries. A section's own file has its
// struct and its table of verbs and kinds. Only files whose names begin with
// that of the section, or of a thing in it, write its fields; the others call
// its functions.
//
// Readers outside of the package get a View, which State.For gives for a person: its
// readings leave out what that person may not see. Only session holds States.
//
// It refuses to know clocks, disks, networks and goroutines: the caller passes
// the time in an Ask, and nobody changes a State once it is shared.
package incident

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// ID names one incident: "INC-" and a number from 1, without leading zeros.
type ID string

// NewID returns the ID with number n.
func NewID(n uint64) ID { return ID("INC-" + strconv.FormatUint(n, 10)) }

// ParseID parses an ID in either case, with or without its "INC-".
func ParseID(s string) (ID, error) {
	digits := strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "INC-")
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil || n == 0 {
		return "", refuse("%q isn't an incident: write it as INC-7", quote(s))
	}
	return NewID(n), nil
}

// Number returns the number in an ID, 0 if it has none.
func (id ID) Number() uint64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(string(id), "INC-"), 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// Command is a request to change an incident. Only types of this package
// implement it, with imperative names.
type Command interface {
	// needs returns the power that the asker must have in this incident.
	needs() power
	// decide turns the command into facts or refuses it. The incident is open
	// and the asker has the power: Decide checked both.
	decide(*State, Ask) ([]Fact, error)
}

// Fact is something that happened. A fact is never edited or deleted.
type Fact interface {
	// kind returns the wire name. Once on disk it keeps its meaning for ever.
	kind() string
	// fold applies the fact to a state that isn't shared yet.
	fold(*State, *Event)
	// line describes the fact, without its time, author or number.
	line() string
}

// Ask holds the asker of a command, the time, and what else Decide needs from
// outside.
type Ask struct {
	By    Person
	At    time.Time
	Zone  *time.Location // of a bare HH:MM; nil is UTC
	Rules *Rules         // of the server; nil is none

	// Others returns another incident, as of now, that the asker may enter: nil
	// if there is none, and for one that they may not know of.
	Others func(ID) *State

	// Opens is the number of the incident that the command opens beside this one; "": it
	// can't open one.
	Opens ID

	// Directory returns who can come into the house, as far as the asker may know; nil: the
	// caller doesn't know, and every name is taken.
	Directory func() Directory

	signers []Signer // the people who signed the act before By did
}

// backedBy reports whether the person is the asker or signed the act.
func (a Ask) backedBy(name string) bool {
	signed := slices.ContainsFunc(a.signers, func(s Signer) bool { return s.Name == name })
	return name != "" && (a.By.Name == name || signed)
}

// Event is one fact in the log of one incident.
type Event struct {
	Incident   ID
	Seq        uint64    // from 1 in its incident, without gaps
	OccurredAt time.Time // when it happened, UTC; may lie before RecordedAt
	RecordedAt time.Time // when it was written, UTC; after that of the event before
	Clock      time.Time // the clock's time then, if it was far behind RecordedAt; else zero
	By         string    // the author's name
	Key        string    // the fingerprint of the author's key, "SHA256:…"
	Fact       Fact
}

// Kind returns the wire name of the fact.
func (e *Event) Kind() string { return e.Fact.kind() }

// Line describes the event, without its time, author or number. It is one line,
// except for a text that was written in several.
func (e *Event) Line() string { return e.Fact.line() }
