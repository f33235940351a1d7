package themes

// darkPalette is for backgrounds from black to a dark grey (#1c1c1c).
func darkPalette() palette {
	return palette{
		Muted:     {fg: "#9e9e9e"},
		Hint:      {fg: "#8a8a8a"},
		Rule:      {fg: "#8a8a8a"},
		Strong:    {bold: true},
		Accent:    {fg: "#5fafff", bold: true},
		OtherName: {fg: "#d7d7af"},
		OwnName:   {fg: "#5fd7d7", bold: true},
		Good:      {fg: "#5fd75f"},
		Calm:      {fg: "#87afff"},
		Warn:      {fg: "#ffff5f"},
		Danger:    {fg: "#ff5f5f", bold: true},
		Unread:    {fg: "#d787d7"},
		Mention:   {fg: "#ff87ff", bold: true},
		Mark:      {fg: "#000000", bg: "#ffd75f"},
		Selection: {bg: "#303030"},
		Drill:     {fg: "#000000", bg: "#ff87ff", bold: true},
		Alarm:     {fg: "#ffffff", bg: "#af0000", bold: true},
	}
}
