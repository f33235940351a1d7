package intake

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"warroom/session/incident"
)

// ParseCSV parses a table whose first line names its columns, in any order and
// either case: value and optionally type, state, kind ("ioc", the default, or
// "asset") and why. It ignores other columns, and recognises a missing type
// from the value. The error concerns the list as a whole.
func ParseCSV(r io.Reader) (List, error) {
	source := &bounded{r: r, most: maxRow}
	text := bufio.NewReader(source)
	if mark, err := text.Peek(len(spreadsheetMark)); err == nil && string(mark) == spreadsheetMark {
		_, _ = text.Discard(len(mark)) // the mark is there: Peek saw it
	}
	rows := csv.NewReader(text)
	rows.FieldsPerRecord, rows.ReuseRecord = -1, true
	head, err := rows.Read()
	if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
		return List{}, errNoTable
	}
	if err != nil {
		return List{}, fmt.Errorf("read the names of the columns: %w", err)
	}
	columns := columnsOf(head)
	if _, ok := columns["value"]; !ok {
		return List{}, errNoTable
	}
	var l List
	for {
		source.next()
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return l.whole(), nil
		}
		if err := l.count(); err != nil {
			return List{}, err
		}
		if err := l.addRow(rows, columns, row, err); err != nil {
			return List{}, err
		}
	}
}

// errNoTable says what CSV must look like.
var errNoTable = errors.New("that isn't a table in CSV: its first line must name the columns, value among them: type,value,state,kind,why; " +
	"a bundle of STIX 2.1 or 2.0 needs --format stix")

// spreadsheetMark is the mark with which some spreadsheets begin a file
// (U+FEFF).
const spreadsheetMark = "\xef\xbb\xbf"

// columnsOf returns the index of each column by its name.
func columnsOf(head []string) map[string]int {
	columns := map[string]int{}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	return columns
}

// addRow adds one row, or returns an error.
func (l *List) addRow(rows *csv.Reader, columns map[string]int, row []string, err error) error {
	if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
		l.leave(fmt.Sprintf("line %d", bad.StartLine), bad.Err.Error())
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the list: %w", err)
	}
	line, _ := rows.FieldPos(0)
	place := fmt.Sprintf("line %d", line)
	c, err := asset(func(column string) string {
		i, ok := columns[column]
		if !ok || i >= len(row) {
			return ""
		}
		return strings.Clone(incident.UnguardCell(strings.TrimSpace(row[i]))) // a copy, so that the whole row isn't kept
	})
	if err != nil {
		l.leave(place, err.Error())
		return nil
	}
	return l.add(place, c)
}

// asset reads a row by the names of its columns.
func asset(cell func(column string) string) (incident.NameAsset, error) {
	c := incident.NameAsset{Value: cell("value"), Why: cell("why")}
	var err error
	switch kind := strings.ToLower(cell("kind")); kind {
	case "ioc", "":
		c.IOC = true
	case "asset":
	default:
		return c, fmt.Errorf("%q isn't a kind: use ioc, asset", short(kind))
	}
	if t := cell("type"); t != "" {
		if c.Type, err = incident.ParseAssetType(t); err != nil {
			return c, err
		}
	}
	if state := cell("state"); state != "" {
		c.Stated = true
		c.State, err = incident.ParseAssetState(state)
	}
	return c, err
}
