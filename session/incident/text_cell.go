package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// formulas are the characters with which a spreadsheet formula begins, in
// ASCII, full width and small form. The apostrophe is among them so that
// UnguardCell can undo GuardCell.
const formulas = "=+-@'＝＋－＠﹦﹢﹣﹫"

// GuardCell returns a text for a table cell that no spreadsheet takes for a
// formula: it puts an apostrophe before anything that could be one. That may
// follow a semicolon or a tab too, which separate cells in much of Europe, or
// begin a new line.
func GuardCell(text string) string {
	guarded := eachCell(text, guardStart)
	if beginsBlank(text) {
		return "'" + guarded
	}
	return guarded
}

// UnguardCell undoes GuardCell.
func UnguardCell(cell string) string {
	if rest, guarded := strings.CutPrefix(cell, "'"); guarded && beginsBlank(rest) {
		cell = rest
	}
	return eachCell(cell, unguardStart)
}

// beginsBlank reports whether a text begins with a character that spreadsheets
// skip.
func beginsBlank(text string) bool { return text != "" && strings.ContainsRune("\t\r", rune(text[0])) }

// eachCell applies change to each part of a text that may become a cell.
func eachCell(text string, change func(string) string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(text, ";\t\r\n")
		if i < 0 {
			break
		}
		b.WriteString(change(text[:i]) + text[i:i+1])
		text = text[i+1:]
	}
	return b.String() + change(text)
}

func guardStart(part string) string {
	if reckons(part) {
		return "'" + part
	}
	return part
}

func unguardStart(part string) string {
	if rest, guarded := strings.CutPrefix(part, "'"); guarded && reckons(rest) {
		return rest
	}
	return part
}

// reckons reports whether a spreadsheet may take a part for a formula, after
// blanks too.
func reckons(part string) bool {
	first, size := utf8.DecodeRuneInString(strings.TrimLeftFunc(part, unicode.IsSpace))
	return size > 0 && strings.ContainsRune(formulas, first)
}
