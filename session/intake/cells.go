package intake

import (
	"errors"
	"io"
	"strings"
)

// delimiters are the signs between cells that are tried, in this order.
const delimiters = ",;\t|"

// split splits a row into cells (RFC 4180). A quote within a cell stands for itself.
// Blanks between a quote and a delimiter belong to no cell. Open reports that a quoted
// cell has no end yet.
func split(row string, delimiter byte) (cells []string, open bool) {
	for {
		if bare := strings.TrimLeft(row, " "); strings.HasPrefix(bare, `"`) {
			row = bare
		}
		if !strings.HasPrefix(row, `"`) {
			i := strings.IndexByte(row, delimiter)
			if i < 0 {
				return append(cells, row), false
			}
			cells, row = append(cells, row[:i]), row[i+1:]
			continue
		}
		cell, rest, closed := quoted(row[1:], delimiter)
		if !closed {
			return append(cells, row), true
		}
		if cells = append(cells, cell); rest == "" {
			return cells, false
		}
		row = rest[1:]
	}
}

// quoted reads up to the quote that ends a cell: the delimiter or the row's end follows,
// behind blanks or at once.
func quoted(s string, delimiter byte) (cell, rest string, closed bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '"':
			b.WriteByte(s[i])
		case i+1 < len(s) && s[i+1] == '"':
			b.WriteByte('"')
			i++
		default:
			if rest := strings.TrimLeft(s[i+1:], " "); rest == "" || rest[0] == delimiter {
				return b.String(), rest, true
			}
			b.WriteByte('"')
		}
	}
	return "", "", false
}

// Bounds of a row over several lines: its lines, and how many rows without an end are
// looked for one.
const (
	maxJoined = 20
	maxOpen   = 100
)

// row completes a row whose first line was read, where a quoted cell goes on in the
// next lines. If it ends nowhere, these are put back, and whole is false.
func (l *lines) row(line string, delimiter byte) (cells []string, whole bool, err error) {
	cells, open := split(line, delimiter)
	if !open {
		return cells, true, nil
	}
	var more []backLine
	for l.open < maxOpen && len(line) < maxRow && len(more) < maxJoined {
		next, long, err := l.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false, err
		}
		if more = append(more, backLine{next, long}); long {
			break
		}
		line += "\n" + next
		if cells, open = split(line, delimiter); !open {
			return cells, true, nil
		}
	}
	l.open++
	l.unread(more)
	return nil, false, nil
}
