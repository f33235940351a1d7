package intake

import (
	"errors"
	"fmt"
	"strings"

	"warroom/session/incident"
)

// errTwo says that a text may be a value with a reason behind it.
var errTwo = errors.New("may be one value, or one with a reason behind it")

// reasonSigns stand before a reason, behind a blank.
var reasonSigns = [...]string{" #", " // ", " -- ", " - ", " – ", " — ", " ; ", " | ", "\t"}

// reasonedRow reads a value and the reason behind it.
func (t *table) reasonedRow(place, text string) (bool, error) {
	text = strings.Trim(text, `"`)
	if value, why, ok := cutAtSign(text); ok {
		c, ok := t.valueOf(value)
		switch {
		case ok && settles(why) && !strings.ContainsAny(text[len(value):len(text)-len(why)], "#/"):
			return t.cells(place, []string{value, why})
		case ok:
			return true, t.putReasoned(place, c, why)
		}
	}
	at := strings.IndexAny(text, " \t")
	if at < 0 {
		return false, nil
	}
	value, why := text[:at], strings.TrimSpace(text[at:])
	c, ok := t.valueOf(value)
	if !ok || isStroked(c) && !isEnded(value) || isFree(c) && !isEnded(value) && !settles(value) {
		return false, nil
	}
	words := strings.Fields(why)
	if err := incident.CheckCut(value, why); err != nil {
		t.leaveUnderstood(place, err.Error())
		return true, nil
	}
	switch {
	case len(words) > 1 && isArrow(words[0]) && settles(words[1]), settles(strings.Trim(words[0], "()[]<>")) && !settles(words[0]):
		t.leaveTwo(place, value, why)
		return true, nil
	case !settles(strings.TrimRight(words[0], ",;")):
		return true, t.putReasoned(place, c, why)
	}
	return true, t.manyValues(place, append([]string{value}, words...))
}

// manyValues adds values with blanks between, where there is nothing else.
func (t *table) manyValues(place string, words []string) error {
	for i, word := range words {
		words[i] = strings.TrimRight(word, ",;")
		if !settles(words[i]) {
			t.leaveTwo(place, words[0], words[1])
			return nil
		}
	}
	_, err := t.cells(place, words)
	return err
}

// valueOf returns a text as a value, if it is one alone.
func (t *table) valueOf(text string) (c incident.NameAsset, ok bool) {
	c = incident.NameAsset{Value: strings.Clone(text), IOC: true}
	if s, ok := t.underHeading(c); ok {
		return s, true
	}
	s, err := c.Settled()
	return s, err == nil && !isTwo(text)
}

// putReasoned adds a value with a reason, or leaves it for what the reason says of it.
func (t *table) putReasoned(place string, c incident.NameAsset, why string) error {
	if c.Why = incident.CleanLine(why); judgedInWords(c) {
		t.understood = true
		t.list.leaveJudged(place, c.Value, fmt.Sprintf("it is called %q", short(c.Why)))
		return nil
	}
	for word := range strings.FieldsSeq(why) {
		if !t.mentioned && strings.ContainsAny(word, ".:@\\") && settles(strings.TrimRight(word, ".,;:)")) {
			t.mentioned = true
			t.list.note(fmt.Sprintf("what a reason names beside its value wasn't taken, first in %s: give it a row of its own if it is an indicator", place))
			break
		}
	}
	return t.list.put(place, c)
}

// cutAtSign cuts a value from the reason behind the first sign for one.
func cutAtSign(text string) (value, why string, ok bool) {
	at, size := len(text), 0
	for _, sign := range reasonSigns {
		if i := strings.Index(text, sign); i > 0 && i < at {
			at, size = i, len(sign)
		}
	}
	if size == 0 {
		return "", "", false
	}
	return strings.TrimSpace(text[:at]), strings.TrimLeft(text[at+size:], " \t#"), true
}

// isTwo reports whether a text with blanks, which is a value as a whole, may also be a
// shorter one with a reason behind it, or words before one.
func isTwo(text string) bool {
	at := strings.IndexAny(text, " \t")
	if at < 0 {
		return false
	}
	c, err := incident.NameAsset{Value: text, IOC: true}.Settled()
	switch {
	case err != nil || c.Type == incident.AssetUserAgent:
		return false
	case c.Type == incident.AssetAccount:
		return !strings.HasPrefix(c.Value, "NT ") || strings.ContainsAny(text[strings.LastIndexByte(text, '\\'):], " \t")
	case !isStroked(c):
		return true
	case isEnded(text[:at]), strings.ContainsAny(text[strings.LastIndexAny(text, `/\`):], " \t"):
		return true
	}
	for _, word := range strings.Fields(text[at:]) {
		if beginsPath(word) {
			return true
		}
	}
	return false
}

// isStroked reports whether a value is of a type with strokes in it, where a blank can
// be part of a name.
func isStroked(c incident.NameAsset) bool {
	switch c.Type {
	case incident.AssetPath, incident.AssetRegistry, incident.AssetMutex, incident.AssetAccount:
		return strings.ContainsAny(c.Value, `/\`)
	}
	return false
}

// isFree reports whether a value is of a type that any word can be.
func isFree(c incident.NameAsset) bool {
	switch c.Type {
	case incident.AssetFile, incident.AssetPath, incident.AssetMutex, incident.AssetAccount, incident.AssetUserAgent, incident.AssetCertSerial:
		return true
	case incident.AssetDomain:
		return !strings.Contains(c.Value, ".")
	}
	return false
}

// isEnded reports whether the last part of a path ends as a file does.
func isEnded(path string) bool {
	last := path[strings.LastIndexAny(path, `/\`)+1:]
	dot := strings.LastIndexByte(last, '.')
	return dot > 0 && dot < len(last)-1 && len(last)-dot <= 6 && !strings.ContainsAny(last[dot:], "%$<>[](){} ")
}

// beginsPath reports whether a word is the beginning of another path.
func beginsPath(word string) bool {
	drive := len(word) > 2 && word[1] == ':' && (word[2] == '\\' || word[2] == '/')
	return drive || strings.ContainsRune(`/\~%$`, rune(word[0]))
}

// isArrow reports whether a word is a sign between two values.
func isArrow(word string) bool { return strings.Trim(word, "-=>:→~") == "" }
