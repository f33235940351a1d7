package playbook

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
)

// length reads a length of time, as 15m, 1h30m, 90d or "30 min".
func (r *reader) length(n *yaml.Node, what string) incident.Duration {
	text := r.scalar(n, what)
	d, err := incident.ParseDuration(text)
	switch {
	case text == "" || err == nil && d > 0:
	case strings.Trim(text, "0123456789") == "":
		r.fault(n, "%s is a length of time: of %s what? Write %sm, %sh or %sd", what, text, text, text, text)
	case spans[strings.ToLower(text)] != "":
		r.fault(n, "%s is a length of time, as 15m, 4h or 90d, not %s: write %s", what, quoted(n), spans[strings.ToLower(text)])
	default:
		r.fault(n, "%s is a length of time, as 15m, 4h or 90d, not %s", what, quoted(n))
	}
	return incident.Duration(d)
}

// spans are words for lengths of time that aren't the same each time.
var spans = map[string]string{
	"hourly": "1h", "daily": "1d", "weekly": "1w", "monthly": "30d", "quarterly": "90d", "half-yearly": "180d", "yearly": "365d", "annually": "365d",
}

// severity reads SEV1 to SEV5, or the digit alone.
func (r *reader) severity(n *yaml.Node) incident.Severity {
	text := r.scalar(n, "severity")
	s, err := incident.ParseSeverity(text)
	if err != nil && text != "" {
		r.fault(n, "severity is SEV1 to SEV5, not %s%s", quoted(n), behind(meantSeverity(text)))
	}
	return s
}

// meantSeverity asks for the severity that a word of another scale may mean.
func meantSeverity(text string) string {
	for s := incident.SEV1; s <= incident.SEV5; s++ {
		if strings.EqualFold(text, s.Word()) || strings.EqualFold(text, "P"+s.String()[3:]) {
			return "did you mean " + s.String() + "?"
		}
	}
	return ""
}

// role reads the whole word of a role.
func (r *reader) role(n *yaml.Node) incident.Role {
	var words []string
	for _, role := range incident.Roles() {
		words = append(words, role.String())
	}
	return incident.Role(r.choice(n, "role", words))
}

// someRole reads a role where none means anyone.
func (r *reader) someRole(n *yaml.Node) *incident.Role {
	role := r.role(n)
	return &role
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
	t, err := parseDay(text)
	switch {
	case text == "":
	case errors.As(err, new(errTwoDays)):
		r.fault(n, "%s can be two days: %s", quoted(n), err)
	case err != nil:
		r.fault(n, "%s is a day, as 2026-09-01, not %s", what, quoted(n))
	case t.After(r.now.Add(farEast)):
		r.fault(n, "%s must be a past day, and %s is in the future", what, quoted(n))
	}
	return t
}

// errTwoDays says how to write each of the days that a text can mean.
type errTwoDays struct{ month, day time.Time }

func (e errTwoDays) Error() string {
	return "write " + e.day.Format(time.DateOnly) + " or " + e.month.Format(time.DateOnly)
}

// parseDay parses a day, as 2026-09-01, 1 September 2026 or 25/12/2026. What can be two
// days is an errTwoDays.
func parseDay(text string) (time.Time, error) {
	for _, form := range []string{time.DateOnly, "2006/01/02", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return t, nil
		}
	}
	text = strings.NewReplacer(".", "/", "-", "/").Replace(text)
	byMonth, errMonth := time.Parse("1/2/2006", text)
	byDay, errDay := time.Parse("2/1/2006", text)
	switch {
	case errMonth == nil && errDay == nil && !byMonth.Equal(byDay):
		return time.Time{}, errTwoDays{byMonth, byDay}
	case errDay == nil:
		return byDay, nil
	}
	return byMonth, errMonth
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
		r.fault(n, "key is of a to z, 0 to 9 and hyphens, not %s%s", quoted(n), behind(meantKey(key)))
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

// meantKey asks for the key that a text would make.
func meantKey(text string) string {
	if key := keyFor(text); key != "" {
		return "write " + key
	}
	return ""
}

// keyFor makes a key of a text, "" where nothing of it can stand in one.
func keyFor(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	key := strings.Join(words, "-")
	return strings.Trim(key[:min(len(key), maxKey)], "-")
}

// example shows how a text that stands in place of a table is written as one, "" where it
// can't be.
func example(n *yaml.Node, known fields) string {
	if n.Kind != yaml.ScalarNode || isNull(n) || known["key"] == nil || known["text"] == nil {
		return ""
	}
	return "; write {key: " + keyFor(n.Value) + ", text: " + shortened(requoted(n.Value)) + "}"
}
