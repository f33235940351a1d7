package input

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// FuzzLexer sends anything to the real library, through the lexer. Nothing
// panics, nothing is held beyond the bounds, and a cut changes nothing.
func FuzzLexer(f *testing.F) {
	f.Add([]byte(script), uint(7))
	f.Add([]byte("\x1b["+strings.Repeat(";", 32)+"1"), uint(5))
	f.Add([]byte("\x1bP"+strings.Repeat("1;", 40)+"+r\x1b\\"), uint(9))
	f.Add([]byte("\x1b[<99999999999;1;1M\x1b[1$\x1b[27;5;9~\x1b[8;9;9t"), uint(3))
	f.Add([]byte(pasteStart+"x\x1b[20"+pasteEnd), uint(12))
	f.Fuzz(func(t *testing.T, p []byte, cut uint) {
		whole := lexed(string(p))
		i := int(cut % uint(len(p)+1))
		if left, right := string(p[:i]), string(p[i:]); strings.Trim(left, interrupt) != "" && strings.Trim(right, interrupt) != "" {
			if got := lexed(left, right); !slices.Equal(got, whole) {
				t.Errorf("%q cut at %d: %q, whole %q", p, i, got, whole)
			}
		}
		l := lexer{emit: func(token []byte) {
			if len(token) > maxString {
				t.Errorf("a token of %d bytes: %q", len(token), token)
			}
			decode(token, func(msg tea.Msg) { _ = fmt.Sprint(msg) })
		}, paste: paste{send: func(tea.Msg) {}}}
		for i := range p {
			l.feed(p[i : i+1])
			if len(l.held) > maxString || len(l.paste.text) > MaxPaste {
				t.Fatalf("%d and %d bytes are held", len(l.held), len(l.paste.text))
			}
			if i%5 == 0 {
				l.expire()
			}
		}
	})
}
