package playbook

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"maps"
	"slices"
	"time"

	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
	"warroom/store/files"
)

// The longest texts of a playbook, in bytes.
const (
	maxName = 80
	maxText = 300
)

// The most lines of a playbook's tables.
const (
	maxLines = 50
	maxSpan  = 100
)

// Parse parses a playbook. If it has faults, the playbook isn't complete.
func Parse(text []byte, now time.Time) (*incident.Playbook, []files.Fault) {
	sum := sha256.Sum256(text)
	p := &incident.Playbook{Version: hex.EncodeToString(sum[:6])}
	doc, faults := readDocument(text)
	root := doc.root
	if root == nil {
		return p, faults
	}
	r := newReader(now, doc, faults)
	known := fields{
		"name":         func(n *yaml.Node) { p.Name = r.text(n, "name", maxName) },
		"span":         func(n *yaml.Node) { p.Span = r.number(n, "span", 2, maxSpan) },
		"acting_after": func(n *yaml.Node) { p.ActAfter = r.length(n, "acting_after") },
		"severities":   func(n *yaml.Node) { p.Severities = r.severities(n) },
		"cadence":      func(n *yaml.Node) { p.Cadence = r.cadence(n) },
		"fix_within":   func(n *yaml.Node) { p.FixWithin = r.fixWithin(n) },
		"accountable":  func(n *yaml.Node) { p.Accountable = r.people(n, "accountable") },
		"roster":       func(n *yaml.Node) { p.Roster = r.roster(n) },
		"escalation":   func(n *yaml.Node) { p.Escalation = r.escalation(n) },
		"tasks":        func(n *yaml.Node) { p.Tasks = r.tasks(n) },
		"phases":       func(n *yaml.Node) { p.Exits = r.phases(n) },
		"checklists":   func(n *yaml.Node) { p.Checklists = r.checklists(n) },
	}
	maps.Copy(known, r.upkeep(&p.Upkeep))
	r.table(root, "a playbook", known, "name")
	slices.SortStableFunc(r.faults, files.ByPlace)
	return p, r.faults
}

// severities reads the table of proposed severities. A line that can never be
// reached is a fault.
func (r *reader) severities(n *yaml.Node) (rules []incident.SeverityRule) {
	r.list(n, "severities", maxLines, func(n *yaml.Node) {
		var s incident.SeverityRule
		before := len(r.faults)
		r.table(n, "a line of severities", fields{
			"impact":   func(n *yaml.Node) { s.Impact = r.level(n, "impact") },
			"urgency":  func(n *yaml.Node) { s.Urgency = r.level(n, "urgency") },
			"severity": func(n *yaml.Node) { s.Severity = r.severity(n) },
		}, "impact", "urgency", "severity")
		if len(r.faults) > before {
			return
		}
		covers := func(above incident.SeverityRule) bool {
			return above.Impact <= s.Impact && above.Urgency <= s.Urgency
		}
		if slices.ContainsFunc(rules, covers) {
			r.fault(n, "this line is never reached: one above it matches first, so put the higher levels first")
		}
		rules = append(rules, s)
	})
	return rules
}

// cadence reads how often an update is due: a table by severity, or a list of which the first
// line that applies counts.
func (r *reader) cadence(n *yaml.Node) (rules []incident.CadenceRule) {
	if n.Kind == yaml.SequenceNode {
		r.list(n, "cadence", maxLines, func(n *yaml.Node) {
			var c incident.CadenceRule
			r.table(n, "a line of cadence", fields{
				"every": func(n *yaml.Node) { c.Every = r.length(n, "every") },
			}.and(r.scale(&c.Severity, &c.When)), "every")
			rules = append(rules, c)
		})
		return rules
	}
	for s, every := range r.bySeverity(n, "cadence") {
		rules = append(rules, incident.CadenceRule{Severity: s, Every: every})
	}
	return rules
}

// fixWithin reads the acceptable times until a fix, the worst severity first.
func (r *reader) fixWithin(n *yaml.Node) (rules []incident.FixRule) {
	for s, within := range r.bySeverity(n, "fix_within") {
		rules = append(rules, incident.FixRule{Severity: s, Within: within})
	}
	return rules
}

// bySeverity reads a length of time for each of some severities, and yields the worst
// severity first.
func (r *reader) bySeverity(n *yaml.Node, what string) iter.Seq2[incident.Severity, incident.Duration] {
	lengths := map[incident.Severity]incident.Duration{}
	known := fields{}
	for s := incident.SEV1; s <= incident.SEV5; s++ {
		known[s.String()] = func(n *yaml.Node) { lengths[s] = r.length(n, "the "+what+" of "+s.String()) }
	}
	if !isNull(n) {
		r.table(n, what, known)
	}
	return func(yield func(incident.Severity, incident.Duration) bool) {
		for s := incident.SEV1; s <= incident.SEV5; s++ {
			if lengths[s] > 0 && !yield(s, lengths[s]) {
				return
			}
		}
	}
}

func (r *reader) escalation(n *yaml.Node) (rules []incident.EscalationRule) {
	r.list(n, "escalation", maxLines, func(n *yaml.Node) {
		var e incident.EscalationRule
		r.table(n, "a line of escalation", fields{
			"after":  func(n *yaml.Node) { e.After = r.length(n, "after") },
			"call":   func(n *yaml.Node) { e.Call = r.text(n, "call", maxText) },
			"role":   func(n *yaml.Node) { e.Role = r.someRole(n) },
			"team":   func(n *yaml.Node) { e.Team = r.text(n, "team", maxName) },
			"wants":  func(n *yaml.Node) { e.Wants = r.wants(n) },
			"before": func(n *yaml.Node) { e.Before = r.before(n) },
		}.and(r.scale(&e.Severity, &e.When)), "after", "call")
		rules = append(rules, e)
	})
	return rules
}

func (r *reader) tasks(n *yaml.Node) (rules []incident.TaskRule) {
	r.list(n, "tasks", MaxRules, func(n *yaml.Node) {
		var t incident.TaskRule
		r.table(n, "a task", fields{
			"key":    func(n *yaml.Node) { t.Key = r.key(n) },
			"text":   func(n *yaml.Node) { t.Text = r.text(n, "text", maxText) },
			"role":   func(n *yaml.Node) { t.Role = r.role(n) },
			"within": func(n *yaml.Node) { t.Within = r.within(n) },
		}.and(r.scale(&t.Severity, &t.When)), "key", "text", "role")
		rules = append(rules, t)
	})
	return rules
}

// within reads the time that a task, a criterion or an item has, with the bounds of /task.
func (r *reader) within(n *yaml.Node) incident.Duration {
	d := r.length(n, "within")
	if d > incident.MaxBox {
		r.fault(n, "within is %s: use at most %dd", quoted(n), time.Duration(incident.MaxBox)/(24*time.Hour))
		return 0
	}
	return d
}

// phases reads the exit criteria of the phases, in the order of the phases.
func (r *reader) phases(n *yaml.Node) (rules []incident.ExitRule) {
	known := fields{}
	for p := incident.PhaseTriage; p < incident.PhaseClosed; p++ {
		known[p.String()] = func(n *yaml.Node) {
			r.table(n, "a phase", fields{
				"exit": func(n *yaml.Node) { rules = append(rules, r.exits(n, p)...) },
			})
		}
	}
	r.table(n, "phases", known)
	slices.SortStableFunc(rules, func(a, b incident.ExitRule) int { return int(a.Phase) - int(b.Phase) })
	return rules
}

func (r *reader) exits(n *yaml.Node, p incident.Phase) (rules []incident.ExitRule) {
	r.list(n, "exit", MaxRules, func(n *yaml.Node) {
		e := incident.ExitRule{Phase: p}
		r.table(n, "a criterion", fields{
			"key":    func(n *yaml.Node) { e.Key = r.key(n) },
			"text":   func(n *yaml.Node) { e.Text = r.text(n, "text", maxText) },
			"role":   func(n *yaml.Node) { e.Role = r.someRole(n) },
			"team":   func(n *yaml.Node) { e.Team = r.text(n, "team", maxName) },
			"wants":  func(n *yaml.Node) { e.Wants = r.wants(n) },
			"within": func(n *yaml.Node) { e.Within = r.within(n) },
			"before": func(n *yaml.Node) { e.Before = r.before(n) },
		}.and(r.scale(&e.Severity, &e.When)), "key", "text")
		r.inPhase(n, p, e.When)
		rules = append(rules, e)
	})
	return rules
}
