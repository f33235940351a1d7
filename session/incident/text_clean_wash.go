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

// washer goes through a text in normal form once and applies runeRules. It
// copies nothing until something changes.
type washer struct {
	src     string
	lineEnd string
	out     []byte
	copied  int // bytes of src that out stands for

	prev   rune // the last one kept; 0 where a mark has nothing to stand on
	marks  int  // combining marks on the present base
	joins  int  // joiners in the present emoji
	inIcon bool // the present base is a pictograph
}

func (w *washer) wash() string {
	for i := 0; i < len(w.src); {
		if n := plainRun(w.src[i:]); n > 0 {
			i += n
			w.base(rune(w.src[i-1]))
			continue
		}
		r, size := utf8.DecodeRuneInString(w.src[i:])
		w.judge(r, i, size)
		i += size
	}
	if w.copied == 0 {
		return w.src
	}
	return string(append(w.out, w.src[w.copied:]...))
}

// plainRun is the length of the printable ASCII that s starts with: of such a
// run, only the last letter matters to what follows.
func plainRun(s string) int {
	for i := range len(s) {
		if !isPrintable(s[i]) {
			return i
		}
	}
	return len(s)
}

// judge deals with the code point r, size bytes at i, by its rule.
func (w *washer) judge(r rune, i, size int) {
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

// base keeps r, which marks may stand on unless it is a space.
func (w *washer) base(r rune) {
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

// mark keeps r on the present base, unless the base has enough of them.
func (w *washer) mark(r rune, i, size int) {
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

// selects reports whether the variation selector r has a base right before it
// that it may vary. What comes after r starts at next.
func (w *washer) selects(r rune, next int) bool {
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
func (w *washer) joinsTo(r rune, next int) bool {
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

func (w *washer) keepIf(ok bool, r rune, i, size int) {
	if !ok {
		w.drop(i, size)
		return
	}
	w.prev = r
}

// endLine ends the line at i; a carriage return leaves that to the newline
// after it.
func (w *washer) endLine(r rune, i int) {
	if r == '\r' && strings.HasPrefix(w.src[i+1:], "\n") {
		w.drop(i, 1)
		return
	}
	w.replace(i, 1, w.lineEnd)
}

// replace writes text for the size bytes at i. No mark stands on it.
func (w *washer) replace(i, size int, text string) {
	w.prev, w.joins, w.inIcon = 0, 0, false
	if w.src[i:i+size] == text {
		return
	}
	w.drop(i, size)
	w.out = append(w.out, text...)
}

// drop leaves out the size bytes at i.
func (w *washer) drop(i, size int) {
	w.out = append(w.out, w.src[w.copied:i]...)
	w.copied = i + size
}

// escapeOf is r made visible.
func escapeOf(r rune) string {
	switch {
	case r < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xFFFF:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}
