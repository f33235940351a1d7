package playbook

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"warroom/session/incident"
	"warroom/store/files"
)

// cure is what is wrong with one line of a file that isn't YAML, and the line as it was
// probably meant. With the line cured, the other faults of the file can be found.
type cure struct {
	text string // what is wrong, and what to write
	line string
}

// cures are tried in this order.
var cures = [...]func(line string) (cure, bool){
	cureTab, cureOddBlank, cureOpenQuote, cureBehindQuote, cureOpenBracket, cureFlow, cureBracket, cureDash, cureQuotes, cureColon, cureSign,
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

// oddBlanks look like blanks and are none in YAML.
const oddBlanks = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"

// oddIndent is the beginning of a line of which such a blank is a part.
var oddIndent = regexp.MustCompile("^[ \t" + oddBlanks + "]*[" + oddBlanks + "][ \t" + oddBlanks + "]*")

// oddBehind is such a blank behind the hyphen or the colon that begins a line.
var oddBehind = regexp.MustCompile("^([ ]*(?:- *)*[\\w-]*:|[ ]*-)[ " + oddBlanks + "]*[" + oddBlanks + "][ " + oddBlanks + "]*")

// structured is a line that is a part of a table or a list.
var structured = regexp.MustCompile(`^(?:-\s|[\w-]+:(?:\s|$)|#)`)

// indent replaces the odd blanks before the lines of a table or a list. It returns one
// fault, for all of them.
func indent(lines []string) (faults []files.Fault) {
	more := 0
	for i, line := range lines {
		odd := oddIndent.FindString(line)
		if odd == "" || !structured.MatchString(line[len(odd):]) {
			continue
		}
		lines[i] = oddBlank.ReplaceAllString(odd, " ") + line[len(odd):]
		if len(faults) == 0 {
			faults = []files.Fault{{Line: i + 1}}
			continue
		}
		more++
	}
	if len(faults) > 0 {
		also := ""
		if more > 0 {
			also = fmt.Sprintf(", and %d more", more)
		}
		faults[0].Text = "no-break blanks indent this line" + also + ": indent with plain blanks"
	}
	return faults
}

var oddBlank = regexp.MustCompile("[" + oddBlanks + "]")

// cureOddBlank makes plain what separates a key or a hyphen from its value.
func cureOddBlank(line string) (cure, bool) {
	m := oddBehind.FindStringSubmatch(line)
	if m == nil {
		return cure{}, false
	}
	return cure{"a no-break blank stands behind " + m[1][len(m[1])-1:] + ": write a plain blank", m[1] + " " + line[len(m[0]):]}, true
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

// cureQuotes writes quotes that YAML has no meaning for as those of YAML.
func cureQuotes(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || foreignQuoted(value) == "" {
		return cure{}, false
	}
	return notYAMLs(before, value), true
}

func notYAMLs(before, value string) cure {
	quotedValue := requoted(foreignQuoted(value))
	return cure{notYAMLsQuotes + shortened(asKeyed(before, quotedValue)), before + quotedValue}
}

// notYAMLsQuotes begins the cure of quotes that editors and phones make.
const notYAMLsQuotes = "these quotes are not YAML's: write "

// The quotes that editors and phones make, and those that may close them.
const (
	foreignOpen  = "“”„«»‘’‚‹›＂"
	foreignClose = foreignOpen + `"'`
)

// foreignQuoted returns what is in quotes that aren't YAML's, "" if value isn't in such.
func foreignQuoted(value string) string {
	first, n := utf8.DecodeRuneInString(value)
	last, m := utf8.DecodeLastRuneInString(value)
	if n+m >= len(value) || !strings.ContainsRune(foreignOpen, first) || !strings.ContainsRune(foreignClose, last) {
		return ""
	}
	inner := value[n : len(value)-m]
	if strings.ContainsAny(inner, "“”„«»") {
		return "" // several quotations
	}
	return inner
}

// cureColon puts quotes round a text that has a colon.
func cureColon(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || startsQuoted(value) || strings.ContainsAny(value[:1], "[{|>") || !hasColon(value) {
		return cure{}, false
	}
	return needsQuotes("the text has a colon", before, value), true
}

func hasColon(value string) bool { return strings.Contains(value+" ", ": ") }

// signs mean something in YAML where a text begins with them.
const signs = "@`%&*!,]}|>?"

// cureSign puts quotes round a text that begins with a sign.
func cureSign(line string) (cure, bool) {
	before, value, ok := cutValue(line)
	if !ok || !strings.ContainsAny(value[:1], signs) {
		return cure{}, false
	}
	return needsQuotes("a text can't begin with "+value[:1], before, value), true
}

// cureValue cures one value of a table in brackets.
func cureValue(before, value string) (cure, bool) {
	switch {
	case startsQuoted(value):
	case foreignQuoted(value) != "":
		return notYAMLs(before, value), true
	case strings.ContainsAny(value[:1], signs) || beginsBracketed(value):
		return needsQuotes("a text can't begin with "+value[:1], before, value), true
	case strings.Contains(value, " #"):
		return needsQuotes(behindHash, before, value), true
	case hasColon(value):
		return needsQuotes("the text has a colon", before, value), true
	}
	return cure{}, false
}

// behindHash says why a text must be in quotes that has a # behind a blank.
const behindHash = "what stands behind # is a comment, and no part of the text"

// endOfFlow is the end of a table in brackets that began in a line above.
var endOfFlow = regexp.MustCompile(`[}\]]+,?$`)

func needsQuotes(why, before, value string) cure {
	end := endOfFlow.FindString(value)
	if strings.ContainsAny(value, "[{") || end == value {
		end = ""
	}
	quotedValue := requoted(strings.TrimSuffix(value, end))
	return cure{why + ": put quotes round it, as " + shortened(asKeyed(before, quotedValue)), before + quotedValue + end}
}

// asKeyed shows a value with its key.
func asKeyed(before, value string) string {
	return strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(before), "- ") + " " + value)
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
