package incident

import (
	"slices"
	"time"
)

// Playbook is the one plan for every incident, scaled by severity. A rule with
// a Severity applies to incidents of that severity or worse; the zero Severity
// applies to all. A rule's Key is the short word by which people tick it; a
// rule with a Key opens one task only.
type Playbook struct {
	Name       string           `json:"name"`
	Version    string           `json:"version"` // the first 12 hex digits of the file's SHA-256
	Exits      []ExitRule       `json:"exits"`
	Tasks      []TaskRule       `json:"tasks"`
	Checklists []Checklist      `json:"checklists"`
	Cadence    []CadenceRule    `json:"cadence"` // the first match applies
	Escalation []EscalationRule `json:"escalation"`
	Severities []SeverityRule   `json:"severities"` // the first match gives the proposed severity
	Span       int              `json:"span"`       // most people who may report to one person; 0: 7
	ActAfter   Duration         `json:"act_after"`  // how long a role's holder must be away before another may act; 0: 15
	FixWithin  []FixRule        `json:"fix_within,omitempty"`
	Roster     []RosterRule     `json:"roster,omitempty"`

	// Accountable are people who may be asked by name for a decision, and confirm that one,
	// though their keys have rank observer.
	Accountable []string `json:"accountable,omitempty"`
	Upkeep
}

// Upkeep says who keeps a playbook, and when it was last looked at.
type Upkeep struct {
	Owner       string    `json:"owner,omitempty"`
	Edition     string    `json:"edition,omitempty"` // "version" in the file: what its owner calls it
	ApprovedBy  string    `json:"approved_by,omitempty"`
	Reviewed    time.Time `json:"reviewed,omitzero"` // zero: never
	ReviewEvery Duration  `json:"review_every,omitzero"`
	LastDrilled time.Time `json:"last_drilled,omitzero"` // zero: never
}

// FixRule is the acceptable time until an incident of a severity or worse is fixed. The
// first that matches applies.
type FixRule struct {
	Severity Severity `json:"severity"`
	Within   Duration `json:"within"`
}

// RosterRule names the people or the teams that may be asked to hold a role, the first to
// be asked first.
type RosterRule struct {
	Role Role     `json:"role"`
	Ask  []string `json:"ask"`
}

// ExitRule is a criterion that must be met before a phase is left.
type ExitRule struct {
	Key      string    `json:"key"`
	Phase    Phase     `json:"phase"`
	Text     string    `json:"text"`
	Severity Severity  `json:"severity"`
	When     Condition `json:"when,omitzero"`
	Role     *Role     `json:"role,omitempty"`   // whose it is to tick; nil: anyone's
	Team     string    `json:"team,omitempty"`   // who does it, "" for nobody in particular
	Wants    Wanted    `json:"wants,omitzero"`   // what a tick must cite
	Within   Duration  `json:"within,omitzero"`  // since the phase began; 0: at no time
	Before   string    `json:"before,omitempty"` // the act that it must be done before: "shutdown", "" for none
}

// TaskRule is a task that a declaration, or a worse severity, opens.
type TaskRule struct {
	Key      string    `json:"key"`
	Text     string    `json:"text"`
	Role     Role      `json:"role"`   // the role that must do it
	Within   Duration  `json:"within"` // 0: no time box
	Severity Severity  `json:"severity"`
	When     Condition `json:"when,omitzero"`
}

// Checklist is a list to tick that opens with the incident, with a phase, or
// with a shutdown.
type Checklist struct {
	Key      string      `json:"key"`
	Title    string      `json:"title"`
	On       string      `json:"on"` // "declare", "shutdown", or a phase's word
	Severity Severity    `json:"severity"`
	When     Condition   `json:"when,omitzero"`
	Items    []CheckItem `json:"items"`
}

// CheckItem is one line of a checklist.
type CheckItem struct {
	Key      string    `json:"key"`
	Text     string    `json:"text"`
	Severity Severity  `json:"severity,omitzero"`
	When     Condition `json:"when,omitzero"`
	Role     Role      `json:"role"`             // whose it is to tick
	Team     string    `json:"team,omitempty"`   // who does it, "" for nobody in particular
	Wants    Wanted    `json:"wants,omitzero"`   // what a tick must cite
	Within   Duration  `json:"within,omitzero"`  // since the list opened; 0: at no time
	Before   string    `json:"before,omitempty"` // the act that it must be done before: "shutdown", "" for none
}

// CadenceRule says how often an update is due.
type CadenceRule struct {
	Severity Severity  `json:"severity"`
	When     Condition `json:"when,omitzero"`
	Every    Duration  `json:"every"`
}

// EscalationRule says whom to call if an incident of a severity isn't contained
// after some time.
type EscalationRule struct {
	Severity Severity  `json:"severity"`
	When     Condition `json:"when,omitzero"`
	After    Duration  `json:"after"`
	Call     string    `json:"call"`
	Role     *Role     `json:"role,omitempty"`   // who is to call; nil: anyone
	Team     string    `json:"team,omitempty"`   // who helps with it, "" for nobody in particular
	Wants    Wanted    `json:"wants,omitzero"`   // what the record of its answer must cite
	Before   string    `json:"before,omitempty"` // the act before which somebody must have answered, "" for none
}

// Whom says whom to call, and who is to.
func (r EscalationRule) Whom() string {
	text := r.Call
	if r.Role != nil {
		text += ", to be called by " + r.Role.String()
	}
	return text + forTeam(r.Team)
}

// forTeam says at the end of a text which team does it.
func forTeam(team string) string {
	if team == "" {
		return ""
	}
	return " (" + team + ")"
}

// SeverityRule is one line of the table of severities: it matches if the worst
// impact and the urgency are both at least as high.
type SeverityRule struct {
	Impact   Level    `json:"impact"`
	Urgency  Level    `json:"urgency"`
	Severity Severity `json:"severity"`
}

// listsAccountable reports whether the playbook lets a person answer for a decision with a
// key of rank observer. A nil playbook lists nobody.
func (p *Playbook) listsAccountable(name string) bool {
	return p != nil && slices.Contains(p.Accountable, name)
}
