package header

import (
	"fmt"
	"strings"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// roleRow returns the second row: the holders of roles, channels that can't be
// trusted, recovery targets, and the open tasks.
func roleRow(v incident.View, l Look) string {
	parts := append(roleParts(v), channelParts(v)...)
	parts = append(parts, targetParts(v, l)...)
	parts = append(parts, breachParts(v, l)...)
	parts = append(parts, estimateParts(v, l)...)
	parts = append(parts, taskParts(v, l)...)
	const separator = " | "
	for widthOf(parts)+(len(separator)-1)*(len(parts)-1) > l.Width && len(parts) > 1 && drop(always-1, &parts) {
	}
	shown := make([]string, len(parts))
	for i, p := range parts {
		shown[i] = l.Theme.Paint(p.ink, p.text)
	}
	return strings.Join(shown, l.Theme.Paint(themes.Rule, separator))
}

func roleParts(v incident.View) (parts []part) {
	for _, r := range incident.Roles() {
		text, ink := roleText(v, r)
		priority := 80 - int(r)
		switch {
		case r == incident.RoleManager:
			priority = 86
		case ink == themes.Warn:
			priority = 85 // a vacant role matters more than a filled one
		}
		if text != "" {
			parts = append(parts, part{text: text, ink: ink, priority: priority})
		}
	}
	return parts
}

// roleText returns a role with its holder, the person who acts in it, and the
// person it is offered to. It returns "" for a vacant role that needn't be
// flagged.
func roleText(v incident.View, r incident.Role) (string, themes.Meaning) {
	name, ink := v.AssignedTo(r), themes.Text
	switch {
	case name == "" && !flaggedWhenVacant(v, r):
		return "", ink
	case name == "":
		name, ink = "none!", themes.Warn
	}
	if acting := v.ActingAs(r); acting != "" {
		name = acting + " acts"
	}
	if to := v.OfferedTo(r); to != "" {
		name += " > " + to + "?"
	}
	return r.Short() + " " + name, ink
}

// flaggedWhenVacant reports whether a vacant role is flagged: manager and
// security officer always, decider while something waits to be decided.
func flaggedWhenVacant(v incident.View, r incident.Role) bool {
	return r == incident.RoleManager || r == incident.RoleSecurity || r == incident.RoleDecider && undecided(v)
}

// undecided reports whether something waits to be decided.
func undecided(v incident.View) bool {
	for p := range v.Proposals() {
		if p.Open() {
			return true
		}
	}
	return len(v.Pending()) > 0
}

// channelParts returns the channels that can't be trusted, and the mode of
// communication.
func channelParts(v incident.View) (parts []part) {
	for _, c := range v.Untrusted() {
		one := part{text: c.Name + " suspect", ink: themes.Warn, priority: 82}
		if c.Compromised() {
			one = part{text: c.Name + " COMPROMISED", ink: themes.Danger, priority: 95}
		}
		parts = append(parts, one)
	}
	if v.Mode().Kind != "" {
		parts = append(parts, part{text: strings.TrimSpace(v.Mode().Kind + " " + v.Mode().Link), ink: themes.Muted, priority: 10})
	}
	return parts
}

// targetParts returns the recovery target that ends first, while a system is
// shut down.
func targetParts(v incident.View, l Look) []part {
	var first incident.TargetClock
	for _, c := range v.Targets(l.Now) {
		if !c.Deadline.IsZero() && (first.Deadline.IsZero() || c.Deadline.Before(first.Deadline)) {
			first = c
		}
	}
	switch left := first.Deadline.Sub(l.Now); {
	case first.Deadline.IsZero():
		return nil
	case left <= 0:
		return []part{{text: "RTO " + first.System + " MISSED by " + pane.Age(-left), ink: themes.Danger, priority: 94}}
	default:
		return []part{{text: "RTO " + first.System + " " + pane.Age(left), ink: themes.Warn, priority: 93}}
	}
}

// estimateParts returns when the incident is expected to have recovered. It goes before the
// manager does, and after the roles that nobody holds.
func estimateParts(v incident.View, l Look) []part {
	t := v.Estimate()
	if t == nil {
		return nil
	}
	text := "ETA " + pane.When(t.To, l.Zone, pane.Day(l.Now, l.Zone))
	if t.Late(l.Now) {
		return []part{{text: text + " LATE", ink: themes.Warn, priority: 85}}
	}
	return []part{{text: text, ink: themes.Text, priority: 85}}
}

// breachParts returns the first target that isn't met, and how many more there are.
func breachParts(v incident.View, l Look) []part {
	all := v.Breaches(l.Now)
	if len(all) == 0 {
		return nil
	}
	text := all[0].System + " " + all[0].Target.Name + " BREACHED"
	if more := len(all) - 1; more > 0 {
		text += fmt.Sprintf(", +%d", more)
	}
	return []part{{text: text, ink: themes.Danger, priority: 92}}
}

// taskParts counts the open tasks, and those that are due.
func taskParts(v incident.View, l Look) []part {
	open, due := 0, 0
	for _, t := range v.OpenTasks() {
		open++
		if v.Phase() != incident.PhaseClosed && (t.Overdue(l.Now) || t.DueSoon(l.Now)) {
			due++
		}
	}
	switch {
	case open == 0:
		return nil
	case due == 0:
		return []part{{text: fmt.Sprintf("tasks %d", open), ink: themes.Text, priority: 40}}
	}
	return []part{{text: fmt.Sprintf("tasks %d, due %d", open, due), ink: themes.Warn, priority: 90}}
}
