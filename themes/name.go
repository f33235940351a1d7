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

	looks // how many there are
)

// on is the look that stands for l on a dark or a light background.
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

// Names lists what Parse accepts, in the order to offer it.
func Names() []string {
	return []string{"auto", "dark", "light", "colour-blind-safe", "mono"}
}

// Parse reads the name of a theme as a person types it: in any case, and with
// the American spelling and the short form "safe" for the colour-blind-safe
// one. Its error is a sentence for that person.
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

// String is the name that Parse reads back, to be shown and remembered.
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
