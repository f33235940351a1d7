package playbook

import (
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
)

// length reads a length of time, as 15m, 1h30m or 90d.
func (r *reader) length(n *yaml.Node, what string) incident.Duration {
	text := r.scalar(n, what)
	d, err := incident.ParseDuration(text)
	if text != "" && (err != nil || d == 0) {
		r.fault(n, "%s is a length of time, as 15m, 4h or 90d, not %s", what, quoted(n))
	}
	return incident.Duration(d)
}

// severity reads SEV1 to SEV5, or the digit alone.
func (r *reader) severity(n *yaml.Node) incident.Severity {
	text := r.scalar(n, "severity")
	s, err := incident.ParseSeverity(text)
	if err != nil && text != "" {
		r.fault(n, "severity is SEV1 to SEV5, not %s", quoted(n))
	}
	return s
}

// role reads the whole word of a role.
func (r *reader) role(n *yaml.Node) incident.Role {
	var words []string
	for _, role := range incident.Roles() {
		words = append(words, role.String())
	}
	return incident.Role(r.choice(n, "role", words))
}

// level reads a level of impact or urgency.
func (r *reader) level(n *yaml.Node, what string) incident.Level {
	return incident.Level(r.choice(n, what, []string{"none", "low", "medium", "high"})) + incident.LevelNone
}

// number reads a whole number between two bounds.
func (r *reader) number(n *yaml.Node, what string, least, most int) int {
	text := r.scalar(n, what)
	i, err := strconv.Atoi(text)
	if (err != nil || i < least || i > most) && text != "" {
		r.fault(n, "%s is a number from %d to %d, not %s", what, least, most, quoted(n))
		return 0
	}
	return i
}

// farEast is the lead of the time zone in which a day begins first.
const farEast = 14 * time.Hour

// day reads a day that has begun in some time zone.
func (r *reader) day(n *yaml.Node, what string) time.Time {
	text := r.scalar(n, what)
	t, err := time.Parse(time.DateOnly, text)
	switch {
	case text == "":
	case err != nil:
		r.fault(n, "%s is a day, as 2026-09-01, not %s", what, quoted(n))
	case t.After(r.now.Add(farEast)):
		r.fault(n, "%s must be a past day, and %s is in the future", what, quoted(n))
	}
	return t
}

// maxKey is the longest key of a rule, in bytes.
const maxKey = 32

// key reads the key of a rule, which must be unique in the file. A rule beyond
// MaxRules is a fault.
func (r *reader) key(n *yaml.Node) string {
	key := r.text(n, "key", maxKey)
	switch line, known := r.keys[key]; {
	case key == "":
		return ""
	case !isKey(key):
		r.fault(n, "key is of a to z, 0 to 9 and hyphens, not %s", quoted(n))
	case known:
		r.fault(n, "the key %s is in line %d already", quoted(n), line)
	case len(r.keys) == MaxRules:
		r.fault(n, "a playbook has at most %d rules, and this is one more", MaxRules)
	}
	r.keys[key] = n.Line
	return key
}

func isKey(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && s[0] != '-'
}
