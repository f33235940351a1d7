// Package session is where people meet: a Hub with one Bridge for each
// incident, and a Seat for each screen that looks at one.
//
// Its one idea: a Bridge decides, writes, and only then shows. It folds each
// event once into one immutable State that every seat shares by pointer; a
// seat is a cursor that reads on from where it left off. So nobody waits for
// anybody's terminal, and what a screen shows is on disk.
//
// It refuses to know terminals, SSH and the meaning of keys: a door hands it a
// Person, a screen asks it for the next Scene.
package session

import (
	"errors"
	"log/slog"
	"runtime"
	"time"

	"warroom/session/incident"
)

// ErrNotFound says that there is no such incident, or that the person may not know of
// it. The two are the same error on purpose.
var ErrNotFound = errors.New("no such incident")

// Options configure a Hub. A zero value means the default.
type Options struct {
	Now    func() time.Time // the clock for stamps and for dates at which something ends; durations are measured with time.Now. Default time.Now
	Logger *slog.Logger     // default slog.Default()

	// Rules returns the rules of the playbook and the system sheets that are in force;
	// nil is none. It is called for every decision, so it must not block.
	Rules func() *incident.Rules

	// Faults returns the faults of the server's files as one sentence for managers; ""
	// is none. It is called for every scene, so it must not block.
	Faults func() string

	// AtWork bounds how many keys may read whole records at one time, as search and
	// export do. Default: half of the processors, so that screens keep the rest.
	AtWork int

	Tireless     time.Duration // of work on whole records, after which a key rests as long as it works; default 1 s
	AwayAfter    time.Duration // without a key pressed, until a person counts as away; default 5 min
	IdleAfter    time.Duration // without a seat, until a bridge is unloaded; default 10 min
	Sweep        time.Duration // between two checks of presence, idle bridges and the clock; default 5 s
	RejoinPause  time.Duration // from a person's leaving until their return is recorded; default 30 s
	ProfileEvery time.Duration // between two records of one key's profile, after profileBurst of them; default 30 s
	AskEvery     time.Duration // between two commands of one key, after askBurst of them; default 20 ms
	VisitEvery   time.Duration // between two visits of one key, after VisitBurst of them; default 20 ms
	DeclareEvery time.Duration // between two incidents that one key opens, after declareBurst of them; default 10 s
	RosterPause  time.Duration // from one change of a roster on the screens to the next; default 250 ms
	Probe        time.Duration // between two probes of whether the store takes records, frozen or not; default 1 s
	AppendLimit  time.Duration // after which an append that hangs has failed; default 10 s
}

func (o Options) withDefaults() Options {
	if o.AtWork == 0 {
		o.AtWork = max(1, runtime.GOMAXPROCS(0)/2)
	}
	or := func(d *time.Duration, def time.Duration) {
		if *d == 0 {
			*d = def
		}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Rules == nil {
		o.Rules = func() *incident.Rules { return nil }
	}
	if o.Faults == nil {
		o.Faults = func() string { return "" }
	}
	or(&o.Tireless, time.Second)
	or(&o.AwayAfter, 5*time.Minute)
	or(&o.IdleAfter, 10*time.Minute)
	or(&o.Sweep, 5*time.Second)
	or(&o.RejoinPause, 30*time.Second)
	or(&o.ProfileEvery, 30*time.Second)
	or(&o.AskEvery, 20*time.Millisecond)
	or(&o.VisitEvery, 20*time.Millisecond)
	or(&o.DeclareEvery, 10*time.Second)
	or(&o.RosterPause, 250*time.Millisecond)
	or(&o.Probe, time.Second)
	or(&o.AppendLimit, 10*time.Second)
	return o
}

// Scene is everything that the seats of one bridge see, each as far as it may. It is
// immutable.
type Scene struct {
	state   *incident.State
	Present []Presence // who is here, by name
	Frozen  string     // why nothing can be written now, a clause; "" when it can
	Faults  string     // what is wrong with the server's files, its clock, or the times of this record, for managers; "" for nothing
	Head    string     // the first digits of the last header's hash, in hex
	Version uint64     // grows with every scene of the bridge
}

// For returns the incident as p may see it.
func (s *Scene) For(p incident.Person) incident.View { return s.state.For(p) }

// Summary is one incident as the lobby lists it.
type Summary struct {
	ID         incident.ID          `json:"id"`
	Title      string               `json:"title"`
	Severity   incident.Severity    `json:"severity"`
	Phase      incident.Phase       `json:"phase"`
	System     incident.SystemState `json:"system_state"`
	TLP        incident.TLP         `json:"tlp"`
	Scope      incident.Scope       `json:"scope"`
	Drill      bool                 `json:"drill"`
	Verdict    incident.Verdict     `json:"verdict"` // of a closed one
	Result     string               `json:"result"`  // the same
	Duplicate  incident.ID          `json:"duplicate_of"`
	Kinds      incident.KindSet     `json:"kind"`
	Spread     incident.Spread      `json:"spread"`
	Proposed   incident.Spread      `json:"spread_proposed"` // by what is affected
	Systems    []string             `json:"systems"`         // those affected that the reader may see
	DeclaredAt time.Time            `json:"declared_at"`
	Manager    string               `json:"manager"`
	Present    []string             `json:"present"`
	Last       uint64               `json:"last_seq"` // of the entries that the reader may see
	Written    uint64               `json:"written"`  // of these, the ones in the timeline and the chat
	LastAt     time.Time            `json:"last_at"`
	Unread     uint64               `json:"unread"` // of those written that the reader may see; all of them until ReadTo
	Late       Late                 `json:"late"`
	Waits      Waits                `json:"waits"`
	written    uint64               // with those that the reader may not see, as a ReadMark counts
	unseen     incident.Unseen
}

// Late counts what is late in an incident, whoever it waits for.
type Late struct {
	Tasks  int `json:"tasks"`
	Clocks int `json:"clocks"` // recovery targets, fixes, calls, ends of trade-offs, of kept changes and of the course of action, things to tick
}
