package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// formulas are the characters with which a spreadsheet formula begins, in
// ASCII, full width and small form.
const formulas = "=+-@＝＋－＠﹦﹢﹣﹫"

// GuardCell returns a text for a table cell that no spreadsheet takes for a formula. It
// puts an apostrophe before one that begins as a formula does, and changes nothing else:
// programs compare what stands in a cell.
func GuardCell(text string) string {
	if isGuarded(text) {
		return "'" + text
	}
	return text
}

// UnguardCell undoes GuardCell.
func UnguardCell(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && isGuarded(rest) {
		return rest
	}
	return cell
}

// isGuarded reports whether a text begins as a formula does, behind blanks or behind
// apostrophes, which UnguardCell could take for its own; or with a tab or a line's end,
// which spreadsheets skip.
func isGuarded(text string) bool {
	text = strings.TrimLeft(text, "'")
	if text != "" && strings.ContainsRune("\t\r", rune(text[0])) {
		return true
	}
	first, size := utf8.DecodeRuneInString(strings.TrimLeftFunc(text, unicode.IsSpace))
	return size > 0 && strings.ContainsRune(formulas, first)
}
