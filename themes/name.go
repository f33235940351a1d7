package themes

import (
	"fmt"
	"strings"
)

// A look is a theme's palette. The colour-blind-safe theme has two, since no
// one set of its colours can be read on black and on white.
type look uint8

const (
	auto look = iota // a wish only: dark or light, by the terminal
	dark
	light
	safeDark
	safeLight
	mono

	looks // the number of looks
)

// on returns the look that l means on a dark or a light background.
func (l look) on(isDark bool) look {
	onDark, onLight := l, l
	switch l {
	case auto:
		onDark, onLight = dark, light
	case safeDark, safeLight:
		onDark, onLight = safeDark, safeLight
	}
	if isDark {
		return onDark
	}
	return onLight
}

// Names lists the names that Parse accepts, in the order to offer them.
func Names() []string {
	return []string{"auto", "dark", "light", "colour-blind-safe", "mono"}
}

// Parse parses the name of a theme: in any case, and with the American spelling
// and the short form "safe" for the colour-blind-safe one. Its error is a
// sentence for the person.
func Parse(name string) (Theme, error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "auto":
		return Theme{look: auto}, nil
	case "dark":
		return Theme{look: dark}, nil
	case "light":
		return Theme{look: light}, nil
	case "colour-blind-safe", "color-blind-safe", "safe":
		return Theme{look: safeDark}, nil
	case "mono":
		return Theme{look: mono}, nil
	}
	names := Names()
	last := len(names) - 1
	return Theme{}, fmt.Errorf("no theme is named %q: choose %s or %s",
		name, strings.Join(names[:last], ", "), names[last])
}

// String returns the name, for display and storage; Parse reads it back.
func (t Theme) String() string {
	return [looks]string{
		auto:      "auto",
		dark:      "dark",
		light:     "light",
		safeDark:  "colour-blind-safe",
		safeLight: "colour-blind-safe",
		mono:      "mono",
	}[t.look]
}
