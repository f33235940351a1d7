package incident

import "time"

// SizeUp is how bad it is and how it may have come about.
type SizeUp struct {
	Impact     Impact
	Urgency    Rating
	Impacts    List[ImpactChange]     // oldest first
	Severities List[SeverityChange]   // oldest first
	Standings  List[StandingChange]   // of the phase, the system's state and the TLP label, oldest first
	Hypotheses List[*Hypothesis]      // H1 at place 0
	Moments    map[Milestone]Occasion // those that were entered
	Pauses     List[Pause]            // oldest first; the last may be open
}

// Level is how far something is affected. The zero Level is unknown.
type Level uint8

// The levels, each worse than those before it; unknown is none of them.
const (
	LevelUnknown Level = iota
	LevelNone
	LevelLow
	LevelMedium
	LevelHigh
)

// Rating is a level that someone stated, or guessed.
type Rating struct {
	Level Level `json:"level"`
	Guess bool  `json:"guess"`
}

// Impact is the effect on the three things that security keeps.
type Impact struct {
	Confidentiality Rating `json:"confidentiality"`
	Integrity       Rating `json:"integrity"`
	Availability    Rating `json:"availability"`
}

// ImpactChange is one step in the history of the impact.
type ImpactChange struct {
	To      Impact
	Urgency Rating
	At      time.Time
	By      string
	Why     string
	Seq     uint64
}

// StandingChange is one step in the history of the phase, the system's state
// or the TLP label: "phase", "sys" or "TLP", and the words of both.
type StandingChange struct {
	What, From, To string
	At             time.Time
	By, Why        string
	Seq            uint64
}

// Hypothesis is a vector held possible, what would end it, and what if that
// fails.
type Hypothesis struct {
	N          uint64 // H1 is 1
	Text       string
	Confidence int      // percent; 0 where nobody said
	Techniques []string // MITRE ATT&CK, as "T1552.001"
	Fix        string
	Fallback   string
	Verdict    HypothesisVerdict
	Because    []Ref // the evidence that confirmed it or ruled it out
	By         string
	At         time.Time
	Seq        uint64 // the entry that opened it
}

// HypothesisVerdict is what became of a hypothesis.
type HypothesisVerdict uint8

// The verdicts on a hypothesis.
const (
	Possible HypothesisVerdict = iota
	Confirmed
	RuledOut
)

// Milestone is a moment from which recovery is measured.
type Milestone uint8

// The milestones, in the order in which they come about.
const (
	Occurred Milestone = iota
	Detected
	Acknowledged
	Contained
	Recovered
)

// Occasion is when a milestone was reached, and who said so.
type Occasion struct {
	At  time.Time
	By  string
	Seq uint64
}

// Pause is a time that doesn't count into the times to contain and recover:
// work waited, or the incident was closed.
type Pause struct {
	From, To time.Time // To is zero while it lasts
	Why      string
	Seq      uint64
}
