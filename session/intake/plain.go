package intake

import (
	"strings"

	"warroom/session/incident"
)

// plainRow reads a row of a list without names of columns: one value, with its reason
// behind it, or cells that say by themselves what they are.
func (t *table) plainRow(place, line string) error {
	value := strings.Trim(strings.TrimSpace(line), `"`)
	c := incident.NameAsset{Value: value, IOC: true}
	settled, whole := c.Settled()
	if whole == nil {
		return t.list.put(place, settled)
	}
	if word := strings.TrimSuffix(value, ":"); typesOf(word) != nil {
		t.heading = word
		return nil
	}
	for _, d := range []byte(delimiters) {
		if cells, open := split(strings.TrimSpace(line), d); !open && len(cells) > 1 {
			if c, word, ok := guessed(cells); ok {
				return t.list.addAs(place, word, c)
			}
		}
	}
	if c, ok := t.underHeading(c); ok {
		return t.list.put(place, c)
	}
	if first, why, ok := cutReason(value); ok {
		c.Value, c.Why = first, why
		if c, ok := t.underHeading(c); ok {
			return t.list.put(place, c)
		}
		if c, err := c.Settled(); err == nil {
			return t.list.put(place, c)
		}
	}
	t.list.leave(place, whole.Error())
	return nil
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

// guessed finds a value in cells, and the type and the reason beside it.
func guessed(cells []string) (c incident.NameAsset, word string, ok bool) {
	at, of := -1, -1
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		if of < 0 && typesOf(cell) != nil {
			of = i
		}
	}
	for i, cell := range cells {
		c := incident.NameAsset{Value: strings.TrimSpace(cell), IOC: true}
		if i == of || c.Value == "" {
			continue
		}
		if of >= 0 {
			if _, err := settle(c, typesOf(cells[of])); err == nil {
				at = i
				break
			}
		}
		if _, err := c.Settled(); of < 0 && err == nil {
			at = i
			break
		}
	}
	if at < 0 {
		return c, "", false
	}
	if of >= 0 {
		word = strings.TrimSpace(cells[of])
	}
	var why []string
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); i != at && i != of && i > min(at, max(of, 0)) && cell != "" {
			why = append(why, cell)
		}
	}
	return incident.NameAsset{Value: strings.Clone(strings.TrimSpace(cells[at])), Why: strings.Join(why, ", "), IOC: true}, word, true
}

// cutReason cuts a value from the reason that stands behind it.
func cutReason(line string) (value, why string, ok bool) {
	i := strings.IndexAny(line, " \t")
	if i < 0 {
		return "", "", false
	}
	why = strings.TrimSpace(line[i:])
	for _, sign := range [...]string{"#", "//", "--", "-", "–", "—", ";", "|"} {
		if after, found := strings.CutPrefix(why, sign+" "); found {
			why = strings.TrimSpace(after)
			break
		}
	}
	return line[:i], strings.TrimSpace(strings.TrimPrefix(why, "#")), true
}
