// Package themes says what colours mean.
//
// Its one idea: a screen asks for a meaning (Danger, Calm, Mention), never for
// a hue, and gets text between two SGR sequences that were computed when the
// program started. A Theme is a small comparable value of one person, so that
// it can be part of a cache key: themes that look the same are equal.
//
// It refuses to know where the meanings are used: no incident, no panel, no
// terminal. Colour never carries a meaning alone, see Meaning.Sign.
package themes

import "strings"

// Reset ends the style that a prefix began.
const Reset = "\x1b[m"

// A Theme is the look of the meanings for one person on one terminal. The zero
// Theme, and any that Parse returned, is a wish that no terminal has been
// fitted to yet: it paints plain text until On fits it.
type Theme struct {
	look  look
	depth Depth
}

// Choose returns the theme of a person who never chose one: dark or light by
// the terminal's background, mono if the terminal shows no colours.
func Choose(dark bool, d Depth) Theme { return Theme{}.On(dark, d) }

// On fits a theme to a terminal, by its background and its depth. A theme that
// was named stays the same, except that without colours each one is mono. Keep
// the wish beside the result: a fitted theme forgets "auto".
func (t Theme) On(dark bool, d Depth) Theme {
	l := t.look.on(dark)
	if l == mono || d < Color16 {
		return Theme{look: mono, depth: min(d, NoColor)}
	}
	return Theme{look: l, depth: min(d, TrueColor)}
}

// Paint applies a meaning to text. Painted text may be inside other text: after
// the inner meaning ends, the outer one continues.
func (t Theme) Paint(m Meaning, text string) string {
	prefix := t.Prefix(m)
	if prefix == "" || text == "" {
		return text
	}
	if strings.Contains(text, Reset) {
		text = strings.ReplaceAll(text, Reset, Reset+prefix)
	}
	return prefix + text + Reset
}

// Prefix returns the SGR sequence that begins a meaning, for rows that are
// built piece by piece; end it with Reset. It is empty if the meaning looks
// like plain text.
func (t Theme) Prefix(m Meaning) string {
	if m >= meanings {
		return ""
	}
	return sheets[t.look][t.depth][m]
}
