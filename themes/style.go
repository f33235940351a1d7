package themes

import "charm.land/lipgloss/v2"

// Style returns a meaning as a Lip Gloss style, for the style fields of
// ready-made components, with colours that the terminal has. Rendering with it
// costs microseconds a call: paint rows with Paint.
func (t Theme) Style(m Meaning) lipgloss.Style {
	s := lipgloss.NewStyle()
	if m >= meanings {
		return s
	}
	i := t.look.palette()[m].at(t.depth)
	s = s.Bold(i.bold).Underline(i.underline).Reverse(i.reverse)
	if c := t.depth.convert(i.fg); c != nil {
		s = s.Foreground(c)
	}
	if c := t.depth.convert(i.bg); c != nil {
		s = s.Background(c)
	}
	return s
}
