package paint

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Bounds of an SGR sequence that passes the guard. A terminal that is sent
// more parameters than it has room for may misread or crash; 32 is what
// parsers commonly hold, and no colour or attribute needs four digits.
const (
	maxParams = 32
	maxDigits = 3
)

// guard is the last guard before a terminal. It returns s with everything made
// visible that is neither printable text nor an SGR sequence, its width in
// cells, and the number of such faults. Clean text, which is nearly all of it,
// is returned as it is, without an allocation.
//
// It stops what could command or confuse a terminal. Text that is only odd to
// read (stray joiners, piles of combining marks) is for the code that accepts
// text from outside.
func guard(s string) (text string, width, faults int) {
	ascii, cells := true, 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= ' ' && c <= '~':
			cells++
			i++
		default:
			n := pass(s[i:])
			if n == 0 {
				text, faults = reveal(s, pass)
				return text, ansi.StringWidth(text), faults
			}
			ascii = ascii && c < utf8.RuneSelf
			i += n
		}
	}
	if !ascii {
		cells = ansi.StringWidth(s)
	}
	return s, cells, 0
}

// Width returns how many cells a text takes, styled or not. Plain text and colours, which
// is nearly all of it, are counted without a look at the clusters of its letters.
func Width(s string) int {
	_, cells, _ := guard(s)
	return cells
}

// reveal writes each piece of s that ok lets pass (by the length it returns)
// as it is and each byte or rune that it doesn't (0) as a visible escape:
// \x1b, \u202e, \U000e0041, and \xNN for a byte that is not UTF-8.
func reveal(s string, ok func(string) int) (string, int) {
	var b strings.Builder
	faults := 0
	for s != "" {
		n := ok(s)
		if n > 0 {
			b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1, r < utf8.RuneSelf:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		s = s[size:]
		faults++
	}
	return b.String(), faults
}

// pass returns the length of the SGR sequence or the printable rune at the
// start of s, 0 if there is neither.
func pass(s string) int {
	if s[0] == '\x1b' {
		return sgr(s)
	}
	return printable(s)
}

// printable returns the length of the rune at the start of s, 0 if it isn't
// text.
func printable(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 || harmful(r) {
		return 0
	}
	return size
}

// harmful reports whether a rune commands a terminal (C0, DEL, C1), breaks or
// reorders a line (U+2028, U+2029, bidi controls), hides its content (tags,
// interlinear annotation), means nothing (noncharacters), or joins whatever
// follows, so that a row's width depends on its padding.
func harmful(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r <= 0x9f:
		return true
	case r == 0x61c, r == 0x200e, r == 0x200f:
		return true
	case r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x206f:
		return true
	case r >= 0xfff9 && r <= 0xfffb, r == 0xfeff:
		return true
	case r >= 0xe0000 && r <= 0xe007f:
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return true
	}
	return prepended(r)
}

// prepended reports whether a rune has Unicode's property
// Grapheme_Cluster_Break=Prepend (UAX #29).
func prepended(r rune) bool {
	if r < 0x600 {
		return false
	}
	switch {
	case r <= 0x605, r == 0x6dd, r == 0x70f, r == 0x890, r == 0x891, r == 0x8e2, r == 0xd4e:
		return true
	case r == 0x110bd, r == 0x110cd, r == 0x111c2, r == 0x111c3, r == 0x113d1, r == 0x1193f, r == 0x11941:
		return true
	case r == 0x11a3a, r >= 0x11a84 && r <= 0x11a89, r == 0x11d46, r == 0x11f02:
		return true
	}
	return false
}

// sgr returns the length of the SGR sequence (CSI parameters m) at the start of
// s, 0 if there is none within the bounds. A private prefix makes it another
// command, so it doesn't pass.
func sgr(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	params, digits := 1, 0
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c == ';' || c == ':':
			params, digits = params+1, 0
		case c >= '0' && c <= '9':
			digits++
		default:
			return 0
		}
		if params > maxParams || digits > maxDigits {
			return 0
		}
	}
	return 0
}
