package incident

import (
	"slices"
	"strings"
)

// cutValue cuts a value from the front of args: a word, a text in quotes, or several
// words where blanks were set round its dots. Typed is all of what it took.
func cutValue(args string) (value, typed, rest string, err error) {
	whole := strings.TrimLeft(args, blanks)
	if first, after := cutWord(whole); after != "" && slices.Contains(bullets, first) {
		args = after
	}
	value, rest, quoted, err := cutQuoted(args)
	if err != nil {
		return "", "", "", err
	}
	if !quoted {
		value, rest = joinedWords(value, rest)
		if err := checkUnquoted(value, rest); err != nil {
			return "", "", "", err
		}
	}
	if strings.Contains(value, softHyphen) {
		return "", "", "", refuse("%q has a hyphen in it that may only have parted a line: write it with one, as %q, or without", quote(value), quote(strings.ReplaceAll(value, softHyphen, "-")))
	}
	return value, strings.TrimSpace(whole[:len(whole)-len(rest)]), rest, nil
}

// softHyphen is a hyphen that shows only where a line ends.
const softHyphen = "\u00ad"

// bullets stand before an item of a list that was copied.
var bullets = []string{"-", "*", "•", "–", "·", "◦"}

// joinedWords adds to a value the words that belong to it: hxxp:// evil[.]com,
// evil [.] com, user AT evil DOT com.
func joinedWords(value, rest string) (string, string) {
	spoken := !strings.ContainsAny(value, ".:/") // else its dots are written
	for {
		next, after := cutWord(rest)
		word, behind := cutWord(after)
		switch _, isType := AssetTypeOf(next); {
		case next == "" || isType:
			return value, rest
		case strings.HasSuffix(value, "://") || strings.HasSuffix(value, "[://]"):
			value, rest = value+next, after
		case word == "":
			return value, rest
		case refang(next) == "." && next != ".":
			value, rest = value+"."+word, behind
		case spoken && strings.EqualFold(next, "dot") && isLabels(value):
			value, rest = value+"."+word, behind
		case refang(next) == "@" || spoken && next == "AT" && isLabels(value):
			value, rest = value+"@"+word, behind
		default:
			return value, rest
		}
	}
}

// isLabels reports whether a value may go on with a dot that is a word.
func isLabels(s string) bool {
	_, host, found := strings.Cut(s, "@")
	if !found {
		host = s
	}
	return isHost(host)
}

// checkUnquoted refuses a value that blanks may have cut: the rest of it would be
// taken for a reason.
func checkUnquoted(value, rest string) error {
	switch {
	case rest == "":
		return nil
	case strings.HasPrefix(value, "Mozilla/"):
		return refuse(`a user agent has blanks: put quotes round it, as /ioc "%s"`, quote(value+" "+rest))
	case !looksLikePath(value) && !looksLikeRegistry(value) || !strings.Contains(value, `\`):
		return nil
	}
	for word := range strings.FieldsSeq(rest) {
		if word == keep {
			return nil
		}
		if strings.Contains(word, `\`) && !looksLikePath(word) && !looksLikeRegistry(word) {
			return refuse("it isn't plain where %s… ends: put quotes round what has blanks in it, as \"C:\\Program Files\\x.dll\"%s", quote(value), keepHint)
		}
	}
	return nil
}
