//go:build unix

package main

import (
	"strings"
	"testing"
)

// What a hostile terminal may send: more parameters than a library has room for,
// numbers beyond all bounds, sizes that nothing could draw, strings and pastes
// without an end, half a rune, every control character.
var hostile = []string{
	"\x1b[" + strings.Repeat(";", 32) + "1",
	"\x1b[" + strings.Repeat("1:", 4000) + "m",
	"\x1bP" + strings.Repeat(";", 33) + "+r\x1b\\",
	"\x1b[<0;99999999999999999999;99999999999999999999M",
	"\x1b[8;60000;60000t", "\x1b[48;60000;60000;60000;60000t",
	"\x1b[65;30;97;1;0;65535_",
	"\x1b[97;1;27:10:13u", "\x1b[1114112u",
	"\x1b]11;" + strings.Repeat("f", 100_000) + "\x07",
	"\x1b]52;c;" + strings.Repeat("A", 100_000),
	"\x1b[200~" + strings.Repeat("x", 200_000) + "\x1b[201~",
	"\xf0\x9f\x91", "\x9b\x90\x9d", "\x00\x1c\x1d\x1e\x1f",
	"\x1b[200~",
}

func TestNothingThatATerminalSendsEndsMoreThanItsOwnSession(t *testing.T) {
	s := serving(t)
	id := strings.TrimSpace(s.must("ana", "declare db down"))
	ana := s.sit("ana", 80, 24, id)
	ana.sees("enter closes this brief")
	ana.types("\r")
	cy := s.sit("cy", 80, 24, id)
	cy.sees("enter closes this brief")
	for _, bytes := range hostile {
		cy.types(bytes)
	}
	cy.sees("ctrl+c ends it") // all of it was read
	ana.types("still here\r")
	ana.sees("ana: still here")
}
