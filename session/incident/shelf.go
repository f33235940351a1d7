package incident

import "time"

// Shelf is what the response must have at hand: how people talk, which systems
// and things are affected, and which other incidents have to do with this one.
type Shelf struct {
	Mode     Mode
	Channels []Channel    // by name
	Systems  []*System    // in the order in which they were named
	Assets   List[*Asset] // in the order in which they were named
	Links    []Link
	assets   map[string]int // place in Assets, by type and value
}

// Mode is how the team talks beside this bridge. The zero Mode is not agreed.
type Mode struct {
	Kind string // "bridge" (a call), "async", or "" where nothing was agreed
	Link string // of the call
	By   string
	At   time.Time
}

// Channel is a way to talk that may be in an attacker's hands.
type Channel struct {
	Name  string
	Trust Trust
	Why   string
	By    string
	At    time.Time
}

// Trust is how far a channel can be used.
type Trust uint8

// How far a channel can be trusted.
const (
	Trusted Trust = iota
	Suspect
	Compromised
)

// Sheet is what is known of a system before anything happens to it. The JSON
// names are those of its file.
type Sheet struct {
	Name           string    `json:"name"`
	Title          string    `json:"title"`
	Architecture   string    `json:"architecture"` // a note, or where the drawing is
	Classification string    `json:"classification"`
	Components     []string  `json:"components"`
	Owners         []string  `json:"owners"`
	Contacts       []Contact `json:"contacts"`
	RTO            Minutes   `json:"rto"` // recovery time objective; 0: none
	RPO            Minutes   `json:"rpo"` // recovery point objective; 0: none
	DependsOn      []string  `json:"depends_on"`
	Reviewed       time.Time `json:"reviewed"` // zero: never
	ReviewEvery    Minutes   `json:"review_every"`
}

// Contact is someone to call about a system.
type Contact struct {
	Name   string `json:"name"`
	For    string `json:"for"`   // "database", "on call", "vendor"
	Reach  string `json:"reach"` // a number, an address
	Backup bool   `json:"backup"`
}

// Stale reports whether the sheet is past its review at a moment.
func (s *Sheet) Stale(at time.Time) bool {
	return s.Reviewed.IsZero() || s.ReviewEvery > 0 && at.After(s.Reviewed.Add(time.Duration(s.ReviewEvery)))
}

// System is an affected system, with its sheet as it was when it was named.
type System struct {
	Sheet *Sheet
	Stale bool // the sheet was past its review then
	By    string
	At    time.Time
	Seq   uint64
}

// AssetType is what kind of thing an asset or an indicator is.
type AssetType uint8

// AssetState is whether a thing is known to be in an attacker's hands.
type AssetState uint8

// The states of an asset.
const (
	AssetUnknown AssetState = iota
	AssetCompromised
	AssetCleared
)

// Asset is an affected thing or an indicator of compromise.
type Asset struct {
	Type  AssetType
	Value string // in canonical form, refanged
	IOC   bool   // an indicator; else an affected thing of ours
	State AssetState
	Why   string
	By    string
	At    time.Time
	Seq   uint64 // the entry that named it first
}

// Link is that this incident has to do with another.
type Link struct {
	Kind string // "duplicate", "parent", "related", or as the other end says it
	To   ID
	By   string
	At   time.Time
}
