package input

import (
	"bytes"
	"unicode/utf8"
)

// control handles a byte after ESC [, a control sequence (ECMA-48, section
// 5.4): parameter bytes, intermediate bytes, a final byte.
func (l *lexer) control(b byte) {
	switch {
	case b == '[' && len(l.held) == 2: // a function key of the Linux console: one byte follows
		l.state = (*lexer).console
	case b >= '0' && b <= '?':
		l.parameter(b)
	case b >= ' ' && b <= '/':
		l.hold(b, maxCSI)
		l.state = (*lexer).intermediate
	case b >= '@' && b < del:
		l.final(b)
	default:
		l.abort(b)
	}
}

// parameter counts the parts for which the library has fixed space.
func (l *lexer) parameter(b byte) {
	switch {
	case b == ';' || b == ':':
		l.params, l.digits = l.params+1, 0
	case b <= '9':
		l.digits++
	}
	l.spoiled = l.spoiled || l.params > maxParams || l.digits > maxDigits
	l.hold(b, maxCSI)
}

// intermediate handles a byte after the first intermediate byte: no parameter
// may follow.
func (l *lexer) intermediate(b byte) {
	switch {
	case b >= ' ' && b <= '/':
		l.hold(b, maxCSI)
	case b >= '0' && b <= '?':
		l.spoiled = true
	case b >= '@' && b < del:
		l.final(b)
	default:
		l.abort(b)
	}
}

// final ends a control sequence. The library must not see a paste's marks, nor
// Windows' form of a key, which says how often to repeat it.
func (l *lexer) final(b byte) {
	if b == 'M' && len(l.held) == 2 {
		l.hold(b, maxCSI)
		l.state = (*lexer).mouse
		return
	}
	l.hold(b, maxCSI)
	switch {
	case l.spoiled || b == '_':
		l.drop()
	case bytes.Equal(l.held, []byte(pasteStart)):
		l.drop()
		l.paste.begin()
	case bytes.Equal(l.held, []byte(pasteEnd)):
		l.drop()
	default:
		l.finish()
	}
}

// console drops a function key of the Linux console: none does anything here.
func (l *lexer) console(byte) { l.drop() }

// mouse handles a byte after ESC [ M: three bytes of any value, in X10's form.
// It drops them, since terminals are asked for reports in SGR's form.
func (l *lexer) mouse(b byte) {
	l.held = append(l.held, b)
	if len(l.held) == len("\x1b[M")+3 {
		l.drop()
	}
}

// command handles a byte after ESC ], an operating system command as terminals
// send it: a number, a semicolon and a text. Anything else was typed.
func (l *lexer) command(b byte) {
	switch {
	case b >= '0' && b <= '9' && l.digits < 4:
		l.digits++
		l.hold(b, maxString)
	case b == ';' && l.digits > 0:
		l.hold(b, maxString)
		l.state = (*lexer).text
	default:
		l.again(b)
	}
}

// device handles a byte after ESC P, a device control string: as a control
// sequence, and then a text. Anything else was typed.
func (l *lexer) device(b byte) {
	switch {
	case b >= '0' && b <= '?':
		l.parameter(b)
	case b == '!' || b == '$' || b == '+':
		l.hold(b, maxCSI)
	case b >= '@' && b < del && len(l.held) > 2:
		l.hold(b, maxString)
		l.state = (*lexer).text
	default:
		l.again(b)
	}
}

// text handles a byte of a string, up to its terminator: ESC \, or BEL in an
// operating system command. No answer has another control character, so such a
// one was typed, and ends the string.
func (l *lexer) text(b byte) {
	switch {
	case b == esc:
		l.state = (*lexer).terminator
	case b == bel && l.held[1] == ']':
		l.hold(b, maxString)
		l.ended()
	case b < ' ' || b == del:
		l.abort(b)
	default:
		l.hold(b, maxString)
	}
}

// terminator handles a byte after an ESC in a string.
func (l *lexer) terminator(b byte) {
	if b != '\\' {
		l.begin(esc, (*lexer).escape)
		l.take(b)
		return
	}
	l.hold(esc, maxString)
	l.hold(b, maxString)
	l.ended()
}

// ended emits a string, if it is text.
func (l *lexer) ended() {
	if l.spoiled || !utf8.Valid(l.held) {
		l.drop()
		return
	}
	l.finish()
}
