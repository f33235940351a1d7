package tui

import (
	"strings"

	"warroom/session/incident"
	"warroom/tui/paint"
)

// alert is how a person wants to be alerted.
type alert uint8

const (
	alertBell alert = iota
	alertNotify
	alertBoth
	alertOff
)

var alertWords = [...]string{"bell", "osc9", "both", "off"}

func (a alert) String() string { return alertWords[a] }

func parseAlert(s string) (alert, bool) {
	for i, w := range alertWords {
		if strings.EqualFold(s, w) {
			return alert(i), true
		}
	}
	return alertBell, false
}

// sequence returns the bytes that alert a terminal.
func (a alert) sequence(text string) string {
	switch a {
	case alertNotify:
		return paint.Notification(text)
	case alertBoth:
		return "\a" + paint.Notification(text)
	}
	return "\a"
}

// alertText returns the text of an alert, "" for none. It comes from the last
// entry after the given one that somebody else wrote, if the entry names the
// person or gives them something, raises the severity or rings for everyone.
func alertText(v incident.View, after uint64, name string) string {
	text := ""
	for e := range v.Entries(after) {
		if e == nil || e.By == name || !isAlert(v, e.Event, name) {
			continue
		}
		line, _, _ := strings.Cut(e.Line(), "\n")
		text = string(e.Incident) + " " + e.By + ": " + line
	}
	return text
}

// isAlert reports whether e alerts the person called name.
func isAlert(v incident.View, e *incident.Event, name string) bool {
	if e.RaisesSeverity() || e.Rings() || e.DeclinesOfferOf(name) || v.Gives(e, name) {
		return true
	}
	return (e.InChat() || e.InTimeline()) && mentions(e.Line(), name)
}

// ring alerts the person to a text, if there is one and they want to be alerted.
func (r *Root) ring(text string) {
	if text != "" && r.prefs.alert != alertOff {
		r.writeRaw(r.prefs.alert.sequence(text))
	}
}

// mentions reports whether text holds @name as a whole word.
func mentions(text, name string) bool {
	for {
		_, rest, ok := strings.Cut(text, "@"+name)
		if !ok {
			return false
		}
		if rest == "" || !partOfName(rest[0]) {
			return true
		}
		text = rest
	}
}

// partOfName reports whether c may be part of a name. The dot isn't included,
// since it also ends a sentence.
func partOfName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}
