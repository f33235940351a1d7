package themes

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// A Depth is the amount of styling that a terminal can show.
type Depth uint8

// The depths, each with all that the one before it shows.
const (
	Plain     Depth = iota // no styling at all: text only
	NoColor                // bold, underline and reverse, no colours
	Color16                // the sixteen colours of the terminal's own palette
	Color256               // xterm's 256 colours
	TrueColor              // 24 bits a colour

	depths // the number of depths
)

// DepthOf derives a depth from a client's environment, given as KEY=value, in
// which the last of a key wins. TERM and COLORTERM say what the terminal shows;
// a NO_COLOR that isn't empty removes the colours (https://no-color.org) and
// keeps bold, underline and reverse. If a terminal answers a query with more
// than that, the caller may use a greater depth.
func DepthOf(env []string) Depth {
	term, colorTerm := lookup(env, "TERM"), lookup(env, "COLORTERM")
	switch {
	case term == "" || term == "dumb":
		return Plain
	case lookup(env, "NO_COLOR") != "" || monochrome(term):
		return NoColor
	}
	// The library must not see the rest of the environment: its variables may
	// describe the server's own terminal.
	switch colorprofile.Env([]string{"TERM=" + term, "COLORTERM=" + colorTerm}) {
	case colorprofile.TrueColor:
		return TrueColor
	case colorprofile.ANSI256:
		return Color256
	default:
		return Color16
	}
}

// profile returns a depth in the terms of the library that degrades colours.
func (d Depth) profile() colorprofile.Profile {
	return [depths]colorprofile.Profile{
		Plain:     colorprofile.NoTTY,
		NoColor:   colorprofile.ASCII,
		Color16:   colorprofile.ANSI,
		Color256:  colorprofile.ANSI256,
		TrueColor: colorprofile.TrueColor,
	}[d]
}

// monochrome reports whether term is one of terminfo's names of terminals
// without colour.
func monochrome(term string) bool {
	return strings.HasPrefix(term, "vt1") || strings.HasPrefix(term, "vt2") ||
		strings.HasSuffix(term, "-m") || strings.HasSuffix(term, "-mono")
}

func lookup(env []string, key string) (value string) {
	for _, e := range env {
		if k, v, _ := strings.Cut(e, "="); k == key {
			value = v
		}
	}
	return value
}
