package intake

import (
	"fmt"
	"strings"

	"warroom/session/incident"
)

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
	if isVictim(word) {
		l.leaveJudged(place, c.Value, fmt.Sprintf("%q says who was attacked", short(word)))
		return nil
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
