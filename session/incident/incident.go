// Package incident is the pure core of warroom: what can be asked, what then
// happened, and what everyone sees because of it.
//
// Its one idea: the log is the incident. Decide turns a Command into Events or
// refuses it; Fold turns Events into a State. Everything that people see is a
// reading of that State, so live, late, replayed and exported views agree.
//
// The State has named sections: status, size-up, metrics, plan, decisions, access,
// team, comms, affected and the entries. A section's own file has its struct and its
// table of verbs and kinds. Only files whose names begin with that of the section, or
// of a thing in it, write its fields; the others call its functions.
//
// Readers outside of the package get a View, which State.For gives for a person: its
// readings leave out what that person may not see. Only session holds States.
//
// It refuses to know clocks, disks, networks and goroutines: the time of an
// Ask is handed in, and a State is a value that nobody changes once shared.
package incident

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// ID names one incident: "INC-" and a number from 1, without leading zeros.
type ID string

// NewID is the ID with number n.
func NewID(n uint64) ID { return ID("INC-" + strconv.FormatUint(n, 10)) }

// ParseID reads an ID in either case, with or without its "INC-".
func ParseID(s string) (ID, error) {
	digits := strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "INC-")
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil || n == 0 {
		return "", refuse("%q names no incident: write it as INC-7", shown(s))
	}
	return NewID(n), nil
}

// Number is the number in an ID, 0 where it has none.
func (id ID) Number() uint64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(string(id), "INC-"), 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// Command is what someone asks for. The types of this package that end in an
// imperative are its only implementations.
type Command interface {
	// needs is the power that the asker must hold in this incident.
	needs() Power
	// decide turns the command into facts or refuses it. The incident is
	// known to be open and the asker known to hold the power.
	decide(*State, Ask) ([]Fact, error)
}

// Fact is what happened. A fact is never edited or deleted.
type Fact interface {
	// kind is the wire name. Once on disk it keeps its meaning for ever.
	kind() string
	// fold applies the fact to a state that nobody else has seen yet.
	fold(*State, *Event)
	// line tells the fact without its time, author or number.
	line() string
}

// Ask is who asks, when, and how they read a clock.
type Ask struct {
	By    Person
	At    time.Time
	Zone  *time.Location // of a bare HH:MM; nil is UTC
	Rules *Rules         // of the house; nil is none

	// Others finds another incident that the asker may enter, as of now: nil
	// for one that there is not and for one that they may not know of.
	Others func(ID) *State

	signers []Signer // who put their keys to it before By did
}

// backedBy reports whether a person asks, or put their key to what is asked.
func (a Ask) backedBy(name string) bool {
	signed := slices.ContainsFunc(a.signers, func(s Signer) bool { return s.Name == name })
	return name != "" && (a.By.Name == name || signed)
}

// Event is one fact in the log of one incident.
type Event struct {
	Incident   ID
	Seq        uint64    // dense from 1 in its incident
	OccurredAt time.Time // when it happened, UTC; may lie before RecordedAt
	RecordedAt time.Time // when it was written, UTC; after that of the event before
	Clock      time.Time // what the clock said then, where it stood far behind RecordedAt; else zero
	By         string    // the person's name
	Key        string    // the fingerprint of the key that proved them, "SHA256:…"
	Fact       Fact
}

// Kind is the wire name of what happened.
func (e *Event) Kind() string { return e.Fact.kind() }

// Line tells what happened, without its time, author or number. It is one line
// but for text that was written in several.
func (e *Event) Line() string { return e.Fact.line() }
