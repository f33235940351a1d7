package incident

import (
	"slices"
	"strings"
)

// sentenceMarks are those that end a sentence, or stand behind a value in one.
const sentenceMarks = `,;.:!?*>|`

// checkEnd asks about a mark at the end of a value whose type wasn't given: it may
// belong to the sentence that the value stood in.
func checkEnd(t AssetType, value string) error {
	switch t {
	case AssetUntyped, AssetURL, AssetPath, AssetFile, AssetRegistry, AssetMutex, AssetUserAgent, AssetAccount:
	default:
		return nil // its form has no room for one, or it is dropped
	}
	bare := withoutMarks(value)
	if bare == value || bare == "" {
		return nil
	}
	or := ""
	if t != AssetUntyped {
		or = ", or put " + t.String() + " behind it to keep it so"
	}
	return refuse("%s ends with %s, which may belong to the text round it: leave it off%s", quote(value), value[len(bare):], or)
}

// withoutMarks returns a value without the marks, the brackets that weren't opened and the
// footnotes at its end.
func withoutMarks(s string) string {
	for s != "" {
		switch last := s[len(s)-1]; {
		case strings.HasSuffix(s, `\..`) || strings.HasSuffix(s, `/..`) || strings.HasSuffix(s, `\.`) || strings.HasSuffix(s, `/.`):
			return s
		case strings.IndexByte(sentenceMarks, last) >= 0, last == ')' && isUnopened(s, "(", ")"), last == ']' && isUnopened(s, "[", "]"), last == '}' && isUnopened(s, "{", "}"),
			last == '"' && strings.Count(s, `"`)%2 == 1, last == '\'' && strings.Count(s, "'")%2 == 1:
			s = s[:len(s)-1]
		case last == ']' && isFootnote(s[max(strings.LastIndexByte(s, '['), 0):]) && !strings.HasSuffix(s[:strings.LastIndexByte(s, '[')], "://"):
			s = s[:strings.LastIndexByte(s, '[')]
		default:
			return s
		}
	}
	return s
}

// isFootnote reports whether s is the mark of a footnote, as [1].
func isFootnote(s string) bool {
	return 3 <= len(s) && len(s) <= 5 && s[0] == '[' && strings.Trim(s[1:len(s)-1], "0123456789") == ""
}

// isUnopened reports whether more brackets close in s than open.
func isUnopened(s, opens, closes string) bool {
	return strings.Count(s, closes) > strings.Count(s, opens)
}

// checkWhole asks about a value of a type that wasn't given, where a part of it is
// complete: the rest may be a second thing, or a reason.
func checkWhole(t AssetType, value string) error {
	switch t {
	case AssetURL:
		if strings.Contains(value, "[.") || strings.Contains(value, ".]") {
			return refuse("%s has a bracket beside a dot, of which it isn't plain whether it belongs to the url: write it as it was, or put url behind it to keep it so", quote(value))
		}
	case AssetPath, AssetRegistry:
		if endsEarly(value) {
			return refuse("it isn't plain where %s ends: put quotes round what has blanks in it, and %s behind it", quote(value), t)
		}
	case AssetFile:
		if first, rest := cutWord(value); rest != "" && isIndicator(first) {
			return refuse("%s may be %s with more behind it: name each by itself, or put %s behind it to keep it so", quote(value), quote(first), t)
		}
	}
	if isListOf(t, value) {
		or := ""
		if t != AssetUntyped {
			or = ", or put " + t.String() + " behind it to keep it so"
		}
		return refuse("%s may be several things: name each by itself%s", quote(value), or)
	}
	return nil
}

// endsEarly reports whether a file's ending stands before a blank in a path.
func endsEarly(path string) bool {
	for i := range len(path) {
		if strings.IndexByte(blanks, path[i]) >= 0 && isFileName(path[strings.LastIndexAny(path[:i], `/\`)+1:i]) {
			return true
		}
	}
	return false
}

// isListOf reports whether a value reads as several, with a comma or the like between them.
func isListOf(t AssetType, value string) bool {
	if !strings.ContainsAny(value, listMarks) {
		return false
	}
	parts := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(listMarks+" ", r) })
	if len(parts) < 2 {
		return false
	}
	switch t {
	case AssetUntyped, AssetFile, AssetAccount, AssetMutex:
		return isIndicator(parts[0]) && isIndicator(parts[1])
	case AssetURL, AssetPath, AssetRegistry:
		return slices.ContainsFunc(parts[1:], func(part string) bool {
			scheme, _, found := strings.Cut(refang(part), "://")
			return found && isScheme(scheme) || looksLikePath(part) && part[0] != '/' || looksLikeRegistry(part) ||
				strings.Count(part, ".") == 3 && looksLikeIPv4(part) || isPlainDomain(part)
		})
	}
	return false
}

// listMarks stand between the values of a list.
const listMarks = ",;|"
