package incident

import (
	"encoding/json"
	"strings"
	"time"
)

// Component is a part of a system. In files and in JSON, one that has only a name is a
// plain text.
type Component struct {
	Name  string `json:"name"`
	Owner string `json:"owner,omitempty"`
	Class string `json:"class,omitempty"` // its classification, where that isn't the system's
	Note  string `json:"note,omitempty"`
}

// MarshalJSON writes the component, as a text if it has only a name.
func (c Component) MarshalJSON() ([]byte, error) {
	type whole Component
	if c == (Component{Name: c.Name}) {
		return asJSON(c.Name)
	}
	return asJSON(whole(c))
}

// UnmarshalJSON parses both forms of a component.
func (c *Component) UnmarshalJSON(b []byte) error {
	type whole Component
	if len(b) > 0 && b[0] == '"' {
		*c = Component{}
		return json.Unmarshal(b, &c.Name)
	}
	return json.Unmarshal(b, (*whole)(c))
}

func (c Component) line() string { return withMarks(c.Name, c.Class, ofOwner(c.Owner), c.Note) }

// SheetRecovery is the part of a sheet about data and recovery.
type SheetRecovery struct {
	PersonalData []PersonalData `json:"personal_data,omitempty"`
	DRPlan       Procedure      `json:"dr_plan,omitzero"` // how the system is brought back after a disaster
	Runbook      Procedure      `json:"runbook,omitzero"` // how it is run day by day
	Backup       Backup         `json:"backup,omitzero"`
	Failover     string         `json:"failover,omitempty"` // what takes over, and where
}

// PersonalData is a kind of personal data that a system holds, and whose it is.
type PersonalData struct {
	Kind  string `json:"kind"` // "addresses", "card numbers"
	Whose string `json:"whose"`
}

func (d PersonalData) line() string {
	if d.Whose == "" {
		return d.Kind
	}
	return d.Kind + " of " + d.Whose
}

// Procedure is a written procedure: where it is, and when it was last reviewed and drilled.
type Procedure struct {
	Where       string    `json:"where"` // a file, or a link
	Owner       string    `json:"owner,omitempty"`
	Reviewed    time.Time `json:"reviewed,omitzero"` // zero: never
	ReviewEvery Duration  `json:"review_every,omitzero"`
	LastDrilled time.Time `json:"last_drilled,omitzero"` // zero: never
	DrillEvery  Duration  `json:"drill_every,omitzero"`
}

func (p Procedure) line() string {
	return withMarks(p.Where, ofOwner(p.Owner), onDay("reviewed", p.Reviewed), onDay("drilled", p.LastDrilled))
}

// Backup says where the backups of a system are, and when a restore was last tested.
type Backup struct {
	Where         string    `json:"where"`
	RestoreTested time.Time `json:"restore_tested,omitzero"` // zero: never
	TestEvery     Duration  `json:"test_every,omitzero"`
}

func (b Backup) line() string {
	return withMarks(b.Where, onDay("restore tested", b.RestoreTested))
}

// SheetRunning is the part of a sheet about the running system.
type SheetRunning struct {
	Targets     []ServiceTarget   `json:"targets,omitempty"`
	Accountable string            `json:"accountable,omitempty"` // who answers for the targets
	Degradation []DegradationStep `json:"degradation,omitempty"` // what may be switched off, in this order
	Logs        []LogSource       `json:"logs,omitempty"`
	Cloud       []string          `json:"cloud,omitempty"` // the ids of its resources
}

// DegradationStep is what may be switched off to keep a system up, and what is lost by it.
type DegradationStep struct {
	Off    string `json:"off"`
	Effect string `json:"effect,omitempty"`
}

func (d DegradationStep) line() string { return withMarks(d.Off, d.Effect) }

// LogSource is a log of a system, and how long it is kept.
type LogSource struct {
	Name  string   `json:"name"`
	Where string   `json:"where,omitempty"`
	Keeps Duration `json:"keeps,omitzero"` // 0: nobody said
}

func (l LogSource) line() string {
	keeps := lengthText(l.Keeps)
	if keeps != "" {
		keeps = "kept " + keeps
	}
	return withMarks(l.Name, l.Where, keeps)
}

// withMarks puts marks behind a text, in brackets: "ledger (kim's, secret)".
func withMarks(text string, marks ...string) string {
	var some []string
	for _, m := range marks {
		if m != "" {
			some = append(some, m)
		}
	}
	if len(some) == 0 {
		return text
	}
	return text + " (" + strings.Join(some, ", ") + ")"
}

func ofOwner(name string) string {
	if name == "" {
		return ""
	}
	return "owner " + name
}

func onDay(what string, day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return what + " " + day.Format(time.DateOnly)
}
