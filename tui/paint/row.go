package paint

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Row is one immutable styled line of known width. Rows are small and
// comparable: two equal rows look the same, and comparing rows that share
// their text costs next to nothing. The zero Row is a blank line.
type Row struct {
	text   string
	width  int32 // cells
	faults int32 // the number of faults that the guard made visible
}

// NewRow measures a line of text and SGR sequences, by grapheme clusters. It
// makes anything else visible as an escape (see [Options.Fault]), so all text
// for a terminal passes here. A row needn't end in a reset: painting adds one.
func NewRow(styled string) Row {
	text, width, faults := guard(styled)
	return Row{text: text, width: int32(width), faults: int32(faults)}
}

// Text returns the row with its styles.
func (r Row) Text() string { return r.text }

// Width returns the cells the row takes.
func (r Row) Width() int { return int(r.width) }

// Plain returns the row without its styles.
func (r Row) Plain() string { return ansi.Strip(r.text) }

// Fit returns the row cut or padded to exactly w cells; a wide character that
// would be cut in half becomes a space. A background from the row's first cell
// to its last (a bar) continues in the padding; any other style ends with the
// text.
func (r Row) Fit(w int) Row {
	w = max(w, 0)
	if r.Width() == w {
		return r
	}
	if r.Width() > w {
		r.text = ansi.Truncate(r.text, w, "")
		r.width = int32(ansi.StringWidth(r.text))
	}
	if pad := w - r.Width(); pad > 0 {
		r.text += padding(r.text, pad)
		r.width = int32(w)
	}
	return r
}

// padding returns the padding of a text by n cells: in its background if it is
// a bar, else unstyled.
func padding(text string, n int) string {
	spaces := strings.Repeat(" ", n)
	if bar := backdrop(text); bar != "" {
		return "\x1b[0;" + bar + "m" + spaces + reset
	}
	if plainEnd(text) {
		return spaces
	}
	return reset + spaces
}

// plainEnd reports whether the text ends without a style in force.
func plainEnd(text string) bool {
	i := strings.LastIndexByte(text, '\x1b')
	return i < 0 || strings.HasPrefix(text[i:], reset) || strings.HasPrefix(text[i:], "\x1b[0m")
}

// paintable returns the row without its trailing unstyled spaces, and its width
// without them: erasing to the end of the line paints those.
func (r Row) paintable() (string, int) {
	text := strings.TrimRight(r.text, " ")
	if len(text) == len(r.text) || !plainEnd(text) {
		return r.text, r.Width()
	}
	return text, r.Width() - (len(r.text) - len(text))
}
