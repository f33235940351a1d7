package playbook

import (
	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
)

// maxRoster bounds the people and teams that may be asked to hold a role.
const maxRoster = 20

// upkeep returns the keys of a playbook that say who keeps it, and when it was last looked
// at.
func (r *reader) upkeep(u *incident.Upkeep) fields {
	return fields{
		"owner":        func(n *yaml.Node) { u.Owner = r.text(n, "owner", maxName) },
		"version":      func(n *yaml.Node) { u.Edition = r.text(n, "version", maxName) },
		"approved_by":  func(n *yaml.Node) { u.ApprovedBy = r.text(n, "approved_by", maxName) },
		"reviewed":     func(n *yaml.Node) { u.Reviewed = r.day(n, "reviewed") },
		"review_every": func(n *yaml.Node) { u.ReviewEvery = r.length(n, "review_every") },
		"last_drilled": func(n *yaml.Node) { u.LastDrilled = r.day(n, "last_drilled") },
	}
}

// roster reads whom to ask to hold each role, in the order of the roles.
func (r *reader) roster(n *yaml.Node) (rules []incident.RosterRule) {
	ask, known := map[incident.Role][]string{}, fields{}
	for _, role := range incident.Roles() {
		known[role.String()] = func(n *yaml.Node) { ask[role], _ = r.texts(n, "the roster of "+role.String(), maxRoster, maxName) }
	}
	if !isNull(n) {
		r.table(n, "roster", known)
	}
	for _, role := range incident.Roles() {
		if len(ask[role]) > 0 {
			rules = append(rules, incident.RosterRule{Role: role, Ask: ask[role]})
		}
	}
	return rules
}
