package incident

import "golang.org/x/text/unicode/norm"

// Clean makes text from outside safe to store, show and export, for a field of
// several lines. The result is valid UTF-8 in Unicode's normal form C. It can't
// hold a terminal sequence, override the reading order, or change the text before
// it.
//
// runeRules (text_clean_table.go) says what happens to each code point. Some of it
// depends on the neighbours:
//
//   - \n stays; \r\n and \r become \n; a tab becomes four spaces.
//   - A combining mark needs a base: at the start of a line, after a space or
//     after an escape it is escaped. The fifth mark on one base is dropped, and so
//     are all later ones. A base is one letter or sign, so a conjunct of several
//     consonants may have four on each.
//   - A variation selector stays directly after its base, one at most. The two
//     that choose between text and emoji (U+FE0E, U+FE0F) stay only on a
//     pictograph or in a keycap, since terminals disagree on the width of
//     other characters with one.
//   - A zero-width joiner stays between two pictographs, three times in one
//     emoji. It and the non-joiner also stay after a letter or a mark of the
//     scripts that they shape (Arabic, those of India, and their neighbours).
//
// The escapes \xNN, \uNNNN and \UNNNNNNNN are for people and are no encoding: a
// backslash that a person typed stays one backslash, so nothing can decode them.
//
// Clean is pure, and cleaning twice equals cleaning once. It returns clean text
// unchanged. The result is at most ten times as long as s.
func Clean(s string) string { return clean(s, "\n") }

// CleanLine is Clean for a field of one line: a line's end becomes a space.
func CleanLine(s string) string { return clean(s, " ") }

func clean(s, lineEnd string) string {
	if isPlain(s, lineEnd[0]) {
		return s
	}
	// Dropping a code point may join a letter and its accent, so the loop runs
	// until nothing changes. Every pass but the first can only drop or escape,
	// so it ends.
	for {
		w := cleaner{src: norm.NFC.String(s), lineEnd: lineEnd}
		if s = w.wash(); w.copied == 0 {
			return s
		}
	}
}

// isPlain reports whether s has only printable ASCII and line ends, as nearly
// every text does.
func isPlain(s string, lineEnd byte) bool {
	for i := range len(s) {
		if !isPrintable(s[i]) && s[i] != lineEnd {
			return false
		}
	}
	return true
}

func isPrintable(b byte) bool { return ' ' <= b && b <= '~' }
