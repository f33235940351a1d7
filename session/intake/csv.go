package intake

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"warroom/session/incident"
)

// ParseCSV parses a table or a plain list. Cells stand between commas, semicolons, tabs
// or bars. A first line that names columns is read in any order and either case, in our
// words (value, type, state, kind, why) or in those of others; without one, what a row
// holds is told from its cells. Kind is "ioc", the default, or "asset". Other columns
// and comments are ignored. The error concerns the list as a whole.
func ParseCSV(r io.Reader) (List, error) {
	t := table{}
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
	if !t.headed && t.list.Taken == 0 {
		return List{}, errNoTable
	}
	return t.list.whole(), nil
}

// errNoTable says what CSV must look like.
var errNoTable = errors.New("nothing in that is read as a list in CSV: write one indicator a line, or name the columns in the first line, value among them: " +
	"value,type,state,kind,why; a bundle of STIX 2.1 or 2.0 needs --format stix, an event of MISP --format misp")

// table reads a list line by line.
type table struct {
	lines     lines
	list      List
	columns   columns
	headed    bool   // its columns are named
	begun     bool   // a line that is no comment was read
	delimiter byte   // 0: a row is one cell
	heading   string // the word for a type that stood above, in a plain list
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
	case strings.HasPrefix(bare, "#") || strings.HasPrefix(bare, "//"):
		if !t.begun { // some tables name their columns in a comment
			t.nameColumns(strings.TrimLeft(bare, "#/ "), true)
		}
		return nil
	case !t.begun:
		t.begun = true
		if !t.headed && t.nameColumns(line, false) {
			return nil
		}
	}
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

// nameColumns reads the names of the columns, and the sign between them. It reports
// whether the line holds any.
func (t *table) nameColumns(line string, comment bool) bool {
	for _, d := range []byte(delimiters) {
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
	if !ok || comment || c.values[0].word != "" { // a type's name alone is a heading
		return false
	}
	t.columns, t.headed, t.delimiter = c, true, ','
	return true
}

// namedRow reads a row by the names of its columns.
func (t *table) namedRow(place, line string, cells []string) error {
	if !t.columns.many && len(strings.Join(cells[1:], "")) > 0 {
		cells = []string{line} // the sign is part of the value
	}
	cell := func(i int) string {
		if i >= len(cells) {
			return ""
		}
		return strings.Clone(incident.UnguardCell(strings.TrimSpace(cells[i]))) // a copy, so that the whole row isn't kept
	}
	named := func(what string) string {
		if i, ok := t.columns.of[what]; ok {
			return cell(i)
		}
		return ""
	}
	c, err := asset(named)
	found := false
	for _, v := range t.columns.values {
		c.Value = cell(v.at)
		if c.Value == "" {
			continue
		}
		found = true
		word := named("type")
		if v.word != "" && typesOf(word) == nil {
			word = v.word
		}
		if err != nil {
			t.list.leave(place, err.Error())
			continue
		}
		if err := t.list.addAs(place, word, c); err != nil {
			return err
		}
	}
	if !found && strings.Trim(line, `,;|" `+"\t") != "" {
		t.list.leave(place, "there is no value in it")
	}
	return nil
}

// asset reads what a row says beside its value and type.
func asset(cell func(column string) string) (c incident.NameAsset, err error) {
	c.Why = cell("why")
	switch kind := strings.ToLower(cell("kind")); kind {
	case "ioc", "":
		c.IOC = true
	case "asset":
	default:
		return c, fmt.Errorf("%q isn't a kind: use ioc, asset", short(kind))
	}
	if state := cell("state"); state != "" {
		c.Stated = true
		c.State, err = incident.ParseAssetState(state)
	}
	return c, err
}

// addAs adds an item whose type a word says, in our words or in those of others, or two
// where the word and the value are of two parts, as MISP has them.
func (l *List) addAs(place, word string, c incident.NameAsset) error {
	if word == "" {
		return l.add(place, c)
	}
	if !c.IOC {
		var err error
		if c.Type, err = incident.ParseAssetType(word); err != nil {
			l.leave(place, err.Error())
			return nil
		}
		return l.add(place, c)
	}
	if first, second, ok := strings.Cut(word, "|"); ok {
		return l.addBoth(place, first, second, c)
	}
	types := typesOf(word)
	if types == nil {
		l.leave(place, fmt.Sprintf("%q isn't a type that is taken, for %q", short(word), short(c.Value)))
		return nil
	}
	c, err := settle(c, types)
	if err != nil {
		l.leave(place, err.Error())
		return nil
	}
	return l.put(place, c)
}

// addBoth adds the parts of a value of two parts.
func (l *List) addBoth(place, first, second string, c incident.NameAsset) error {
	one, other, ok := strings.Cut(c.Value, "|")
	if !ok {
		return l.addAs(place, first, c)
	}
	switch plainWord(second) {
	case "port":
		if strings.Contains(one, ":") {
			one = "[" + strings.Trim(one, "[]") + "]"
		}
		c.Value = one + ":" + other
		return l.addAs(place, "ip-port", c)
	case "value": // of a registry's key
		c.Why = strings.TrimPrefix(c.Why+"; value "+other, "; ")
		c.Value = one
		return l.addAs(place, first, c)
	}
	if types := typesOf(second); types == nil {
		l.leave(place, fmt.Sprintf("%q isn't a type that is taken, for %q", short(second), short(other)))
	} else {
		d := c
		d.Value = other
		if err := l.addAs(place, second, d); err != nil {
			return err
		}
	}
	c.Value = one
	return l.addAs(place, first, c)
}
