package tui

import (
	"strings"

	"warroom/session/incident"
	"warroom/tui/paint"
)

// alert is how a person wants to be called.
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

// sequence is what calls a person who wants to be called.
func (a alert) sequence(words string) string {
	switch a {
	case alertNotify:
		return paint.Notification(words)
	case alertBoth:
		return "\a" + paint.Notification(words)
	}
	return "\a"
}

// alertText returns what to call a person with: the last of the entries after one that
// somebody else wrote, and that names the person, raises the severity or rings for
// everyone. It is "" where there is none.
func alertText(v incident.View, after uint64, name string) string {
	words := ""
	for e := range v.Entries(after) {
		if e == nil || e.By == name || !isAlert(e.Event, name) {
			continue
		}
		text, _, _ := strings.Cut(e.Line(), "\n")
		words = string(e.Incident) + " " + e.By + ": " + text
	}
	return words
}

func isAlert(e *incident.Event, name string) bool {
	if f, ok := e.Fact.(incident.SeveritySet); ok && f.To < f.From || e.Rings() {
		return true
	}
	return (e.InChat() || e.InTimeline()) && mentions(e.Line(), name)
}

// mentions tells whether a text holds @name as a word of its own.
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

// partOfName leaves out the dot, which also ends a sentence.
func partOfName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}
