package sshd

import "unicode/utf8"

// Bytes that the decoder of keys looks for.
const (
	byteEscape = 0x1b
	byteDelete = 0x7f
)

// controls names the keys of control characters, as tui/input does. What isn't here is
// no key.
var controls = [' ']string{
	0x01: "home", 0x02: "left", 0x03: "ctrl+c", 0x04: "ctrl+d", 0x05: "end", 0x06: "right", 0x08: "backspace",
	'\n': "newline", '\r': "enter", 0x0b: "ctrl+k", 0x0c: "ctrl+l", 0x0e: "down", 0x10: "up", 0x15: "ctrl+u", 0x17: "ctrl+w", 0x19: "ctrl+y",
}

// endings names the keys by the last byte of their sequence, without another key held.
var endings = map[byte]string{'A': "up", 'B': "down", 'C': "right", 'D': "left", 'H': "home", 'F': "end"}

// numbered names the keys whose sequence ends with a tilde, by their number.
var numbered = map[string]string{"1": "home", "7": "home", "3": "delete", "4": "end", "8": "end"}

// alts names the keys that a letter is with alt held.
var alts = map[byte]string{'b': "alt+b", 'f': "alt+f", byteDelete: "alt+backspace", 0x08: "alt+backspace"}

// noKey is the name of what was pressed and does nothing.
const noKey = "none"

// maxSequence bounds an escape sequence, in bytes: what is longer is none.
const maxSequence = 64

// lineKey is one key that was pressed, or the text that keys typed.
type lineKey struct{ name, text string }

// decodeKey decodes the first key of what came, and returns its length: 0 where more of it
// must come first.
func decodeKey(b []byte) (lineKey, int) {
	switch c := b[0]; {
	case c == byteEscape:
		return decodeEscape(b)
	case c == byteDelete:
		return lineKey{name: "backspace"}, 1
	case c == '\t':
	case c < ' ' && controls[c] == "":
		return lineKey{name: noKey}, 1
	case c < ' ':
		return lineKey{name: controls[c]}, 1
	}
	end := 0
	for end < len(b) && (b[end] >= ' ' && b[end] != byteDelete || b[end] == '\t') && utf8.FullRune(b[end:]) {
		_, n := utf8.DecodeRune(b[end:])
		end += n
	}
	return lineKey{text: string(b[:end])}, end
}

// decodeEscape decodes what begins with an escape. Escape alone does nothing, whatever is
// typed after it.
func decodeEscape(b []byte) (lineKey, int) {
	if len(b) == 1 {
		return lineKey{}, 0
	}
	switch {
	case b[1] == '[':
		return decodeSequence(b)
	case b[1] == 'O' && len(b) == 2:
		return lineKey{}, 0
	case b[1] == 'O':
		return lineKey{name: named(endings[b[2]])}, 3
	case alts[b[1]] != "":
		return lineKey{name: alts[b[1]]}, 2
	}
	return lineKey{name: noKey}, 1
}

// decodeSequence decodes a control sequence (ECMA-48, 5.4).
func decodeSequence(b []byte) (lineKey, int) {
	for i := 2; i < len(b) && i < maxSequence; i++ {
		switch c := b[i]; {
		case c >= '@' && c <= '~':
			return lineKey{name: sequenceName(string(b[2:i]), c)}, i + 1
		case c < ' ' || c > '~':
			return lineKey{name: noKey}, i
		}
	}
	if len(b) >= maxSequence {
		return lineKey{name: noKey}, maxSequence
	}
	return lineKey{}, 0
}

func sequenceName(parameters string, end byte) string {
	switch {
	case end == '~':
		return named(numbered[parameters])
	case parameters == "" || parameters == "1":
		return named(endings[end])
	case parameters == "1;5" && (end == 'C' || end == 'D'):
		return "ctrl+" + endings[end]
	case parameters == "1;3" && (end == 'C' || end == 'D'):
		return "alt+" + endings[end]
	}
	return noKey
}

func named(name string) string {
	if name == "" {
		return noKey
	}
	return name
}
