package playbook

import (
	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
)

// named reads a list of things, each a table, or a text that is its name. A name that comes
// twice is a fault. read returns the fields of one thing, of which the one called key is its
// name.
func (r *reader) named(n *yaml.Node, what, one, key string, limit int, read func() (name *string, known fields)) {
	seen := map[string]bool{}
	r.list(r.asList(n, what), what, limit, func(n *yaml.Node) {
		name, known := read()
		known[key] = func(n *yaml.Node) { *name = r.text(n, key, maxText) }
		if n.Kind == yaml.ScalarNode {
			*name = r.text(n, "a line of "+what, maxText)
		} else {
			r.table(n, one, known, key)
		}
		if *name != "" && seen[*name] {
			r.fault(n, "%s names %q twice", what, incident.Quote(*name))
		}
		seen[*name] = true
	})
}

func (r *reader) components(n *yaml.Node) (all []incident.Component) {
	r.named(n, "components", "a component", "name", maxComponents, func() (*string, fields) {
		all = append(all, incident.Component{})
		c := &all[len(all)-1]
		return &c.Name, fields{
			"owner": func(n *yaml.Node) { c.Owner = r.text(n, "owner", maxName) },
			"class": func(n *yaml.Node) { c.Class = r.text(n, "class", maxName) },
			"note":  func(n *yaml.Node) { c.Note = r.text(n, "note", maxText) },
		}
	})
	return all
}

func (r *reader) personalData(n *yaml.Node) (all []incident.PersonalData) {
	r.named(n, "personal_data", "a kind of personal data", "kind", maxKinds, func() (*string, fields) {
		all = append(all, incident.PersonalData{})
		d := &all[len(all)-1]
		return &d.Kind, fields{"whose": func(n *yaml.Node) { d.Whose = r.text(n, "whose", maxName) }}
	})
	return all
}

// procedure reads where a written procedure is, or a table that says more of it.
func (r *reader) procedure(n *yaml.Node, what string) (p incident.Procedure) {
	if n.Kind == yaml.ScalarNode {
		p.Where = r.text(n, what, maxText)
		return p
	}
	r.table(n, what, fields{
		"where":        func(n *yaml.Node) { p.Where = r.text(n, "where", maxText) },
		"owner":        func(n *yaml.Node) { p.Owner = r.text(n, "owner", maxName) },
		"reviewed":     func(n *yaml.Node) { p.Reviewed = r.day(n, "reviewed") },
		"review_every": func(n *yaml.Node) { p.ReviewEvery = r.length(n, "review_every") },
		"last_drilled": func(n *yaml.Node) { p.LastDrilled = r.day(n, "last_drilled") },
		"drill_every":  func(n *yaml.Node) { p.DrillEvery = r.length(n, "drill_every") },
	}, "where")
	return p
}

// backup reads where the backups are, or a table that says more of them.
func (r *reader) backup(n *yaml.Node) (b incident.Backup) {
	if n.Kind == yaml.ScalarNode {
		b.Where = r.text(n, "backup", maxText)
		return b
	}
	r.table(n, "backup", fields{
		"where":          func(n *yaml.Node) { b.Where = r.text(n, "where", maxText) },
		"restore_tested": func(n *yaml.Node) { b.RestoreTested = r.day(n, "restore_tested") },
		"test_every":     func(n *yaml.Node) { b.TestEvery = r.length(n, "test_every") },
	}, "where")
	return b
}

// targets reads what a system promises, one text a target.
func (r *reader) targets(n *yaml.Node) (all []incident.ServiceTarget) {
	lines := map[string]int{}
	r.list(r.asList(n, "targets"), "targets", maxTargets, func(n *yaml.Node) {
		text := r.text(n, "a line of targets", maxText)
		if text == "" {
			return
		}
		target, err := incident.ParseTarget(text)
		switch {
		case err != nil:
			r.fault(n, "%s", err)
		case lines[target.Name] > 0:
			r.fault(n, "the target %s is in line %d already", target.Name, lines[target.Name])
		default:
			lines[target.Name] = n.Line
			all = append(all, target)
		}
	})
	return all
}

func (r *reader) degradation(n *yaml.Node) (all []incident.DegradationStep) {
	r.named(n, "degradation", "a step of degradation", "off", maxSteps, func() (*string, fields) {
		all = append(all, incident.DegradationStep{})
		d := &all[len(all)-1]
		return &d.Off, fields{"effect": func(n *yaml.Node) { d.Effect = r.text(n, "effect", maxText) }}
	})
	return all
}

func (r *reader) logs(n *yaml.Node) (all []incident.LogSource) {
	r.named(n, "logs", "a log", "name", maxLogs, func() (*string, fields) {
		all = append(all, incident.LogSource{})
		l := &all[len(all)-1]
		return &l.Name, fields{
			"where": func(n *yaml.Node) { l.Where = r.text(n, "where", maxText) },
			"keeps": func(n *yaml.Node) { l.Keeps = r.length(n, "keeps") },
		}
	})
	return all
}
