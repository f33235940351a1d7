package intake

import (
	"errors"
	"fmt"
	"strings"

	"warroom/session/incident"
)

// errWhichColumn and errWhichEnd ask where the values of a table are.
var (
	errWhichColumn = errors.New("which column holds the value? name it indicator or value in the first line")
	errWhichEnd    = errors.New("which end of the connection is the attacker's? name its column value, or leave the other blank")
)

// namedRow reads a row by the names of its columns.
func (t *table) namedRow(place, line string, cells []string) error {
	cells = t.fitted(line, cells)
	cell := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return incident.UnguardCell(strings.TrimSpace(cells[i]))
	}
	switch {
	case cells == nil:
		t.list.leave(place, fmt.Sprintf("it has more cells than the first line has names, %d: put quotes round a cell with %q in it", len(t.columns.names), t.delimiter))
		return nil
	case strings.Trim(line, `,;|" `+"\t") == "":
		return nil
	case len(t.columns.values) == 0:
		t.list.leave(place, errWhichColumn.Error())
		return nil
	case t.hasBothEnds(cell):
		t.list.leave(place, errWhichEnd.Error())
		return nil
	}
	c, err := asset(func(what string) string {
		if i, ok := t.columns.of[what]; ok {
			return cell(i)
		}
		return ""
	})
	judged := t.columns.verdict(cell, t.now)
	found := false
	for _, v := range t.columns.values {
		c.Value = strings.Clone(cell(v.at)) // a copy, so that the whole row isn't kept
		if c.Value == "" || isNone(c.Value) {
			continue
		}
		found = true
		switch {
		case err != nil:
			t.list.leave(place, err.Error())
			continue
		case judged != "" && c.IOC:
			t.list.leaveJudged(place, c.Value, judged)
			continue
		}
		if err := t.namedValue(place, v, c, cell); err != nil {
			return err
		}
	}
	switch {
	case !found:
		t.list.leave(place, "there is no value in it")
	case judged == "" && err == nil && c.IOC:
		t.leaveSecond(place, cell)
	}
	return nil
}

// hasBothEnds reports whether a row names both ends of a connection, of which one may be
// a machine of ours.
func (t *table) hasBothEnds(cell func(int) string) bool {
	var ends [destinationEnd + 1]bool
	for _, v := range t.columns.values {
		ends[v.end] = ends[v.end] || cell(v.at) != "" && !isNone(cell(v.at))
	}
	return ends[sourceEnd] && ends[destinationEnd]
}

// fitted returns the cells of a row that belong to columns, nil for one that has more.
// What stands behind a last column of reasons belongs to them.
func (t *table) fitted(line string, cells []string) []string {
	n := len(t.columns.names)
	if len(cells) <= n || strings.TrimSpace(strings.Join(cells[n:], "")) == "" {
		return cells
	}
	if !t.columns.many {
		return []string{line} // the sign is part of the value
	}
	if why, ok := t.columns.of["why"]; !ok || why != n-1 {
		return nil
	}
	return append(cells[:n-1:n-1], strings.Join(cells[n-1:], string(t.delimiter)))
}

// namedValue adds a value of a row, with its type and its port.
func (t *table) namedValue(place string, v valueColumn, c incident.NameAsset, cell func(int) string) (err error) {
	if judgedInWords(c) {
		t.list.leaveJudged(place, c.Value, fmt.Sprintf("it is called %q", short(c.Why)))
		return nil
	}
	word := ""
	if at, ok := t.columns.of["type"]; ok {
		word = cell(at)
	}
	if v.word != "" && typesOf(word) == nil {
		word = v.word
	}
	if port := cell(v.port); port != "" && !isNone(port) {
		if c, word, err = withPort(c, word, port); err != nil {
			t.list.leave(place, err.Error())
			return nil
		}
	}
	if word == "" && hidesValue(c.Value) && isTwo(c.Value) {
		t.list.leave(place, fmt.Sprintf("%q may be one value, or one with text behind it: name its type, or put the text in a column of its own", short(c.Value)))
		return nil
	}
	return t.list.addAs(place, word, c)
}

// leaveSecond leaves what other columns of values hold, and says which columns with
// values weren't read.
func (t *table) leaveSecond(place string, cell func(int) string) {
	for _, v := range t.columns.second {
		if s, err := t.secondValue(v, cell); err == nil {
			t.list.leave(place, fmt.Sprintf("%q, in the column %s, isn't the row's value: if it is an indicator too, give it a row of its own",
				short(s.Value), short(t.columns.names[v.at])))
		}
	}
	for _, i := range t.columns.ports {
		if port := cell(i); port != "" && !isNone(port) {
			t.list.leave(place, fmt.Sprintf("the port %q belongs to no address's column: name them ip and port", short(port)))
		}
	}
	if t.looked++; t.looked > maxAhead {
		return
	}
	for _, i := range t.columns.unread {
		if name := t.columns.names[i]; settles(cell(i)) && !isElsewhere(name) {
			t.list.note(fmt.Sprintf("the column %q wasn't read, though there are values in it: name it value if it holds the indicators", short(name)))
		}
	}
}

var errSame = errors.New("the same as the row's value")

// secondValue returns the value of a second column, if it is one and not the row's.
func (t *table) secondValue(v valueColumn, cell func(int) string) (s incident.NameAsset, err error) {
	s = incident.NameAsset{Value: cell(v.at), IOC: true}
	if s.Value == "" || isNone(s.Value) {
		return s, errSame
	}
	if types := typesOf(v.word); types != nil {
		s, err = settle(s, types)
	} else {
		s, err = s.Settled()
	}
	for _, first := range t.columns.values {
		c := incident.NameAsset{Value: cell(first.at), IOC: true, Type: s.Type}
		if c, other := c.Settled(); err == nil && other == nil && c.Value == s.Value {
			err = errSame
		}
	}
	return s, err
}

// isElsewhere reports whether a column's name says that it tells where to read more.
func isElsewhere(name string) bool {
	name = plainWord(name)
	for _, word := range [...]string{"link", "refer", "source", "report", "creat", "author", "owner", "id"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// asset reads what a row says beside its value and type.
func asset(cell func(column string) string) (c incident.NameAsset, err error) {
	c.Why = strings.Clone(cell("why"))
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
