package intake

import (
	"fmt"
	"strings"

	"warroom/session/incident"
)

// cellsRow reads a row whose cells say by themselves what they are.
func (t *table) cellsRow(place, text string) (bool, error) {
	for _, d := range t.signs() {
		cells, open := split(text, d)
		if open || len(cells) < 2 {
			continue
		}
		for i, cell := range cells {
			cells[i] = strings.TrimSpace(cell)
		}
		if done, err := t.cells(place, cells); done || err != nil {
			return done, err
		}
	}
	return false, nil
}

// cells reads cells: one may name the type, of which the values are; the rest are the
// reason. More than one value beside a reason isn't plain, and neither is a url beside
// another value, which may be where to read about it.
func (t *table) cells(place string, cells []string) (bool, error) {
	word := ""
	var values []incident.NameAsset
	var rest []string
	urls := 0
	if at := typeCell(cells); at >= 0 {
		word = cells[at]
		cells = append(append([]string{}, cells[:at]...), cells[at+1:]...)
	}
	for _, cell := range cells {
		c, err := t.cellAs(cell, word)
		switch {
		case cell == "" || isNone(cell):
		case err != nil && hidesValue(cell):
			t.leaveUnderstood(place, fmt.Sprintf("in %q a value stands before other words: put it in a cell of its own", short(cell)))
			return true, nil
		case err != nil:
			rest = append(rest, cell)
		default:
			values = append(values, c)
			if c.Type == incident.AssetURL {
				urls++
			}
		}
	}
	switch {
	case len(values) == 0:
		return false, nil
	case len(values) > 1 && (urls > 0 || len(rest) > 0):
		t.leaveTwo(place, values[0].Value, values[1].Value)
		return true, nil
	}
	if len(rest) > 0 && isPort(rest[0]) && mayHavePort(values[0]) {
		t.leaveUnderstood(place, fmt.Sprintf("is %s a port of %q? write them with a colon between, or name the columns ip and port in the first line", rest[0], short(values[0].Value)))
		return true, nil
	}
	for _, c := range values {
		c.Why = strings.Join(rest, ", ")
		if why := judgedBy(rest); why != "" {
			t.leaveUnderstood(place, fmt.Sprintf("%q isn't taken as an indicator: it is called %q", short(c.Value), short(why)))
			continue
		}
		if err := t.list.put(place, c); err != nil {
			return true, err
		}
	}
	return true, nil
}

// typeCell returns the cell that names a type, -1 for none.
func typeCell(cells []string) int {
	for i, cell := range cells {
		if types := typesOf(cell); types != nil && types[0] != incident.AssetUntyped {
			return i
		}
	}
	return -1
}

// cellAs returns the value of a cell: of the type that a word names, or of another that
// the cell says by itself.
func (t *table) cellAs(cell, word string) (incident.NameAsset, error) {
	c := incident.NameAsset{Value: strings.Clone(cell), IOC: true}
	if word != "" {
		if s, err := settle(c, typesOf(word)); err == nil && (settles(cell) || !strings.ContainsAny(cell, " \t")) {
			return s, nil
		}
	}
	s, err := c.Settled()
	if err == nil && isTwo(cell) {
		err = errTwo
	}
	if err != nil {
		if s, ok := t.underHeading(c); ok {
			return s, nil
		}
	}
	return s, err
}

// hidesValue reports whether a cell begins with a value, and goes on with words.
func hidesValue(cell string) bool {
	first, _, more := strings.Cut(cell, " ")
	return more && settles(first)
}

// judgedBy returns the cell of a reason that says that the row's value is no indicator.
func judgedBy(cells []string) string {
	for _, cell := range cells {
		if isHarmless(cell) {
			return cell
		}
	}
	return ""
}

// isPort reports whether a cell is a number that can be a port.
func isPort(cell string) bool {
	return cell != "" && len(cell) <= 5 && strings.Trim(cell, "0123456789") == "" && cell[0] != '0'
}

// mayHavePort reports whether a value is of a type that can stand before a port.
func mayHavePort(c incident.NameAsset) bool {
	return c.Type == incident.AssetIPv4 || c.Type == incident.AssetIPv6 || c.Type == incident.AssetDomain
}
