package themes

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// A Depth is how much styling a terminal shows.
type Depth uint8

// The depths, each showing all that the one before it shows.
const (
	Plain     Depth = iota // no styling at all: text only
	NoColor                // bold, underline and reverse, no colours
	Color16                // the sixteen colours of the terminal's own palette
	Color256               // xterm's 256 colours
	TrueColor              // 24 bits a colour

	depths // how many there are
)

// DepthOf reads a depth from a client's environment, given as KEY=value, the
// last of a key winning. TERM and COLORTERM say what the terminal shows; a
// NO_COLOR that is not empty takes the colours away (https://no-color.org) and
// leaves bold, underline and reverse. A terminal that answers a query with
// more than its environment says may be fitted deeper than this.
func DepthOf(env []string) Depth {
	term, colorTerm := lookup(env, "TERM"), lookup(env, "COLORTERM")
	switch {
	case term == "" || term == "dumb":
		return Plain
	case lookup(env, "NO_COLOR") != "" || monochrome(term):
		return NoColor
	}
	// The rest of the environment is kept from the library: it would let
	// variables that describe the server's own terminal speak for the client's.
	switch colorprofile.Env([]string{"TERM=" + term, "COLORTERM=" + colorTerm}) {
	case colorprofile.TrueColor:
		return TrueColor
	case colorprofile.ANSI256:
		return Color256
	default:
		return Color16
	}
}

// profile is what the library that degrades colours calls a depth.
func (d Depth) profile() colorprofile.Profile {
	return [depths]colorprofile.Profile{
		Plain:     colorprofile.NoTTY,
		NoColor:   colorprofile.ASCII,
		Color16:   colorprofile.ANSI,
		Color256:  colorprofile.ANSI256,
		TrueColor: colorprofile.TrueColor,
	}[d]
}

// monochrome knows the names that terminfo gives to terminals without colour.
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
