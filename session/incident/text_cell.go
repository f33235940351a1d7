package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// formulas begin what a spreadsheet reckons with, in ASCII, full width and small
// form; the apostrophe is among them so that there is a way back.
const formulas = "=+-@'＝＋－＠﹦﹢﹣﹫"

// GuardCell is a text for a cell of a table that no spreadsheet takes for a
// formula: an apostrophe stands before what would be one. A cell may begin behind
// a semicolon or a tab as well, where those part the cells, as in much of Europe,
// and on a new line.
func GuardCell(text string) string {
	guarded := eachCell(text, guardStart)
	if beginsBlank(text) {
		return "'" + guarded
	}
	return guarded
}

// UnguardCell is what GuardCell was given.
func UnguardCell(cell string) string {
	if rest, guarded := strings.CutPrefix(cell, "'"); guarded && beginsBlank(rest) {
		cell = rest
	}
	return eachCell(cell, unguardStart)
}

// beginsBlank reports whether a text begins with what spreadsheets pass over.
func beginsBlank(text string) bool { return text != "" && strings.ContainsRune("\t\r", rune(text[0])) }

// eachCell changes each part of a text that may be a cell.
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

// reckons reports whether a spreadsheet may take a part for a formula, be it
// behind blanks.
func reckons(part string) bool {
	first, size := utf8.DecodeRuneInString(strings.TrimLeftFunc(part, unicode.IsSpace))
	return size > 0 && strings.ContainsRune(formulas, first)
}
