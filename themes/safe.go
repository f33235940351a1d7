package themes

// The colour-blind-safe palettes take their hues from Okabe and Ito, "Color
// Universal Design" (2008, https://jfly.uni-koeln.de/color/): vermillion,
// yellow, sky blue, bluish green, reddish purple. What must be told apart also
// differs in lightness, and a hue that can't be read on its background is
// lightened or darkened until it can.

func safeDarkPalette() palette {
	return palette{
		Muted:     {fg: "#9e9e9e"},
		Hint:      {fg: "#8a8a8a"},
		Rule:      {fg: "#8a8a8a"},
		Strong:    {bold: true},
		Accent:    {fg: "#56a4e9", bold: true}, // sky blue
		OtherName: {fg: "#d0d0d0"},
		OwnName:   {fg: "#d0d0d0", bold: true, underline: true},
		Good:      {fg: "#5fffd7"},             // bluish green, lightened
		Calm:      {fg: "#56a4e9"},             // sky blue
		Warn:      {fg: "#ffff5f"},             // yellow, lightened
		Danger:    {fg: "#ff5f00", bold: true}, // vermillion, lightened
		Unread:    {fg: "#d787d7"},             // reddish purple, lightened
		Mention:   {fg: "#d787d7", bold: true}, // the same
		Mark:      {fg: "#000000", bg: "#ffff5f"},
		Selection: {bg: "#303030"},
		Drill:     {fg: "#000000", bg: "#d787d7", bold: true},
		Alarm:     {fg: "#000000", bg: "#ff5f00", bold: true},
	}
}

// safeLightPalette is for white backgrounds. On white, yellow and orange must be darkened
// into brown, which red-green blind eyes take for the vermillion: reddish purple warns.
func safeLightPalette() palette {
	return palette{
		Muted:     {fg: "#5f5f5f"},
		Hint:      {fg: "#6c6c6c"},
		Rule:      {fg: "#6c6c6c"},
		Strong:    {bold: true},
		Accent:    {fg: "#005fff", bold: true}, // blue
		OtherName: {fg: "#303030"},
		OwnName:   {fg: "#303030", bold: true, underline: true},
		Good:      {fg: "#00875f"},             // bluish green, darkened
		Calm:      {fg: "#005fff"},             // blue
		Warn:      {fg: "#870087"},             // reddish purple, darkened
		Danger:    {fg: "#af2f00", bold: true}, // vermillion, darkened
		Unread:    {fg: "#005fff"},
		Mention:   {fg: "#005fff", bold: true, underline: true},
		Mark:      {fg: "#000000", bg: "#ffff5f"},
		Selection: {bg: "#d7d7ff"},
		Drill:     {fg: "#ffffff", bg: "#870087", bold: true},
		Alarm:     {fg: "#ffffff", bg: "#af2f00", bold: true},
	}
}
