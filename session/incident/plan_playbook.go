package incident

// Playbook is the one plan that every incident is carried out by, scaled by
// severity. A rule that has a Severity holds for incidents as bad as that or
// worse; the zero Severity holds for all. Each rule has a Key: a short word by
// which people tick it and by which nothing is asked for twice.
type Playbook struct {
	Name       string           `json:"name"`
	Version    string           `json:"version"` // the first 12 hex digits of the file's SHA-256
	Exits      []ExitRule       `json:"exits"`
	Tasks      []TaskRule       `json:"tasks"`
	Checklists []Checklist      `json:"checklists"`
	Cadence    []CadenceRule    `json:"cadence"` // the first that fits holds
	Escalation []EscalationRule `json:"escalation"`
	Severities []SeverityRule   `json:"severities"` // the first that fits proposes
	Span       int              `json:"span"`       // how many may report to one person; 0: 7
	ActAfter   Duration         `json:"act_after"`  // how long a role's holder is gone before another may act; 0: 15
}

// ExitRule is what must be so before a phase is left.
type ExitRule struct {
	Key      string   `json:"key"`
	Phase    Phase    `json:"phase"`
	Text     string   `json:"text"`
	Severity Severity `json:"severity"`
}

// TaskRule is a task that a declaration, or a rise of the severity, opens.
type TaskRule struct {
	Key      string   `json:"key"`
	Text     string   `json:"text"`
	Role     Role     `json:"role"`   // who is to do it: the role's holder
	Within   Duration `json:"within"` // 0: no time box
	Severity Severity `json:"severity"`
}

// Checklist is a list to tick: opened with the incident, by a phase, or by a
// shutdown.
type Checklist struct {
	Key      string      `json:"key"`
	Title    string      `json:"title"`
	On       string      `json:"on"` // "declare", "shutdown", or a phase's word
	Severity Severity    `json:"severity"`
	Items    []CheckItem `json:"items"`
}

// CheckItem is one line of a checklist.
type CheckItem struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	Role Role   `json:"role"`
}

// CadenceRule is how often an update is owed.
type CadenceRule struct {
	Severity Severity `json:"severity"`
	Every    Duration `json:"every"`
}

// EscalationRule is whom to call when an incident of a severity is so old and
// isn't contained.
type EscalationRule struct {
	Severity Severity `json:"severity"`
	After    Duration `json:"after"`
	Call     string   `json:"call"`
}

// SeverityRule is one line of the table of severities: it fits when the worst
// of the impact and the urgency are both at least so high.
type SeverityRule struct {
	Impact   Level    `json:"impact"`
	Urgency  Level    `json:"urgency"`
	Severity Severity `json:"severity"`
}
