package incident

import "unicode"

// runeAction is what Clean does with a code point.
type runeAction uint8

const (
	runeKept     runeAction = iota // kept as typed
	runeBecomes                    // replaced by the text in its row
	runeEndsLine                   // a newline, or a space in a field of one line
	runeEscaped                    // written visibly: \x1b, \u202e, \U000e0041
	runeDropped                    // removed: it showed nothing and did nothing
	runeMark                       // kept on a base, four at most; escaped without one
	runeSelector                   // kept right after its base, one at most
	runeJoiner                     // kept where it shapes a script or joins an emoji
)

// runeRule is the fate of the code points from first to last.
type runeRule struct {
	first, last rune
	fate        runeAction
	becomes     string // for runeBecomes only
	what        string
}

// runeRules says what happens to each code point, sorted by code point. Code
// points that act on a terminal, change the reading order or hide a message are
// escaped, so that people see them; those that show nothing and do nothing are
// dropped.
//
// A code point without a row is kept if Unicode calls it graphic (letters,
// digits, punctuation, signs, spaces), is a combining mark if Unicode calls it
// one, and is escaped otherwise: private use, controls of rare scripts, and
// unassigned code points, whose width and normal form are unknown. A byte that
// isn't UTF-8 is escaped as \xNN.
var runeRules = [...]runeRule{
	{0x0000, 0x0008, runeEscaped, "", "C0 controls"},
	{0x0009, 0x0009, runeBecomes, "    ", "tab"},
	{0x000A, 0x000A, runeEndsLine, "", "newline"},
	{0x000B, 0x000C, runeEscaped, "", "C0 controls: vertical tab, form feed"},
	{0x000D, 0x000D, runeEndsLine, "", "carriage return, with the newline after it"},
	{0x000E, 0x001F, runeEscaped, "", "C0 controls, escape among them"},
	{0x007F, 0x009F, runeEscaped, "", "DEL and C1 controls"},
	{0x00A0, 0x00A0, runeBecomes, " ", "no-break space"},
	{0x00AD, 0x00AD, runeDropped, "", "soft hyphen"},
	{0x034F, 0x034F, runeDropped, "", "combining grapheme joiner"},
	{0x0600, 0x0605, runeEscaped, "", "Arabic signs that swallow the digits after them"},
	{0x061C, 0x061C, runeEscaped, "", "bidi control: Arabic letter mark"},
	{0x1100, 0x115E, runeEscaped, "", "conjoining Hangul that makes no syllable: leading"},
	{0x115F, 0x1160, runeDropped, "", "Hangul fillers"},
	{0x1161, 0x11FF, runeEscaped, "", "conjoining Hangul that makes no syllable: vowels, finals"},
	{0x17B4, 0x17B5, runeDropped, "", "Khmer vowels that show nothing"},
	{0x180B, 0x180F, runeDropped, "", "Mongolian selectors and vowel separator"},
	{0x2000, 0x200A, runeBecomes, " ", "typographic spaces"},
	{0x200B, 0x200B, runeDropped, "", "zero-width space"},
	{0x200C, 0x200D, runeJoiner, "", "zero-width non-joiner and joiner"},
	{0x200E, 0x200F, runeEscaped, "", "bidi controls: marks"},
	{0x2028, 0x2029, runeEscaped, "", "line and paragraph separators"},
	{0x202A, 0x202E, runeEscaped, "", "bidi controls: embeddings and overrides"},
	{0x202F, 0x202F, runeBecomes, " ", "narrow no-break space"},
	{0x205F, 0x205F, runeBecomes, " ", "mathematical space"},
	{0x2060, 0x2064, runeDropped, "", "word joiner, invisible operators"},
	{0x2066, 0x2069, runeEscaped, "", "bidi controls: isolates"},
	{0x206A, 0x206F, runeEscaped, "", "deprecated format controls"},
	{0x2800, 0x2800, runeBecomes, " ", "blank braille pattern"},
	{0x3164, 0x3164, runeDropped, "", "Hangul filler"},
	{0xA960, 0xA97C, runeEscaped, "", "conjoining Hangul that makes no syllable: old leading"},
	{0xD7B0, 0xD7FB, runeEscaped, "", "conjoining Hangul that makes no syllable: old vowels, finals"},
	{0xE000, 0xF8FF, runeEscaped, "", "private use"},
	{0xFDD0, 0xFDEF, runeEscaped, "", "noncharacters"},
	{0xFE00, 0xFE0F, runeSelector, "", "variation selectors"},
	{0xFEFF, 0xFEFF, runeDropped, "", "byte order mark"},
	{0xFFA0, 0xFFA0, runeDropped, "", "halfwidth Hangul filler"},
	{0xFFF9, 0xFFFB, runeEscaped, "", "interlinear annotation"},
	{0xFFFE, 0xFFFF, runeEscaped, "", "noncharacters, as the last two of every plane"},
	{0x1D159, 0x1D159, runeDropped, "", "musical notehead that shows nothing"},
	{0x1D173, 0x1D17A, runeEscaped, "", "musical format controls"},
	{0xE0000, 0xE007F, runeEscaped, "", "tags, those in the flags of England, Scotland and Wales too"},
	{0xE0100, 0xE01EF, runeSelector, "", "variation selectors supplement"},
	{0xF0000, 0x10FFFF, runeEscaped, "", "private use planes"},
}

// ruleOf returns the fate of r and, for runeBecomes, its replacement.
func ruleOf(r rune) (fate runeAction, becomes string) {
	low, high := 0, len(runeRules)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if runeRules[mid].last < r {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(runeRules) && runeRules[low].first <= r {
		return runeRules[low].fate, runeRules[low].becomes
	}
	switch {
	case unicode.IsLetter(r):
		return runeKept, ""
	case unicode.IsMark(r):
		return runeMark, ""
	case unicode.IsGraphic(r):
		return runeKept, ""
	}
	return runeEscaped, ""
}

// shapedByJoiners holds the blocks whose letters a joiner shapes: Arabic and
// its neighbours, the scripts of India and Sri Lanka, Myanmar, Khmer,
// Mongolian.
var shapedByJoiners = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x0600, Hi: 0x0DFF, Stride: 1}, {Lo: 0x1000, Hi: 0x109F, Stride: 1},
	{Lo: 0x1780, Hi: 0x18AF, Stride: 1},
}}

// skinTones follow a pictograph and are part of it.
var skinTones = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0x1F3FB, Hi: 0x1F3FF, Stride: 1}}}

// pictographs holds the code points that can begin an emoji: the property
// Extended_Pictographic of UTS #51 (emoji-data.txt, Unicode 15).
var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00A9, Hi: 0x00A9, Stride: 1}, {Lo: 0x00AE, Hi: 0x00AE, Stride: 1}, {Lo: 0x203C, Hi: 0x203C, Stride: 1},
		{Lo: 0x2049, Hi: 0x2049, Stride: 1}, {Lo: 0x2122, Hi: 0x2122, Stride: 1}, {Lo: 0x2139, Hi: 0x2139, Stride: 1},
		{Lo: 0x2194, Hi: 0x2199, Stride: 1}, {Lo: 0x21A9, Hi: 0x21AA, Stride: 1}, {Lo: 0x231A, Hi: 0x231B, Stride: 1},
		{Lo: 0x2328, Hi: 0x2328, Stride: 1}, {Lo: 0x2388, Hi: 0x2388, Stride: 1}, {Lo: 0x23CF, Hi: 0x23CF, Stride: 1},
		{Lo: 0x23E9, Hi: 0x23F3, Stride: 1}, {Lo: 0x23F8, Hi: 0x23FA, Stride: 1}, {Lo: 0x24C2, Hi: 0x24C2, Stride: 1},
		{Lo: 0x25AA, Hi: 0x25AB, Stride: 1}, {Lo: 0x25B6, Hi: 0x25B6, Stride: 1}, {Lo: 0x25C0, Hi: 0x25C0, Stride: 1},
		{Lo: 0x25FB, Hi: 0x25FE, Stride: 1}, {Lo: 0x2600, Hi: 0x2605, Stride: 1}, {Lo: 0x2607, Hi: 0x2612, Stride: 1},
		{Lo: 0x2614, Hi: 0x2685, Stride: 1}, {Lo: 0x2690, Hi: 0x2705, Stride: 1}, {Lo: 0x2708, Hi: 0x2712, Stride: 1},
		{Lo: 0x2714, Hi: 0x2714, Stride: 1}, {Lo: 0x2716, Hi: 0x2716, Stride: 1}, {Lo: 0x271D, Hi: 0x271D, Stride: 1},
		{Lo: 0x2721, Hi: 0x2721, Stride: 1}, {Lo: 0x2728, Hi: 0x2728, Stride: 1}, {Lo: 0x2733, Hi: 0x2734, Stride: 1},
		{Lo: 0x2744, Hi: 0x2744, Stride: 1}, {Lo: 0x2747, Hi: 0x2747, Stride: 1}, {Lo: 0x274C, Hi: 0x274C, Stride: 1},
		{Lo: 0x274E, Hi: 0x274E, Stride: 1}, {Lo: 0x2753, Hi: 0x2755, Stride: 1}, {Lo: 0x2757, Hi: 0x2757, Stride: 1},
		{Lo: 0x2763, Hi: 0x2767, Stride: 1}, {Lo: 0x2795, Hi: 0x2797, Stride: 1}, {Lo: 0x27A1, Hi: 0x27A1, Stride: 1},
		{Lo: 0x27B0, Hi: 0x27B0, Stride: 1}, {Lo: 0x27BF, Hi: 0x27BF, Stride: 1}, {Lo: 0x2934, Hi: 0x2935, Stride: 1},
		{Lo: 0x2B05, Hi: 0x2B07, Stride: 1}, {Lo: 0x2B1B, Hi: 0x2B1C, Stride: 1}, {Lo: 0x2B50, Hi: 0x2B50, Stride: 1},
		{Lo: 0x2B55, Hi: 0x2B55, Stride: 1}, {Lo: 0x3030, Hi: 0x3030, Stride: 1}, {Lo: 0x303D, Hi: 0x303D, Stride: 1},
		{Lo: 0x3297, Hi: 0x3297, Stride: 1}, {Lo: 0x3299, Hi: 0x3299, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1F000, Hi: 0x1F0FF, Stride: 1}, {Lo: 0x1F10D, Hi: 0x1F10F, Stride: 1}, {Lo: 0x1F12F, Hi: 0x1F12F, Stride: 1},
		{Lo: 0x1F16C, Hi: 0x1F171, Stride: 1}, {Lo: 0x1F17E, Hi: 0x1F17F, Stride: 1}, {Lo: 0x1F18E, Hi: 0x1F18E, Stride: 1},
		{Lo: 0x1F191, Hi: 0x1F19A, Stride: 1}, {Lo: 0x1F1AD, Hi: 0x1F1E5, Stride: 1}, {Lo: 0x1F201, Hi: 0x1F20F, Stride: 1},
		{Lo: 0x1F21A, Hi: 0x1F21A, Stride: 1}, {Lo: 0x1F22F, Hi: 0x1F22F, Stride: 1}, {Lo: 0x1F232, Hi: 0x1F23A, Stride: 1},
		{Lo: 0x1F23C, Hi: 0x1F23F, Stride: 1}, {Lo: 0x1F249, Hi: 0x1F3FA, Stride: 1}, {Lo: 0x1F400, Hi: 0x1F53D, Stride: 1},
		{Lo: 0x1F546, Hi: 0x1F64F, Stride: 1}, {Lo: 0x1F680, Hi: 0x1F6FF, Stride: 1}, {Lo: 0x1F774, Hi: 0x1F77F, Stride: 1},
		{Lo: 0x1F7D5, Hi: 0x1F7FF, Stride: 1}, {Lo: 0x1F80C, Hi: 0x1F80F, Stride: 1}, {Lo: 0x1F848, Hi: 0x1F84F, Stride: 1},
		{Lo: 0x1F85A, Hi: 0x1F85F, Stride: 1}, {Lo: 0x1F888, Hi: 0x1F88F, Stride: 1}, {Lo: 0x1F8AE, Hi: 0x1F8FF, Stride: 1},
		{Lo: 0x1F90C, Hi: 0x1F93A, Stride: 1}, {Lo: 0x1F93C, Hi: 0x1F945, Stride: 1}, {Lo: 0x1F947, Hi: 0x1FAFF, Stride: 1},
		{Lo: 0x1FC00, Hi: 0x1FFFD, Stride: 1},
	},
	LatinOffset: 2,
}
