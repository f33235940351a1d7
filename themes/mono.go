package themes

// monoPalette has no colours: bold, underline and reverse, and the signs.
func monoPalette() palette {
	return palette{
		Strong:    {bold: true},
		Accent:    {bold: true},
		OwnName:   {underline: true},
		Warn:      {underline: true},
		Danger:    {bold: true, underline: true},
		Unread:    {bold: true},
		Mention:   {bold: true, underline: true},
		Mark:      {underline: true, reverse: true},
		Selection: {reverse: true},
		Drill:     {bold: true, reverse: true},
		Alarm:     {bold: true, reverse: true},
	}
}
