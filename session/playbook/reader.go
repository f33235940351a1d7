package playbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
	"warroom/store/files"
)

// reader reads one file and collects its faults.
type reader struct {
	now    time.Time
	keys   map[string]int // the lines of the rules so far, by their keys
	faults []files.Fault
}

func newReader(now time.Time) *reader { return &reader{now: now, keys: map[string]int{}} }

func (r *reader) fault(n *yaml.Node, format string, args ...any) {
	if len(r.faults) < MaxFaults {
		r.faults = append(r.faults, files.Fault{Line: n.Line, Text: fmt.Sprintf(format, args...)})
	}
}

// fields maps the keys that a table may have to the functions that read their
// values.
type fields map[string]func(*yaml.Node)

// table reads keys and values. An unknown, repeated or missing key is a fault.
func (r *reader) table(n *yaml.Node, what string, known fields, must ...string) {
	if n.Kind != yaml.MappingNode {
		r.fault(n, "%s has keys and values, one a line: %s", what, listed(known))
		return
	}
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		name := key.Value
		read := known[name]
		switch {
		case key.Kind != yaml.ScalarNode || read == nil:
			r.fault(key, "%s isn't a key of %s: use %s", quoted(key), what, listed(known))
		case lines[name] > 0:
			r.fault(key, "%s is in line %d already", name, lines[name])
		default:
			lines[name] = key.Line
			read(value)
		}
	}
	for _, name := range must {
		if lines[name] == 0 {
			r.fault(n, "%s has no %s", what, name)
		}
	}
}

// listed lists the known keys.
func listed(known fields) string {
	names := slices.Sorted(maps.Keys(known))
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// list reads at most limit values; what names them. A missing value is an empty
// list.
func (r *reader) list(n *yaml.Node, what string, limit int, each func(*yaml.Node)) {
	switch {
	case isNull(n):
	case n.Kind != yaml.SequenceNode:
		r.fault(n, "%s is a list: begin each line with a hyphen", what)
	case len(n.Content) > limit:
		r.fault(n, "%s has %d lines: use at most %d", what, len(n.Content), limit)
	default:
		for _, value := range n.Content {
			each(value)
		}
	}
}

// scalar returns the text of a single value, cleaned, "" if there is none.
func (r *reader) scalar(n *yaml.Node, what string) string {
	switch n.Kind {
	case yaml.ScalarNode:
		if text := strings.TrimSpace(incident.CleanLine(n.Value)); text != "" && !isNull(n) {
			return text
		}
		r.fault(n, "%s is empty", what)
	case yaml.SequenceNode:
		r.fault(n, "%s is one text, not a list", what)
	default:
		r.fault(n, "%s is one text; put it in quotes where it has a colon", what)
	}
	return ""
}

// text reads a text of one line and at most limit bytes.
func (r *reader) text(n *yaml.Node, what string, limit int) string {
	text := r.scalar(n, what)
	if len(text) > limit {
		r.fault(n, "%s has %d bytes: use at most %d", what, len(text), limit)
		return ""
	}
	return text
}

// texts reads a list of texts without repetitions.
func (r *reader) texts(n *yaml.Node, what string, limit, bytes int) (all []string, lines []int) {
	r.list(n, what, limit, func(n *yaml.Node) {
		text := r.text(n, "a line of "+what, bytes)
		switch {
		case text == "":
		case slices.Contains(all, text):
			r.fault(n, "%s names %s twice", what, quoted(n))
		default:
			all, lines = append(all, text), append(lines, n.Line)
		}
	})
	return all, lines
}

// choice reads one of some words and returns its index, 0 if it is none of
// them.
func (r *reader) choice(n *yaml.Node, what string, words []string) int {
	text := r.scalar(n, what)
	i := slices.Index(words, text)
	if i < 0 && text != "" {
		r.fault(n, "%s is one of %s, not %s", what, strings.Join(words, ", "), quoted(n))
	}
	return max(i, 0)
}

// yes reads true or false.
func (r *reader) yes(n *yaml.Node, what string) bool {
	return r.choice(n, what, []string{"false", "true"}) == 1
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// maxQuoted bounds how much of a file a fault repeats, in characters.
const maxQuoted = 40

// quoted returns a text of the file in a form that fits into a fault.
func quoted(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		return "this"
	}
	text := []rune(incident.CleanLine(n.Value))
	if len(text) > maxQuoted {
		text = append(text[:maxQuoted], '…')
	}
	return `"` + string(text) + `"`
}
