package intake

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// ParseCSV parses a table or a plain list, now. Cells stand between commas, semicolons,
// tabs or bars. A first line that names columns is read in any order and either case, in
// our words (value, type, state, kind, why) or in those of others; without one, what a
// row holds is told from its cells. Kind is "ioc", the default, or "asset". Other columns
// and comments are ignored. The error concerns the list as a whole.
func ParseCSV(r io.Reader, now time.Time) (List, error) {
	t := table{now: now}
	text, note := decoded(&bounded{r: r})
	if note != "" {
		t.list.note(note)
	}
	t.lines = lines{r: text, most: maxRow, list: &t.list}
	for {
		line, long, err := t.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = t.line(line, long)
		}
		if err != nil {
			return List{}, fmt.Errorf("read the list: %w", err)
		}
	}
	if !t.headed && t.list.Taken == 0 && !t.understood {
		return List{}, errNoTable
	}
	return t.list.whole(), nil
}

// errNoTable says what CSV must look like.
var errNoTable = errors.New("nothing in that is read as a list in CSV: write one indicator a line, or name the columns in the first line, value among them: " +
	"value,type,state,kind,why; a bundle of STIX 2.1 or 2.0 needs --format stix, an event of MISP --format misp")

// table reads a list line by line.
type table struct {
	now        time.Time
	lines      lines
	list       List
	columns    columns
	headed     bool   // its columns are named
	begun      bool   // a line that is no comment was read
	understood bool   // a row without names of columns was read, and left for what it says
	delimiter  byte   // 0: a row is one cell
	only       byte   // the only delimiter, as the first line says, 0 for none
	heading    string // the word for a type that stood above, in a plain list
	mentioned  bool   // a reason names another value
	looked     int    // rows whose other columns were looked at
}

// line reads a line, and those that belong to its row.
func (t *table) line(line string, long bool) error {
	place := fmt.Sprintf("line %d", t.lines.at)
	bare := strings.TrimSpace(line)
	switch {
	case bare == "":
		return nil
	case long:
		t.list.leave(place, fmt.Sprintf("the row has more than %d KiB", maxRow>>10))
		return t.list.count()
	case strings.ContainsFunc(bare, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }):
		t.list.leave(place, "there are control characters in it: is this a text?")
		return t.list.count()
	case isComment(bare):
		if !t.begun { // some tables name their columns in a comment
			t.nameColumns(strings.TrimPrefix(strings.TrimLeft(bare, "#/ "), "fields\t"), true)
		}
		return nil
	case !t.begun && !t.headed && t.nameDelimiter(line):
		return nil
	case !t.headed && t.list.Taken == 0: // a title may stand before it
		if named, err := t.head(line, !t.begun); named || err != nil {
			t.begun = true
			return err
		}
	}
	t.begun = true
	if err := t.list.count(); err != nil {
		return err
	}
	if !t.headed {
		return t.plainRow(place, line)
	}
	cells, whole, err := t.lines.row(line, t.delimiter)
	if err != nil {
		return err
	}
	if !whole {
		t.list.leave(place, "a quote in it isn't closed")
		return nil
	}
	return t.namedRow(place, line, cells)
}

func isComment(bare string) bool {
	return strings.HasPrefix(bare, "#") || strings.HasPrefix(bare, "//")
}

// nameDelimiter reads a first line that names the delimiter, as Excel writes it: sep=;
func (t *table) nameDelimiter(line string) bool {
	sign, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, "\" \r")), "sep=")
	if !ok || len(sign) != 1 || !strings.Contains(delimiters, sign) {
		return false
	}
	t.only = sign[0]
	return true
}

// signs returns the delimiters that are tried, in their order.
func (t *table) signs() []byte {
	if t.only != 0 {
		return []byte{t.only}
	}
	return []byte(delimiters)
}

// head reads names of columns, known ones or, in a first line, others.
func (t *table) head(line string, first bool) (named bool, err error) {
	if t.nameColumns(line, !first) {
		return true, t.doubtWeak()
	}
	if !first {
		return false, nil
	}
	return t.guessColumns(line)
}

// nameColumns reads the names of the columns, and the sign between them. It reports
// whether the line holds any.
func (t *table) nameColumns(line string, many bool) bool {
	for _, d := range t.signs() {
		cells, open := split(line, d)
		if open || len(cells) < 2 {
			continue
		}
		if c, ok := columnsOf(cells); ok {
			t.columns, t.headed, t.delimiter = c, true, d
			return true
		}
	}
	c, ok := columnsOf([]string{strings.Trim(strings.TrimSpace(line), `"`)})
	if !ok || many || c.values[0].word != "" { // a type's name alone is a heading
		return false
	}
	t.columns, t.headed, t.delimiter = c, true, ','
	return true
}
