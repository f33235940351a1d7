package input

import (
	"bytes"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// The marks of a terminal around a paste (xterm's mode 2004).
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// interrupt is Ctrl-C. A read of just this byte was typed, not pasted: a paste
// of one byte comes with its marks.
const interrupt = "\x03"

// MaxPaste bounds one paste, in bytes: so much is passed on, and the rest is
// dropped up to its end.
const MaxPaste = 64 << 10

// paste holds the text between a paste's marks.
type paste struct {
	send func(tea.Msg)

	on       bool
	told     bool // the report that it seems to have no end was sent
	dropping bool // it exceeded its bound, and was passed on
	text     []byte
	matched  int // bytes of the end mark seen so far
}

func (p *paste) begin() { *p = paste{send: p.send, on: true} }

// take handles one byte between the marks, or of the last mark.
func (p *paste) take(b byte) {
	switch {
	case b == pasteEnd[p.matched]:
		if p.matched++; p.matched == len(pasteEnd) {
			p.end()
		}
		return
	case p.matched > 0:
		p.add([]byte(pasteEnd[:p.matched])...)
		p.matched = 0
		if b == esc {
			p.matched = 1
			return
		}
	}
	p.add(b)
}

// add appends to the text, and passes it on once the bound is reached.
func (p *paste) add(text ...byte) {
	if p.dropping {
		return
	}
	p.text = append(p.text, text...)
	if len(p.text) >= MaxPaste {
		p.text = p.text[:MaxPaste]
		p.hand()
		p.dropping = true
	}
}

// hand passes on the pasted text, in whole runes.
func (p *paste) hand() {
	p.send(tea.PasteMsg{Content: strings.ToValidUTF8(string(p.text), "")})
	p.text = nil
}

// end ends the paste, at the end mark or on Ctrl-C.
func (p *paste) end() {
	if !p.dropping {
		p.hand()
	}
	if p.told {
		p.send(OpenPaste(false))
	}
	*p = paste{send: p.send}
}

// stall reports that the paste seems to have no end.
func (p *paste) stall() {
	p.told = true
	p.send(OpenPaste(true))
}

// interrupted ends a paste if the read is only Ctrl-C, once or several times.
// It passes on the text so far.
func (p *paste) interrupted(helping []byte) bool {
	if !p.on || len(helping) == 0 || len(bytes.Trim(helping, interrupt)) > 0 {
		return false
	}
	p.end()
	return true
}
