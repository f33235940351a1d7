package input

import (
	"bytes"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// What a terminal puts around a paste (xterm's mode 2004).
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// interrupt is Ctrl-C. Alone in its helping it was typed, for a paste of one
// byte comes with its marks.
const interrupt = "\x03"

// MaxPaste bounds one paste, in bytes: as much is handed on, and the rest is
// dropped until its end.
const MaxPaste = 64 << 10

// paste is what comes between a paste's marks.
type paste struct {
	send func(tea.Msg)

	on       bool
	told     bool // that it seems to have no end
	dropping bool // it is over its bound, and handed on
	text     []byte
	matched  int // bytes of the end mark seen so far
}

func (p *paste) begin() { *p = paste{send: p.send, on: true} }

// take takes one byte, between the marks or of the last.
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

// add hands on what there is once the bound is reached.
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

// hand hands on what was pasted, in whole runes.
func (p *paste) hand() {
	p.send(tea.PasteMsg{Content: strings.ToValidUTF8(string(p.text), "")})
	p.text = nil
}

// end is at the end mark, or where the person ended it.
func (p *paste) end() {
	if !p.dropping {
		p.hand()
	}
	if p.told {
		p.send(OpenPaste(false))
	}
	*p = paste{send: p.send}
}

// stall tells that the paste seems to have no end.
func (p *paste) stall() {
	p.told = true
	p.send(OpenPaste(true))
}

// interrupted ends a paste where the helping is Ctrl-C and nothing else, once
// or several times. What was pasted so far is handed on.
func (p *paste) interrupted(helping []byte) bool {
	if !p.on || len(helping) == 0 || len(bytes.Trim(helping, interrupt)) > 0 {
		return false
	}
	p.end()
	return true
}
