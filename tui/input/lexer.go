package input

import (
	"time"
	"unicode/utf8"
)

// The bounds of a sequence. ECMA-48 has none; no key, and no answer that is
// asked for here, comes near them.
const (
	maxParams = 32  // of a control sequence
	maxDigits = 9   // of a parameter
	maxCSI    = 256 // bytes of a control sequence, parameters with text included
	maxString = 1 << 10
)

const (
	bel = 0x07
	esc = 0x1b
	del = 0x7f
)

// lexer cuts a stream of bytes into tokens: one rune, one control character,
// ESC before either (alt and a key), or one whole sequence. It accepts every
// stream, holds at most maxString bytes of an unfinished token, and looks at
// each byte once. It drops bytes that form no such token.
type lexer struct {
	emit  func(token []byte) // the token is valid until emit returns
	paste paste

	state   state
	held    []byte // the unfinished token, from its ESC on
	params  int    // in held, counted by their separators
	digits  int    // in the last of them
	spoiled bool   // the token exceeds a bound: it is read to its end and dropped
	late    bool   // the token before was an ESC that became a key after its wait
}

// state takes one byte and is one of the methods of lexer below; nil is ground.
type state func(*lexer, byte)

// feed handles one read.
func (l *lexer) feed(p []byte) {
	if l.paste.interrupted(p) {
		return
	}
	if l.late && continues(p) {
		l.begin(esc, (*lexer).escape)
	}
	l.late = false
	for _, b := range p {
		l.take(b)
	}
}

func (l *lexer) take(b byte) {
	switch {
	case l.paste.on:
		l.paste.take(b)
	case l.state == nil:
		l.ground(b)
	default:
		l.state(l, b)
	}
}

// wait returns how long an unfinished token is kept before expire is called; 0
// for no limit.
func (l *lexer) wait() time.Duration {
	switch {
	case l.paste.on && !l.paste.told:
		return pasteWait
	case len(l.held) == 1 && l.held[0] == esc:
		return escapeWait
	}
	return 0
}

// expire is called when nothing came during wait.
func (l *lexer) expire() {
	switch {
	case l.paste.on:
		l.paste.stall()
	case len(l.held) == 1 && l.held[0] == esc:
		l.finish()
		l.late = true
	}
}

// continues reports whether a read is the rest of a sequence whose ESC came too
// long ago: it begins as no typed text does.
func continues(p []byte) bool {
	for _, start := range []string{"[200~", "[<", "[?", "]10;rgb:", "]11;rgb:", "]12;rgb:", "P0+r", "P1+r", "P>|"} {
		if len(p) >= len(start) && string(p[:len(start)]) == start {
			return true
		}
	}
	return false
}

func (l *lexer) begin(b byte, next state) {
	l.held = append(l.held[:0], b)
	l.params, l.digits, l.spoiled = 1, 0, false
	l.state = next
}

func (l *lexer) hold(b byte, most int) {
	if len(l.held) >= most {
		l.spoiled = true
		return
	}
	l.held = append(l.held, b)
}

// finish emits the held token, unless it exceeds a bound.
func (l *lexer) finish() {
	token, whole := l.held, !l.spoiled
	l.drop()
	if whole {
		l.emit(token)
	}
}

func (l *lexer) drop() { l.held, l.state = l.held[:0], nil }

// ground begins a token.
func (l *lexer) ground(b byte) {
	switch {
	case b == esc:
		l.begin(b, (*lexer).escape)
	case b < utf8.RuneSelf:
		l.begin(b, nil)
		l.finish()
	case utf8.RuneStart(b):
		l.begin(b, (*lexer).rune)
		l.rest(0)
	}
}

// rune holds a rune until it is complete. A byte that isn't part of it begins a
// new token.
func (l *lexer) rune(b byte) {
	if utf8.RuneStart(b) {
		l.drop()
		l.take(b)
		return
	}
	l.held = append(l.held, b)
	if l.held[0] == esc {
		l.rest(1)
	} else {
		l.rest(0)
	}
}

// rest checks whether the rune held after so many bytes is complete.
func (l *lexer) rest(behind int) {
	r := l.held[behind:]
	if !utf8.FullRune(r) {
		return
	}
	if utf8.Valid(r) {
		l.finish()
	} else {
		l.drop()
	}
}

// escape handles the byte after an ESC. The introducers of APC, PM and SOS are
// keys with alt like any other: no terminal is asked for an answer that uses
// them.
func (l *lexer) escape(b byte) {
	switch {
	case b == esc:
		l.finish()
		l.begin(esc, (*lexer).escape)
	case b >= utf8.RuneSelf && utf8.RuneStart(b):
		l.held, l.state = append(l.held, b), (*lexer).rune
		l.rest(1)
	case b >= utf8.RuneSelf:
		l.finish()
	default:
		l.held = append(l.held, b)
		if l.state = introduced(b); l.state == nil {
			l.finish()
		}
	}
}

// introduced returns the state after ESC and b; nil if these are a whole token.
func introduced(b byte) state {
	switch b {
	case '[':
		return (*lexer).control
	case ']':
		return (*lexer).command
	case 'P':
		return (*lexer).device
	case 'O':
		return (*lexer).shift
	}
	return nil
}

// again ends what isn't a sequence after all: its first two bytes are a key
// with alt, and the rest was typed.
func (l *lexer) again(b byte) {
	typed := append(append([]byte{}, l.held[2:]...), b)
	l.held = l.held[:2]
	l.finish()
	for _, b := range typed {
		l.take(b)
	}
}

// abort drops the held bytes and begins another token with b.
func (l *lexer) abort(b byte) {
	l.drop()
	l.take(b)
}

// shift handles the byte after ESC O: a single shift, for function keys and the
// keypad.
func (l *lexer) shift(b byte) {
	switch {
	case b >= '0' && b <= '9':
		l.digits++
		l.spoiled = l.spoiled || l.digits > 1
		l.hold(b, maxCSI)
	case b > ' ' && b < del:
		l.hold(b, maxCSI)
		l.finish()
	default:
		l.abort(b)
	}
}
