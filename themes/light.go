package themes

// lightPalette is for white backgrounds.
func lightPalette() palette {
	return palette{
		Muted:     {fg: "#5f5f5f"},
		Hint:      {fg: "#6c6c6c"},
		Rule:      {fg: "#6c6c6c"},
		Strong:    {bold: true},
		Accent:    {fg: "#005faf", bold: true},
		OtherName: {fg: "#444444"},
		OwnName:   {fg: "#005f5f", bold: true},
		Good:      {fg: "#005f00"},
		Calm:      {fg: "#005fd7"},
		Warn:      {fg: "#6c6c00"},
		Danger:    {fg: "#af0000", bold: true},
		Unread:    {fg: "#8700af"},
		Mention:   {fg: "#af00af", bold: true},
		Mark:      {fg: "#000000", bg: "#ffd75f"},
		Selection: {bg: "#d7d7ff"},
		Drill:     {fg: "#ffffff", bg: "#8700af", bold: true},
		Alarm:     {fg: "#ffffff", bg: "#af0000", bold: true},
	}
}
