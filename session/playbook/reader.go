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

	mended  map[int]bool // lines that had a fault before anything was read of them
	partial bool         // lines of the file were left out: what is missing may be in them
}

func newReader(now time.Time, doc document, faults []files.Fault) *reader {
	r := &reader{now: now, keys: map[string]int{}, faults: faults, mended: map[int]bool{}, partial: doc.partial}
	for _, f := range faults {
		r.mended[f.Line] = true
	}
	return r
}

func (r *reader) fault(n *yaml.Node, format string, args ...any) {
	if len(r.faults) < MaxFaults && !r.mended[n.Line] {
		r.faults = append(r.faults, files.Fault{Line: n.Line, Text: fmt.Sprintf(format, args...)})
	}
}

// fields maps the keys that a table may have to the functions that read their
// values.
type fields map[string]func(*yaml.Node)

// table reads keys and values. An unknown, repeated or missing key is a fault.
func (r *reader) table(n *yaml.Node, what string, known fields, must ...string) {
	if n.Kind != yaml.MappingNode {
		r.fault(n, "%s has keys and values, one a line: %s%s", what, listed(known), example(n, known))
		return
	}
	lines, merges := map[string]int{}, false
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		name := known.named(key.Value)
		merges = merges || name == "<<"
		read := known[name]
		switch {
		case key.Kind != yaml.ScalarNode || read == nil:
			r.fault(key, "%s isn't a key of %s: %suse %s", quoted(key), what, didYouMean(key.Value, slices.Sorted(maps.Keys(known))), listed(known))
		case lines[name] > 0:
			r.fault(key, "%s is in line %d already", name, lines[name])
		default:
			lines[name] = key.Line
			if isNull(value) && value.LineComment == "" {
				value.LineComment = key.LineComment // "text: #112" is a key with a comment
			}
			read(value)
		}
	}
	for _, name := range must {
		if lines[name] == 0 && !r.partial && !merges {
			r.fault(n, "%s has no %s", what, name)
		}
	}
}

// named returns the known key that a word is, in either case; the word itself if it is
// none.
func (f fields) named(word string) string {
	for name := range f {
		if strings.EqualFold(name, word) {
			return name
		}
	}
	return word
}

// didYouMean asks whether one of some words was meant, "" if none is near.
func didYouMean(word string, words []string) string {
	word = strings.ToLower(word)
	near := alsoCalled[word]
	if !slices.Contains(words, near) {
		near = incident.Nearest(word, words)
	}
	if near == "" {
		return ""
	}
	return "did you mean " + near + "? "
}

// alsoCalled are words of other tools and teams for keys and values of ours.
var alsoCalled = map[string]string{
	"phone": "reach", "email": "reach", "mail": "reach", "tel": "reach", "team": "owners", "owner": "owners", "dependson": "depends_on",
	"comms": "communications", "ic": "manager", "commander": "manager", "incident commander": "manager", "lawyer": "legal", "security": "security-officer",
	"p1": "SEV1", "p2": "SEV2", "p3": "SEV3", "p4": "SEV4", "p5": "SEV5",
	"critical": "high", "severe": "high", "moderate": "medium", "minor": "low", "steps": "items", "due": "within", "description": "title",
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
		if inner := foreignQuoted(n.Value); inner != "" && isPlain(n) {
			r.fault(n, "%s%s", notYAMLsQuotes, shortened(requoted(inner)))
			return ""
		}
		if text := strings.TrimSpace(incident.CleanLine(n.Value)); text != "" && !isNull(n) {
			return text
		}
		if hidesText(n) {
			r.fault(n, "%s is empty, for # begins a comment: put quotes round it, as %s", what, shortened(requoted(n.LineComment)))
			return ""
		}
		r.fault(n, "%s is empty", what)
	case yaml.SequenceNode:
		r.fault(n, "%s is one text, not a list", what)
	default:
		r.fault(n, "%s is one text; put it in quotes where it has a colon", what)
	}
	return ""
}

// isPlain reports whether a value is in no quotes, and in no block of its own.
func isPlain(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// hidesText reports whether the comment behind a plain value is likely a part of it: it
// begins as #112 does, and not with a blank behind the #.
func hidesText(n *yaml.Node) bool {
	comment := strings.TrimLeft(n.LineComment, "#")
	return isPlain(n) && comment != "" && comment[0] != ' ' && comment[0] != '\t'
}

// text reads a text of one line and at most limit bytes.
func (r *reader) text(n *yaml.Node, what string, limit int) string {
	text := r.scalar(n, what)
	if text != "" && hidesText(n) {
		r.fault(n, "%s: put quotes round it, as %s", behindHash, shortened(requoted(n.Value+" "+n.LineComment)))
		return ""
	}
	if len(text) > limit {
		r.fault(n, "%s has %d bytes: use at most %d", what, len(text), limit)
		return ""
	}
	return text
}

// texts reads a list of texts without repetitions.
func (r *reader) texts(n *yaml.Node, what string, limit, bytes int) (all []string, lines []int) {
	r.list(r.asList(n, what), what, limit, func(n *yaml.Node) {
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

// asList returns a list of one text in place of that text. A text with commas was meant as
// a list: it is a fault, and no list.
func (r *reader) asList(n *yaml.Node, what string) *yaml.Node {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		return n
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Line: n.Line, Content: []*yaml.Node{n}}
	if strings.Contains(n.Value, ",") {
		r.fault(n, "%s is a list: write [%s]", what, shortened(n.Value))
		list.Content = nil
	}
	return list
}

// choice reads one of some words and returns its index, 0 if it is none of
// them.
func (r *reader) choice(n *yaml.Node, what string, words []string) int {
	text := r.scalar(n, what)
	i := slices.IndexFunc(words, func(word string) bool { return strings.EqualFold(word, text) })
	if i < 0 && text != "" {
		r.fault(n, "%s is one of %s, not %s%s", what, strings.Join(words, ", "), quoted(n), behind(didYouMean(text, words)))
	}
	return max(i, 0)
}

// behind puts a question behind a fault.
func behind(question string) string {
	if question == "" {
		return ""
	}
	return ": " + strings.TrimSpace(question)
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
