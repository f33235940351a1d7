package themes

import (
	"image/color"
	"math"
	"slices"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/lucasb-eyer/go-colorful"
)

// backgrounds are what each look is drawn for. Dark terminals differ more than
// light ones, so that the dark looks answer for both ends.
func backgrounds() map[look][]string {
	return map[look][]string{
		dark:      {"#000000", "#1c1c1c"},
		safeDark:  {"#000000", "#1c1c1c"},
		light:     {"#ffffff"},
		safeLight: {"#ffffff"},
	}
}

// vision turns the linear light of a colour into what an eye makes of it.
type vision [3][3]float64

// eyes are Machado, Oliveira and Fernandes, "A Physiologically-based Model for
// Simulation of Color Vision Deficiency" (2009), at full severity.
func eyes() map[string]vision {
	return map[string]vision{
		"full colour vision": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protanopia": {
			{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"deuteranopia": {
			{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"tritanopia": {
			{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}
}

func (v vision) see(c colorful.Color) colorful.Color {
	r, g, b := c.LinearRgb()
	mix := func(row [3]float64) float64 { return row[0]*r + row[1]*g + row[2]*b }
	return colorful.LinearRgb(mix(v[0]), mix(v[1]), mix(v[2])).Clamped()
}

// contrast is the ratio of WCAG 2.2, from 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	col, _ := colorful.MakeColor(c)
	r, g, b := col.LinearRgb()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text.
func TestEveryMeaningCanBeRead(t *testing.T) {
	for l, grounds := range backgrounds() {
		for _, d := range []Depth{Color256, TrueColor} {
			for m, i := range l.palette() {
				if i.fg == "" {
					continue
				}
				behind := grounds
				if i.bg != "" {
					behind = []string{i.bg}
				}
				for _, ground := range behind {
					if got := contrast(d.convert(i.fg), d.convert(ground)); got < 4.5 {
						t.Errorf("look %d, depth %d, meaning %d: %.2f on %s", l, d, m, got, ground)
					}
				}
			}
		}
	}
}

func TestASelectedRowCanBeReadWhateverItsColours(t *testing.T) {
	for l := range backgrounds() {
		inks := l.palette()
		for _, d := range []Depth{Color256, TrueColor} {
			for m, i := range inks {
				if i.fg == "" || i.bg != "" {
					continue
				}
				if got := contrast(d.convert(i.fg), d.convert(inks[Selection].bg)); got < 3 {
					t.Errorf("look %d, depth %d, meaning %d: %.2f on a selected row", l, d, m, got)
				}
			}
		}
	}
}

// Two colours are apart from a CIEDE2000 distance of 0.12 (12 of the usual
// units; about 2 can just be seen side by side).
func TestStatesCanBeToldApartByColourBlindEyes(t *testing.T) {
	states := []Meaning{Danger, Warn, Good, Calm}
	for _, l := range []look{safeDark, safeLight} {
		inks := l.palette()
		for _, d := range []Depth{Color256, TrueColor} {
			for name, eye := range eyes() {
				for n, a := range states {
					for _, b := range states[n+1:] {
						one, _ := colorful.MakeColor(d.convert(inks[a].fg))
						two, _ := colorful.MakeColor(d.convert(inks[b].fg))
						got := eye.see(one).DistanceCIEDE2000(eye.see(two))
						if got < 0.12 {
							t.Errorf("look %d, depth %d, %s: meanings %d and %d are %.3f apart", l, d, name, a, b, got)
						}
					}
				}
			}
		}
	}
}

// Terminals choose their own sixteen colours, and some are lost on the
// background nearly everywhere.
func TestSixteenColoursKeepStatesApartAndVisible(t *testing.T) {
	lost := map[bool][]ansi.BasicColor{
		true:  {ansi.Black, ansi.Blue},
		false: {ansi.White, ansi.BrightWhite, ansi.BrightGreen, ansi.BrightYellow, ansi.BrightCyan},
	}
	for l := range backgrounds() {
		inks := l.palette()
		seen := map[color.Color]Meaning{}
		for _, m := range []Meaning{Danger, Warn, Good, Calm} {
			c := Color16.convert(inks[m].fg)
			if other, ok := seen[c]; ok {
				t.Errorf("look %d: meanings %d and %d are both colour %v", l, m, other, c)
			}
			seen[c] = m
		}
		for m, i := range inks {
			fg, bg := Color16.convert(i.fg), Color16.convert(i.bg)
			switch {
			case fg != nil && fg == bg:
				t.Errorf("look %d: meaning %d is colour %v on itself", l, m, fg)
			case fg != nil && bg == nil && slices.Contains(lost[l == dark || l == safeDark], fg.(ansi.BasicColor)):
				t.Errorf("look %d: meaning %d is lost as colour %v", l, m, fg)
			}
		}
	}
}
