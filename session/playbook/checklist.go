package playbook

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
)

// occasions returns the words for what opens a checklist: the declaration, a
// shutdown, or a phase that begins.
func occasions() []string { return append([]string{"declare", "shutdown"}, phaseWords()...) }

// phaseWords returns the words of the phases, without the last, in which nothing is asked.
func phaseWords() (words []string) {
	for p := incident.PhaseTriage; p < incident.PhaseClosed; p++ {
		words = append(words, p.String())
	}
	return words
}

func (r *reader) checklists(n *yaml.Node) (lists []incident.Checklist) {
	r.list(n, "checklists", MaxRules, func(n *yaml.Node) {
		var c incident.Checklist
		r.table(n, "a checklist", fields{
			"key":   func(n *yaml.Node) { c.Key = r.key(n) },
			"title": func(n *yaml.Node) { c.Title = r.text(n, "title", maxName) },
			"on":    func(n *yaml.Node) { c.On = occasions()[r.choice(n, "on", occasions())] },
			"items": func(n *yaml.Node) { c.Items = r.items(n) },
		}.and(r.scale(&c.Severity, &c.When)), "key", "title", "on", "items")
		if i := slices.Index(phaseWords(), c.On); i >= 0 {
			r.inPhase(n, incident.Phase(i), c.When)
		}
		lists = append(lists, c)
	})
	return lists
}

// beforeWords are the acts that a criterion, an item or a call can be marked to be done before.
var beforeWords = [...]string{"shutdown"}

func (r *reader) before(n *yaml.Node) string {
	return beforeWords[r.choice(n, "before", beforeWords[:])]
}

// items reads the lines of a checklist. A line without a role is for the
// incident manager.
func (r *reader) items(n *yaml.Node) (items []incident.CheckItem) {
	r.list(n, "items", MaxRules, func(n *yaml.Node) {
		c := incident.CheckItem{Role: incident.RoleManager}
		r.table(n, "an item", fields{
			"key":    func(n *yaml.Node) { c.Key = r.key(n) },
			"text":   func(n *yaml.Node) { c.Text = r.text(n, "text", maxText) },
			"role":   func(n *yaml.Node) { c.Role = r.role(n) },
			"team":   func(n *yaml.Node) { c.Team = r.text(n, "team", maxName) },
			"wants":  func(n *yaml.Node) { c.Wants = r.wants(n) },
			"within": func(n *yaml.Node) { c.Within = r.within(n) },
			"before": func(n *yaml.Node) { c.Before = r.before(n) },
		}.and(r.scale(&c.Severity, &c.When)), "key", "text")
		items = append(items, c)
	})
	if len(items) == 0 {
		r.fault(n, "a checklist needs at least one item")
	}
	return items
}

// wants reads what a tick must cite.
func (r *reader) wants(n *yaml.Node) incident.Wanted {
	var words []string
	for w := incident.WantsNothing; w <= incident.WantsEvidence; w++ {
		words = append(words, w.String())
	}
	w := incident.Wanted(r.choice(n, "wants", words))
	if w == incident.WantsEvidence {
		r.fault(n, "no evidence can be filed yet: use entry, decision or task")
	}
	return w
}
