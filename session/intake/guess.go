package intake

import (
	"fmt"
	"slices"
	"strings"
)

// maxAhead bounds the rows that are looked at before the names of columns are understood.
const maxAhead = 20

// guessColumns reads a first line whose names of columns aren't known. The values are
// those of the only column that holds indicators, in each of the first rows; where there
// is no such column, each row is left. It reports whether the line names columns.
func (t *table) guessColumns(line string) (bool, error) {
	for _, d := range t.signs() {
		head, open := split(line, d)
		if open || !areNames(head) {
			continue
		}
		ahead, err := t.lines.peek(maxAhead)
		if err != nil {
			return false, err
		}
		rows := rowsOf(ahead, d, len(head))
		if len(rows) == 0 {
			continue
		}
		t.columns, _ = columnsOf(head)
		t.headed, t.delimiter = true, d
		if at := onlyColumn(rows, len(head)); at >= 0 {
			t.columns.values = []valueColumn{{at: at, port: -1}}
			t.columns.unread = slices.DeleteFunc(t.columns.unread, func(i int) bool { return i == at })
			t.list.note(fmt.Sprintf("no name in line %d is known for a column of values: %q was read, the only column whose first cells are all indicators",
				t.lines.at, short(head[at])))
		}
		return true, nil
	}
	return false, nil
}

// doubtWeak forgets columns of values that may be of what was attacked, where another
// column holds indicators, too: each row is left.
func (t *table) doubtWeak() error {
	if len(t.columns.unread) == 0 || !t.columns.isWeak() {
		return nil
	}
	ahead, err := t.lines.peek(maxAhead)
	if err != nil {
		return err
	}
	for _, row := range rowsOf(ahead, t.delimiter, len(t.columns.names)) {
		for _, at := range t.columns.unread {
			if settles(strings.TrimSpace(row[at])) && !isElsewhere(t.columns.names[at]) {
				t.columns.values = nil
				return nil
			}
		}
	}
	return nil
}

// maxName bounds the name of a column, in bytes.
const maxName = 40

// areNames reports whether cells can be names of columns.
func areNames(cells []string) bool {
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		if cell == "" && i > 1 && i == len(cells)-1 {
			break // a delimiter at the end
		}
		letters := strings.ContainsFunc(cell, func(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' || r > 127 })
		if !letters || len(cell) > maxName || strings.ContainsAny(cell, `@\`) || strings.Contains(cell, "://") || len(strings.Fields(cell)) > 4 {
			return false
		}
	}
	return len(cells) > 1 && !holdsValue(cells)
}

// rowsOf returns the cells of lines that have as many as the line that names them, none
// if these aren't most of the rows.
func rowsOf(ahead []backLine, delimiter byte, n int) (rows [][]string) {
	all := 0
	for _, line := range ahead {
		bare := strings.TrimSpace(line.text)
		if line.long || bare == "" || isComment(bare) {
			continue
		}
		all++
		if cells, open := split(line.text, delimiter); !open && len(cells) == n {
			rows = append(rows, cells)
		}
	}
	if 2*len(rows) <= all {
		return nil
	}
	return rows
}

// onlyColumn returns the only column with indicators, if its cells are all indicators,
// blank ones aside; -1 if there is none.
func onlyColumn(rows [][]string, n int) int {
	only := -1
	for i := range n {
		some, all := false, true
		for _, row := range rows {
			if cell := strings.TrimSpace(row[i]); cell != "" {
				is := settles(cell)
				some, all = some || is, all && is
			}
		}
		switch {
		case !some:
		case only >= 0 || !all:
			return -1
		default:
			only = i
		}
	}
	return only
}
