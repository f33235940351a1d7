package playbook

import (
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
	"warroom/store/files"
)

// The bounds of a sheet: bytes of its texts, lines of its lists.
const (
	maxSystem     = 64
	maxNote       = 1000
	maxComponents = 100
	maxPeople     = 20
	maxDepends    = 50
	maxKinds      = 20 // of personal data
	maxTargets    = 20
	maxSteps      = 30 // of degradation
	maxLogs       = 50
	maxCloud      = 100
)

// parseSheets parses the sheet of one system, or a list of them. A sheet with
// faults isn't complete.
func parseSheets(text []byte, now time.Time) (sheets []sheet, faults []files.Fault) {
	doc, faults := readDocument(text)
	root := doc.root
	if root == nil {
		return nil, faults
	}
	if line := ofAnotherTool(root); line > 0 {
		return nil, append(faults, files.Fault{Line: line, Text: "this sheet is of another tool: a sheet of warroom has name and owners, and maybe contacts, rto, rpo and others; warroom help playbook shows one"})
	}
	r := newReader(now, doc, faults)
	if root.Kind == yaml.SequenceNode {
		r.list(root, "a file of sheets", MaxSheets, func(n *yaml.Node) { sheets = append(sheets, r.sheet(n)) })
	} else {
		sheets = append(sheets, r.sheet(root))
	}
	slices.SortStableFunc(r.faults, files.ByPlace)
	return sheets, r.faults
}

// ofAnotherTool returns the line of a key by which Backstage, Datadog and others begin
// their sheets, 0 if there is none.
func ofAnotherTool(n *yaml.Node) int {
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			if slices.Contains([]string{"apiVersion", "schema-version", "dd-service"}, n.Content[i].Value) {
				return n.Content[i].Line
			}
		}
	}
	return 0
}

func (r *reader) sheet(n *yaml.Node) sheet {
	s := &incident.Sheet{}
	found := sheet{Sheet: s, line: n.Line}
	r.table(n, "a sheet", fields{
		"name":           func(n *yaml.Node) { s.Name, found.line = r.system(n), n.Line },
		"title":          func(n *yaml.Node) { s.Title = r.text(n, "title", maxName) },
		"architecture":   func(n *yaml.Node) { s.Architecture = r.text(n, "architecture", maxNote) },
		"classification": func(n *yaml.Node) { s.Classification = r.text(n, "classification", maxName) },
		"components":     func(n *yaml.Node) { s.Components = r.components(n) },
		"owners":         func(n *yaml.Node) { s.Owners = r.owners(n) },
		"contacts":       func(n *yaml.Node) { s.Contacts = r.contacts(n) },
		"rto":            func(n *yaml.Node) { s.RTO = r.length(n, "rto") },
		"rpo":            func(n *yaml.Node) { s.RPO = r.length(n, "rpo") },
		"depends_on":     func(n *yaml.Node) { s.DependsOn, found.deps = r.texts(n, "depends_on", maxDepends, maxSystem) },
		"reviewed":       func(n *yaml.Node) { s.Reviewed = r.day(n, "reviewed") },
		"review_every":   func(n *yaml.Node) { s.ReviewEvery = r.length(n, "review_every") },
		"reviewed_by":    func(n *yaml.Node) { s.ReviewedBy = r.text(n, "reviewed_by", maxName) },
		"personal_data":  func(n *yaml.Node) { s.PersonalData = r.personalData(n) },
		"dr_plan":        func(n *yaml.Node) { s.DRPlan = r.procedure(n, "dr_plan") },
		"runbook":        func(n *yaml.Node) { s.Runbook = r.procedure(n, "runbook") },
		"backup":         func(n *yaml.Node) { s.Backup = r.backup(n) },
		"failover":       func(n *yaml.Node) { s.Failover = r.text(n, "failover", maxText) },
		"targets":        func(n *yaml.Node) { s.Targets = r.targets(n) },
		"accountable":    func(n *yaml.Node) { s.Accountable = r.text(n, "accountable", maxName) },
		"degradation":    func(n *yaml.Node) { s.Degradation = r.degradation(n) },
		"logs":           func(n *yaml.Node) { s.Logs = r.logs(n) },
		"cloud":          func(n *yaml.Node) { s.Cloud, _ = r.texts(n, "cloud", maxCloud, maxText) },
	}, "name", "owners")
	return found
}

// owners reads the owners of a system: at least one.
func (r *reader) owners(n *yaml.Node) []string {
	owners, _ := r.texts(n, "owners", maxPeople, maxName)
	if len(n.Content) == 0 && n.Kind != yaml.ScalarNode || isNull(n) {
		r.fault(n, "owners names nobody")
	}
	return owners
}

func (r *reader) contacts(n *yaml.Node) (contacts []incident.Contact) {
	r.list(n, "contacts", maxPeople, func(n *yaml.Node) {
		var c incident.Contact
		r.table(n, "a contact", fields{
			"name":   func(n *yaml.Node) { c.Name = r.text(n, "name", maxName) },
			"for":    func(n *yaml.Node) { c.For = r.text(n, "for", maxName) },
			"reach":  func(n *yaml.Node) { c.Reach = r.text(n, "reach", maxText) },
			"backup": func(n *yaml.Node) { c.Backup = r.yes(n, "backup") },
		}, "name", "reach")
		contacts = append(contacts, c)
	})
	return contacts
}

// system reads the name of a system, which people type at the prompt.
func (r *reader) system(n *yaml.Node) string {
	name := r.text(n, "name", maxSystem)
	if name != "" && !isSystem(name) {
		r.fault(n, "name is one word of letters, digits, dots, hyphens and underscores, not %s%s", quoted(n), behind(meantKey(name)))
		return ""
	}
	return name
}

func isSystem(name string) bool {
	const first = "abcdefghijklmnopqrstuvwxyz0123456789"
	lower := strings.ToLower(name)
	return strings.Trim(lower, first+"._-") == "" && strings.Contains(first, lower[:1])
}
