package themes

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// An ink is how one meaning looks at full depth. Colours are written "#rrggbb";
// an empty one is the terminal's own.
type ink struct {
	fg, bg                   string
	bold, underline, reverse bool
}

// A palette is the inks of one look.
type palette [meanings]ink

// at is the ink as a depth can show it. Sixteen colours have no quiet
// background, so that reverse video stands in for an ink that is one.
func (i ink) at(d Depth) ink {
	switch {
	case d == Plain:
		return ink{}
	case d == NoColor:
		i.fg, i.bg = "", ""
	case d == Color16 && i.fg == "" && i.bg != "":
		i.bg, i.reverse = "", true
	}
	return i
}

// sgr is the sequence that begins the ink, empty for one that changes nothing.
func (i ink) sgr(d Depth) string {
	i = i.at(d)
	var s ansi.Style
	if i.bold {
		s = s.Bold()
	}
	if i.underline {
		s = s.Underline(true)
	}
	if i.reverse {
		s = s.Reverse(true)
	}
	if i.fg != "" {
		s = s.ForegroundColor(d.convert(i.fg))
	}
	if i.bg != "" {
		s = s.BackgroundColor(d.convert(i.bg))
	}
	if len(s) == 0 {
		return ""
	}
	return s.String()
}

// convert gives the nearest colour that a depth has, and nil for no colour.
func (d Depth) convert(hex string) color.Color {
	if hex == "" {
		return nil
	}
	return d.profile().Convert(lipgloss.Color(hex))
}
