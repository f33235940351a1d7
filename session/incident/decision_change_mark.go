package incident

import "strings"

// undoMark stands, as a word, between a change and the way to undo it.
const undoMark = "--"

// cutUndo cuts args at the first word that is the mark.
func cutUndo(args string) (text, undo string, marked bool) {
	for rest := strings.TrimLeft(args, blanks); rest != ""; {
		word, after := cutWord(rest)
		if word == undoMark {
			return strings.TrimSpace(args[:len(args)-len(rest)]), after, true
		}
		rest = after
	}
	return args, "", false
}

// undoWords are those with which people begin to say how a change is undone.
var undoWords = []string{"undo", "revert", "rollback", "undo-with", "to-undo"}

// askUndo asks about what may stand for the mark in a text without one: a long dash, as
// phones and editors make it of "--", or any dash or word before an undo.
func askUndo(text string) error {
	for rest := text; rest != ""; {
		word, after := cutWord(rest)
		next, _ := cutWord(after)
		if !strings.HasPrefix(word, `"`) && maySeparate(word, next) {
			return refuse(`is what follows %q how to undo it? Then write "-- " before it, as /change TEXT -- HOW TO UNDO; in double quotes it is text`, quote(word))
		}
		rest = after
	}
	return nil
}

// maySeparate reports whether a word may stand for the mark; next is the word behind it.
func maySeparate(word, next string) bool {
	switch bare := strings.Trim(word, dashes); {
	case word == "-":
		return saysUndo(next)
	case bare == "":
		return word != ""
	case bare != word && saysUndo(bare), strings.TrimRight(word, dashes) != word && saysUndo(next):
		return true
	case strings.HasSuffix(word, ":") && saysUndo(strings.TrimLeft(word, "([;,")):
		return true
	default:
		return saysUndo(behindDash(bare))
	}
}

// saysUndo reports whether a word is one that begins an undo, or nearly one.
func saysUndo(word string) bool { return misspelt(word, undoWords) != "" }

// behindDash returns what follows a long dash, or two hyphens, inside a word.
func behindDash(word string) string {
	for _, mark := range [...]string{undoMark, "–", "—", "―"} {
		if _, behind, found := strings.Cut(word, mark); found {
			return behind
		}
	}
	return ""
}
