package feed

import (
	"strings"

	"warroom/themes"
)

// paintText paints a row of text in its tone, and highlights search hits and
// mentioned people.
func (r *reader) paintText(text string, ink themes.Meaning) string {
	if r.look.Find == "" && !strings.Contains(text, "@") {
		return r.look.Theme.Paint(ink, text)
	}
	var b strings.Builder
	for text != "" {
		start, end, what := r.nextHighlight(text)
		b.WriteString(text[:start])
		b.WriteString(r.look.Theme.Paint(what, text[start:end]))
		text = text[end:]
	}
	return r.look.Theme.Paint(ink, b.String())
}

// nextHighlight returns the first piece of text to highlight. Without one,
// start and end are len(text).
func (r *reader) nextHighlight(text string) (start, end int, what themes.Meaning) {
	start, end = len(text), len(text)
	if from, to := r.find.highlight(text); from >= 0 {
		start, end, what = from, to, themes.Mark
	}
	if from, to := r.mention(text[:start]); from >= 0 {
		start, end, what = from, to, themes.Mention
	}
	return start, end, what
}

// mention returns the first "@" with the name of a known person, or -1, 0.
func (r *reader) mention(text string) (start, end int) {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '@')
		if i < 0 {
			return -1, 0
		}
		start := from + i
		name := strings.TrimRight(leadingName(text[start+1:]), "._-")
		if _, known := r.view.Member(name); known {
			return start, start + 1 + len(name)
		}
		from = start + 1
	}
}

// leadingName returns the prefix of text that could be a person's name.
func leadingName(text string) string {
	rest := strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyz0123456789._-")
	return text[:len(text)-len(rest)]
}
