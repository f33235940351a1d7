package incident

import "golang.org/x/text/unicode/norm"

// Clean makes text from outside fit to store, to show and to export, for a
// field that has lines. What it returns can't hold a terminal sequence, override
// the reading order, or reach into the text before it, and is valid UTF-8 in
// Unicode's normal form C.
//
// What happens to each code point stands in runeRules (clean_table.go), and
// what depends on its neighbours here:
//
//   - \n stays; \r\n and \r become \n; a tab becomes four spaces.
//   - A combining mark needs a base: one at the start of a line, after a space
//     or after an escape is escaped. The fifth on one base is dropped, and all
//     past it. A base is one letter or sign, so a conjunct of several
//     consonants has four for each.
//   - A variation selector stays right after its base, one at most. The two
//     that choose between text and emoji (U+FE0E, U+FE0F) stay only on a
//     pictograph or in a keycap, since terminals disagree on the width of
//     anything else that has one.
//   - A zero-width joiner stays between two pictographs, three times in one
//     emoji. It and the non-joiner also stay after a letter or a mark of the
//     scripts that they shape (Arabic, those of India, and their neighbours).
//
// The escapes \xNN, \uNNNN and \UNNNNNNNN are for the eye and are no encoding:
// a backslash that a person typed stays one backslash, so there is no way back.
//
// Clean is pure, and cleaning twice is cleaning once. Text that was clean is
// returned as it is. The result is at most ten times as long as s.
func Clean(s string) string { return clean(s, "\n") }

// CleanLine is Clean for a field of one line: a line's end becomes a space.
func CleanLine(s string) string { return clean(s, " ") }

func clean(s, lineEnd string) string {
	if isPlain(s, lineEnd[0]) {
		return s
	}
	// Dropping a code point may bring a letter and its accent together, so the
	// text goes round until nothing changes. Every turn but the first can
	// only drop or escape, so there is a last one.
	for {
		w := washer{src: norm.NFC.String(s), lineEnd: lineEnd}
		if s = w.wash(); w.copied == 0 {
			return s
		}
	}
}

// isPlain reports whether s is printable ASCII and line ends alone, as nearly
// every text is.
func isPlain(s string, lineEnd byte) bool {
	for i := range len(s) {
		if !isPrintable(s[i]) && s[i] != lineEnd {
			return false
		}
	}
	return true
}

func isPrintable(b byte) bool { return ' ' <= b && b <= '~' }
