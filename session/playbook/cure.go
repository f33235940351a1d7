package playbook

import (
	"regexp"
	"strings"

	"warroom/session/incident"
)

// cure is what is wrong with one line of a file that isn't YAML, and the line as it was
// probably meant. With the line cured, the other faults of the file can be found.
type cure struct {
	text string // what is wrong, and what to write
	line string
}

// cures are tried in this order.
var cures = [...]func(line string) (cure, bool){
	cureTab, cureOpenQuote, cureBehindQuote, cureOpenBracket, cureDash, cureColon, cureSign,
}

// cureLine returns the first cure that a line needs.
func cureLine(line string) (cure, bool) {
	for _, find := range cures {
		if c, ok := find(line); ok && c.line != line {
			return c, true
		}
	}
	return cure{}, false
}

// keyed is a line with a key and a value: what stands before the value, and the value.
var keyed = regexp.MustCompile(`^(\s*(?:- +)*[\w<][\w .<-]*?\s*:\s+|\s*(?:- +)+)(\S.*?)\s*$`)

func cutValue(line string) (before, value string, ok bool) {
	m := keyed.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

func cureTab(line string) (cure, bool) {
	blanks := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if !strings.Contains(blanks, "\t") {
		return cure{}, false
	}
	return cure{"a tab indents this line: indent it with blanks", strings.ReplaceAll(blanks, "\t", "  ") + strings.TrimLeft(line, " \t")}, true
}

// cureOpenQuote closes a quote that the line leaves open.
func cureOpenQuote(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || !startsQuoted(value) || closingQuote(value) > 0 {
		return cure{}, false
	}
	return cure{"the quote isn't closed: end the text with " + value[:1], before + requoted(value[1:])}, true
}

// cureBehindQuote takes what follows a closing quote into the quotes.
func cureBehindQuote(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || !startsQuoted(value) {
		return cure{}, false
	}
	end := closingQuote(value)
	if rest := value[end+1:]; end < 1 || strings.TrimSpace(rest) == "" || strings.HasPrefix(strings.TrimSpace(rest), "#") {
		return cure{}, false
	}
	inner := strings.TrimSuffix(value[1:], value[:1])
	if value[0] == '"' {
		inner = strings.ReplaceAll(inner, `"`, "")
	}
	return needsQuotes("the text goes on behind its closing quote", before, inner), true
}

// cureOpenBracket closes a list or a table that the line leaves open.
func cureOpenBracket(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	closing := map[byte]string{'[': "]", '{': "}"}
	if !ok || closing[value[0]] == "" || strings.Contains(value, closing[value[0]]) {
		return cure{}, false
	}
	return cure{"the bracket isn't closed: end the list with " + closing[value[0]], before + value + closing[value[0]]}, true
}

// cureDash puts a list that begins behind its key into brackets.
func cureDash(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	item, dash := strings.CutPrefix(value, "- ")
	if !ok || !dash || !strings.Contains(before, ":") {
		return cure{}, false
	}
	item = requoted(item)
	return cure{"a list begins in the line below its key, or is written " + shortened("["+item+"]"), before + "[" + item + "]"}, true
}

// cureColon puts quotes round a text that has a colon.
func cureColon(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || startsQuoted(value) || strings.ContainsAny(value[:1], "[{|>") || !strings.Contains(value+" ", ": ") {
		return cure{}, false
	}
	return needsQuotes("the text has a colon", before, value), true
}

// cureSign puts quotes round a text that begins with a sign that means something in YAML.
func cureSign(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || !strings.ContainsAny(value[:1], "@`%&*!,]}|>?") {
		return cure{}, false
	}
	return needsQuotes("a text can't begin with "+value[:1], before, value), true
}

func needsQuotes(why, before, value string) cure {
	quotedValue := requoted(value)
	return cure{why + ": put quotes round it, as " + shortened(strings.TrimLeft(strings.TrimSpace(before), "- ")+" "+quotedValue), before + quotedValue}
}

// requoted puts double quotes round a text.
func requoted(text string) string {
	text = strings.Trim(text, `"'`)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func startsQuoted(value string) bool { return value[0] == '"' || value[0] == '\'' }

// closingQuote returns the place of the quote that closes the text that value begins
// with, -1 if there is none.
func closingQuote(value string) int {
	for i := 1; i < len(value); i++ {
		switch {
		case value[i] == '\\' && value[0] == '"':
			i++
		case value[i] != value[0]:
		case value[0] == '\'' && i+1 < len(value) && value[i+1] == '\'':
			i++
		default:
			return i
		}
	}
	return -1
}

// maxShortened bounds what a fault shows of a cured line, in characters.
const maxShortened = 60

func shortened(text string) string {
	runes := []rune(incident.CleanLine(strings.TrimSpace(text)))
	if len(runes) > maxShortened {
		return string(runes[:maxShortened-2]) + `…"`
	}
	return string(runes)
}
