package themes

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// An ink is the look of one meaning at full depth. Colours are written
// "#rrggbb"; an empty one is the terminal's own.
type ink struct {
	fg, bg                   string
	bold, underline, reverse bool
}

// A palette holds the inks of one look.
type palette [meanings]ink

// at returns the ink as a depth can show it. Sixteen colours have no quiet
// background, so reverse video replaces an ink with one.
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

// sgr returns the sequence that begins the ink, empty if it changes nothing.
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

// convert returns the nearest colour that a depth has, nil for no colour.
func (d Depth) convert(hex string) color.Color {
	if hex == "" {
		return nil
	}
	return d.profile().Convert(lipgloss.Color(hex))
}
