package playbook

import (
	"regexp"
	"strings"
)

// cureFlow puts quotes round the texts of a table or a list in brackets on one line that
// aren't plain there.
func cureFlow(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok {
		before = line[:len(line)-len(strings.TrimLeft(line, " "))]
		value = strings.TrimSpace(line)
	}
	parts, ok := flowParts(value)
	if !ok {
		return cure{}, false
	}
	var first cure
	for i, part := range parts {
		if c, ok := cureFlowPart(part); ok {
			if parts[i] = c.line; first.text == "" {
				first = c
			}
		}
	}
	first.line = before + value[:1] + strings.Join(parts, ",") + value[len(value)-1:]
	return first, first.text != ""
}

// flowParts splits what is in brackets at its commas. It is false where the brackets or
// quotes don't end with the text.
func flowParts(value string) (parts []string, ok bool) {
	closing := map[byte]byte{'[': ']', '{': '}'}
	if len(value) < 2 || closing[value[0]] == 0 || value[len(value)-1] != closing[value[0]] {
		return nil, false
	}
	inner, from, depth := value[1:len(value)-1], 0, 0
	for i := 0; i < len(inner); i++ {
		switch c := inner[i]; {
		case strings.IndexByte(`"'`, c) >= 0 && opensText(inner[from:i]):
			end := closingQuote(inner[i:])
			if end < 0 {
				return nil, false
			}
			i += end
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == ',' && depth == 0:
			parts, from = append(parts, inner[from:i]), i+1
		}
		if depth < 0 {
			return nil, false
		}
	}
	return append(parts, inner[from:]), depth == 0
}

// opensText reports whether a quote behind this part of a table begins a text.
func opensText(before string) bool {
	before = strings.TrimSpace(before)
	return before == "" || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "{") || strings.HasSuffix(before, "[")
}

// flowKeyed is a part of a table: its key, and its value.
var flowKeyed = regexp.MustCompile(`^(\s*[\w<][\w .<-]*?\s*:\s+|\s*)(\S.*?)(\s*)$`)

func cureFlowPart(part string) (cure, bool) {
	m := flowKeyed.FindStringSubmatch(part)
	if m == nil {
		return cure{}, false
	}
	if parts, ok := flowParts(m[2]); ok { // a table in the table
		for i, inner := range parts {
			if c, ok := cureFlowPart(inner); ok {
				parts[i] = c.line
				c.line = m[1] + m[2][:1] + strings.Join(parts, ",") + m[2][len(m[2])-1:] + m[3]
				return c, true
			}
		}
		return cure{}, false
	}
	c, ok := cureValue(m[1], m[2])
	c.line += m[3]
	return c, ok
}

// cureBracket puts quotes round a text that begins with a bracket.
func cureBracket(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || !beginsBracketed(value) {
		return cure{}, false
	}
	return needsQuotes("a text can't begin with "+value[:1], before, value), true
}

// beginsBracketed reports whether a text goes on behind the bracket that closes its first.
func beginsBracketed(value string) bool {
	closing := map[byte]string{'[': "]", '{': "}"}[value[0]]
	if closing == "" {
		return false
	}
	_, behind, closed := strings.Cut(value, closing)
	behind = strings.TrimSpace(behind)
	return closed && behind != "" && !strings.HasPrefix(behind, "#") && strings.Trim(behind, "]},") != ""
}
