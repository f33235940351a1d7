package incident

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nameMax bounds a person's name, in bytes.
const nameMax = 32

// CleanName returns a person's name in the one form that is stored and
// compared: lower case, 1 to 32 of a to z, 0 to 9, dot, underscore and hyphen.
// It begins and ends with a letter or a digit, so that a full stop after it
// isn't taken for a part of it. It refuses letters of other scripts and never
// transcribes them, since they may look like Latin ones. It refuses a reserved
// name too. The error is a Refusal.
func CleanName(s string) (string, error) {
	if s == "" {
		return "", refuse("a name is missing: write 1 to %d of a to z, 0 to 9, dot, underscore and hyphen", nameMax)
	}
	if len(s) > nameMax {
		return "", refuse("the name is %d bytes long: use %d at most", len(s), nameMax)
	}
	name := norm.NFC.String(s)
	if err := checkNameRunes(name); err != nil {
		return "", err
	}
	name = strings.ToLower(name)
	if first := name[0]; !isLowerOrDigit(first) {
		return "", refuse("a name starts with a letter or a digit, not with %q", string(first))
	}
	if last := name[len(name)-1]; !isLowerOrDigit(last) {
		return "", refuse("a name ends with a letter or a digit, not with %q", string(last))
	}
	if slices.Contains(reservedNames[:], name) {
		return "", refuse("%q is a reserved name: take another", name)
	}
	return name, nil
}

// lookalikes replaces characters that look alike by one of them, and drops the
// signs.
var lookalikes = strings.NewReplacer(
	".", "", "_", "", "-", "", "0", "o", "1", "l", "i", "l", "5", "s", "rn", "m", "vv", "w",
)

// ConfusableKey maps a name to a key that look-alike names share (compare UTS #39).
// Nobody may choose a name whose key is taken.
func ConfusableKey(name string) string { return lookalikes.Replace(name) }

// looksLikeID reports whether a name looks like an incident's, in full (INC-7)
// or short (7).
func looksLikeID(name string) bool {
	digits, named := strings.CutPrefix(ConfusableKey(name), ConfusableKey("inc-"))
	if !named {
		return strings.Trim(name, "0123456789-_.") == ""
	}
	return digits != "" && strings.Trim(digits, ConfusableKey("0123456789")) == ""
}

// checkNameRunes refuses the first code point that a name can't have, and says
// so if its letters come from more than one script.
func checkNameRunes(name string) error {
	for _, r := range name {
		if r < unicode.MaxASCII && (isLowerOrDigit(byte(unicode.ToLower(r))) || strings.ContainsRune("._-", r)) {
			continue
		}
		if scripts := scriptsOf(name); len(scripts) > 1 {
			return refuse("the name mixes letters of %s: use a to z only", strings.Join(scripts, " and "))
		}
		return refuse("%s can't be in a name: use a to z, 0 to 9, dot, underscore and hyphen", shownInName(r))
	}
	return nil
}

func isLowerOrDigit(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }

// scriptsOf returns the scripts of the letters of name, in the order of their
// first letters.
func scriptsOf(name string) []string {
	var scripts []string
	seen := map[string]bool{}
	for _, r := range name {
		script := scriptOf(r)
		if script != "" && !seen[script] {
			seen[script] = true
			scripts = append(scripts, script)
		}
	}
	return scripts
}

// scriptOf returns Unicode's name of the script of the letter r, empty if r
// isn't a letter or has no single script.
func scriptOf(r rune) string {
	if !unicode.IsLetter(r) {
		return ""
	}
	for script, table := range unicode.Scripts {
		if script != "Common" && script != "Inherited" && unicode.Is(table, r) {
			return script
		}
	}
	return ""
}

// shownInName returns r in visible form for a sentence.
func shownInName(r rune) string {
	switch {
	case r == ' ':
		return "a space"
	case unicode.IsGraphic(r) && !unicode.IsMark(r) && !unicode.IsSpace(r):
		return `"` + CleanLine(string(r)) + `"`
	}
	return escapeOf(r)
}
