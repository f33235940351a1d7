package readline

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"warroom/session/incident"
)

// Paste inserts pasted text. It never sends. A text that doesn't fit goes into
// the history, as lines that fit: going back shows them from the first. The
// error is an incident.Refusal that says so.
func (m Prompt) Paste(text string) (Prompt, error) {
	text = strings.TrimSuffix(incident.Clean(text), "\n")
	line, err := m.line.Insert(text)
	if err == nil {
		m.line = line
		return m, nil
	}
	return m.KeepPaste(text, err)
}

// KeepPaste puts pasted text that was refused with err into the history, as
// lines that fit. The error is an incident.Refusal that says so.
func (m Prompt) KeepPaste(text string, err error) (Prompt, error) {
	text = strings.TrimSuffix(incident.Clean(text), "\n")
	parts := split(text)
	for i := range parts {
		m = m.add(parts[len(parts)-1-i])
	}
	if len(parts) < 2 {
		return m, incident.Refusal{Why: err.Error() + "; the paste is kept in the history, up shows it"}
	}
	return m, incident.Refusal{Why: fmt.Sprintf(
		"%d bytes are too many for one entry, at most %d are taken: kept as %d lines in the history, up shows them",
		len(text), incident.MaxLine, len(parts))}
}

// split returns text as parts of at most incident.MaxLine bytes, in order. They
// end where a line does, or else a word, or else a rune.
func split(text string) (parts []string) {
	for len(text) > incident.MaxLine {
		at, skip := cutAt(text)
		if part := text[:at]; strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}
		text = text[at+skip:]
	}
	if strings.TrimSpace(text) != "" {
		parts = append(parts, text)
	}
	return parts
}

// cutAt returns where the first part of text ends, and how many bytes behind it
// belong to no part.
func cutAt(text string) (at, skip int) {
	head := text[:incident.MaxLine+1]
	for _, end := range []string{"\n", " "} {
		if i := strings.LastIndex(head, end); i > 0 {
			return i, len(end)
		}
	}
	at = incident.MaxLine
	for !utf8.RuneStart(text[at]) {
		at--
	}
	return at, 0
}
