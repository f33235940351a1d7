package incident

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	marksPerBase  = 4 // combining marks kept on one base
	joinsPerEmoji = 3 // enough for a family of four
)

const (
	nonJoiner       = '\u200c'
	joiner          = '\u200d'
	textSelector    = '\ufe0e'
	emojiSelector   = '\ufe0f'
	enclosingKeycap = '\u20e3'
)

// cleaner applies runeRules to a text in normal form, in one pass. It copies
// nothing until something changes.
type cleaner struct {
	src     string
	lineEnd string
	out     []byte
	copied  int // bytes of src that out covers

	prev   rune // the last one kept; 0 if a mark has no base here
	marks  int  // combining marks on the present base
	joins  int  // joiners in the present emoji
	inIcon bool // the present base is a pictograph
}

func (w *cleaner) wash() string {
	for i := 0; i < len(w.src); {
		if n := plainRun(w.src[i:]); n > 0 {
			i += n
			w.base(rune(w.src[i-1]))
			continue
		}
		r, size := utf8.DecodeRuneInString(w.src[i:])
		w.apply(r, i, size)
		i += size
	}
	if w.copied == 0 {
		return w.src
	}
	return string(append(w.out, w.src[w.copied:]...))
}

// plainRun returns the length of the printable ASCII at the start of s; of such
// a run, only the last letter matters to what follows.
func plainRun(s string) int {
	for i := range len(s) {
		if !isPrintable(s[i]) {
			return i
		}
	}
	return len(s)
}

// apply applies the rule of the code point r, which has size bytes at i.
func (w *cleaner) apply(r rune, i, size int) {
	if r == utf8.RuneError && size == 1 {
		w.replace(i, size, fmt.Sprintf(`\x%02x`, w.src[i]))
		return
	}
	fate, becomes := ruleOf(r)
	switch fate {
	case runeKept:
		w.base(r)
	case runeBecomes:
		w.replace(i, size, becomes)
	case runeEndsLine:
		w.endLine(r, i)
	case runeEscaped:
		w.replace(i, size, escapeOf(r))
	case runeMark:
		w.mark(r, i, size)
	case runeSelector:
		w.keepIf(w.selects(r, i+size), r, i, size)
	case runeJoiner:
		w.keepIf(w.joinsTo(r, i+size), r, i, size)
	default:
		w.drop(i, size)
	}
}

// base keeps r, which can have marks unless it is a space.
func (w *cleaner) base(r rune) {
	icon := unicode.Is(pictographs, r)
	if w.prev != joiner || !icon {
		w.joins = 0
	}
	w.inIcon = icon || w.inIcon && w.prev != 0 && unicode.Is(skinTones, r)
	w.marks = 0
	w.prev = r
	if unicode.IsSpace(r) {
		w.prev = 0
	}
}

// mark keeps r on the present base, unless the base has enough marks.
func (w *cleaner) mark(r rune, i, size int) {
	switch {
	case w.prev == 0:
		w.replace(i, size, escapeOf(r))
	case w.marks == marksPerBase:
		w.drop(i, size)
	default:
		w.marks++
		w.prev = r
	}
}

// selects reports whether the variation selector r directly follows a base that
// it may vary. next is the index after r.
func (w *cleaner) selects(r rune, next int) bool {
	if w.prev == 0 || w.prev == joiner || w.prev == nonJoiner || unicode.IsMark(w.prev) {
		return false
	}
	if r != textSelector && r != emojiSelector || unicode.Is(pictographs, w.prev) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(w.src[next:])
	return r == emojiSelector && strings.ContainsRune("0123456789#*", w.prev) && after == enclosingKeycap
}

// joinsTo reports whether the joiner or non-joiner r shapes the letter before
// it, or joins the emoji before it to the one at next.
func (w *cleaner) joinsTo(r rune, next int) bool {
	if w.inIcon {
		after, _ := utf8.DecodeRuneInString(w.src[next:])
		if r != joiner || w.joins == joinsPerEmoji || !unicode.Is(pictographs, after) || !unicode.IsGraphic(after) {
			return false
		}
		w.joins++
		return true
	}
	return unicode.Is(shapedByJoiners, w.prev) && (unicode.IsLetter(w.prev) || unicode.IsMark(w.prev))
}

func (w *cleaner) keepIf(ok bool, r rune, i, size int) {
	if !ok {
		w.drop(i, size)
		return
	}
	w.prev = r
}

// endLine ends the line at i. A carriage return before a newline leaves that to
// the newline.
func (w *cleaner) endLine(r rune, i int) {
	if r == '\r' && strings.HasPrefix(w.src[i+1:], "\n") {
		w.drop(i, 1)
		return
	}
	w.replace(i, 1, w.lineEnd)
}

// replace writes text for the size bytes at i. It can't be the base of a mark.
func (w *cleaner) replace(i, size int, text string) {
	w.prev, w.joins, w.inIcon = 0, 0, false
	if w.src[i:i+size] == text {
		return
	}
	w.drop(i, size)
	w.out = append(w.out, text...)
}

// drop removes the size bytes at i.
func (w *cleaner) drop(i, size int) {
	w.out = append(w.out, w.src[w.copied:i]...)
	w.copied = i + size
}

// escapeOf returns r in visible form.
func escapeOf(r rune) string {
	switch {
	case r < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xFFFF:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}
