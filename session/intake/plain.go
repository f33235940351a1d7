package intake

import (
	"fmt"
	"slices"
	"strings"

	"warroom/session/incident"
)

// plainRow reads a row of a list without names of columns: one value, with its reason
// behind it; a line as sha256sum writes it, or of a hosts file; or cells that say by
// themselves what they are.
func (t *table) plainRow(place, line string) error {
	text := strings.TrimSpace(line)
	value := strings.Trim(text, `"`)
	c := incident.NameAsset{Value: value, IOC: true}
	if !strings.ContainsAny(text, " \t,;|") && !isNowhere(text) || isQuoted(text) {
		if settled, err := c.Settled(); err == nil {
			return t.list.put(place, settled)
		}
		return t.bareRow(place, c)
	}
	if t.isHeading(value) {
		return nil
	}
	for _, read := range [...]func(place, text string) (bool, error){t.labelledRow, t.sumRow, t.hostsRow, t.oneValue, t.cellsRow, t.reasonedRow} {
		if done, err := read(place, text); done || err != nil {
			return err
		}
	}
	t.leavePlain(place, c)
	return nil
}

// isQuoted reports whether quotes stand round the whole of a text.
func isQuoted(text string) bool {
	return len(text) > 2 && text[0] == '"' && strings.IndexByte(text[1:], '"') == len(text)-2
}

// bareRow reads a row of one word that isn't plain by itself: a heading, or what stands
// under one.
func (t *table) bareRow(place string, c incident.NameAsset) error {
	if t.isHeading(c.Value) {
		return nil
	}
	if c, ok := t.underHeading(c); ok {
		return t.list.put(place, c)
	}
	if done, err := t.labelledRow(place, c.Value); done || err != nil {
		return err
	}
	t.leavePlain(place, c)
	return nil
}

// isHeading reports whether a row names the type of those below it.
func (t *table) isHeading(text string) bool {
	word := strings.TrimSuffix(text, ":")
	if typesOf(word) == nil {
		return false
	}
	t.heading = word
	return true
}

// leavePlain leaves a row that isn't plain, for what is said of its value.
func (t *table) leavePlain(place string, c incident.NameAsset) {
	if _, err := c.Settled(); err != nil {
		t.list.leave(place, err.Error())
		return
	}
	t.leaveUnderstood(place, fmt.Sprintf("%q may be one value, or one with a reason behind it: put quotes round the value, or # before the reason", short(c.Value)))
}

// leaveUnderstood leaves a row that holds values, and asks how it is meant.
func (t *table) leaveUnderstood(place, why string) {
	t.understood = true
	t.list.leave(place, why)
}

// leaveTwo leaves a row with two values, beside which there is something else.
func (t *table) leaveTwo(place, one, other string) {
	t.leaveUnderstood(place, fmt.Sprintf("%q and %q stand in one row: give each a row of its own, name the columns in the first line, or put # before a reason", short(one), short(other)))
}

// underHeading returns c with the type of the heading that it stands under, if its value
// can be of that type and of no other.
func (t *table) underHeading(c incident.NameAsset) (incident.NameAsset, bool) {
	if t.heading == "" || strings.ContainsAny(c.Value, " \t") {
		return c, false
	}
	c, err := settle(c, typesOf(t.heading))
	return c, err == nil
}

// labelledRow reads a value behind the word for its type: MD5: d41d8c…
func (t *table) labelledRow(place, text string) (bool, error) {
	word, value, ok := strings.Cut(text, ":")
	value = strings.TrimSpace(value)
	if !ok || strings.ContainsAny(value, " \t,;|") || typesOf(word) == nil {
		return false, nil
	}
	return true, t.list.addAs(place, word, incident.NameAsset{Value: strings.Clone(value), IOC: true})
}

// oneValue adds a row that is one value although there are blanks or delimiters in it.
func (t *table) oneValue(place, text string) (bool, error) {
	c, err := incident.NameAsset{Value: text, IOC: true}.Settled()
	switch {
	case err != nil || strings.ContainsAny(text[len(text)-1:], delimiters) || isTwo(text) && !t.isFileName(text, c):
		return false, nil
	case t.isTorn(text):
		t.leaveUnderstood(place, fmt.Sprintf("%q may be one value, or one with text behind it: put quotes round the value, or name the columns in the first line", short(text)))
		return true, nil
	}
	return true, t.list.put(place, c)
}

// isFileName reports whether a text with blanks stands under a heading of files, and
// begins with no other value.
func (t *table) isFileName(text string, c incident.NameAsset) bool {
	return c.Type == incident.AssetFile && slices.Contains(typesOf(t.heading), c.Type) && !hidesValue(text)
}

// isTorn reports whether a value with delimiters in it may be a value and other cells.
func (t *table) isTorn(text string) bool {
	for _, d := range t.signs() {
		cells, open := split(text, d)
		if open || len(cells) < 2 || !settles(strings.TrimSpace(cells[0])) {
			continue
		}
		for _, cell := range cells[1:] {
			if bare := strings.TrimSpace(cell); bare != cell || isProse(bare) || settles(bare) {
				return true
			}
		}
	}
	return false
}

// isProse reports whether a cell holds words, or begins with a day.
func isProse(cell string) bool {
	if len(cell) >= 10 && cell[4] == '-' && cell[7] == '-' && strings.Trim(cell[:4]+cell[5:7]+cell[8:10], "0123456789") == "" {
		return true
	}
	return len(cell) > 2 && strings.Trim(strings.ToLower(cell), "abcdefghijklmnopqrstuvwxyz _-") == ""
}
