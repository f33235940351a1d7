package incident

import (
	"fmt"
	"strconv"
	"strings"
)

// Ref names a numbered thing of an incident: "#112" an entry, "A4" a task, "P2"
// a proposal, "D3" a decision, "H1" a hypothesis, "C2" a change of the running
// system, "E7" evidence, "Q1" a hunt. The zero Ref names nothing.
type Ref struct {
	Kind byte   // one of refKinds
	N    uint64 // from 1
}

// The kinds of a Ref.
const (
	RefEntry      = '#'
	RefTask       = 'A'
	RefProposal   = 'P'
	RefDecision   = 'D'
	RefHypothesis = 'H'
	RefChange     = 'C'
	RefEvidence   = 'E'
	RefHunt       = 'Q'
)

const refKinds = "#APDHCEQ"

func (r Ref) String() string {
	if r.N == 0 {
		return ""
	}
	return string(rune(r.Kind)) + strconv.FormatUint(r.N, 10)
}

// MarshalText writes the ref as people type it.
func (r Ref) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText parses what MarshalText wrote.
func (r *Ref) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*r = Ref{}
		return nil
	}
	ref, err := ParseRef(string(b))
	if err != nil || ref.String() != string(b) {
		return fmt.Errorf("%q isn't a reference", b)
	}
	*r = ref
	return nil
}

// ParseRef parses a reference in either case, in double quotes too; a bare number is an
// entry's.
func ParseRef(s string) (Ref, error) {
	digits := strings.ToUpper(unquoted(s))
	kind := byte(RefEntry)
	if digits != "" && strings.IndexByte(refKinds, digits[0]) >= 0 {
		kind, digits = digits[0], digits[1:]
	}
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || n == 0 || digits[0] == '+' {
		return Ref{}, refuse("%q isn't a reference: write an entry as #112, a task as A4, a decision as D3", quote(s))
	}
	return Ref{kind, n}, nil
}

// cutRefOf cuts a reference of one kind from the front of args.
func cutRefOf(kind byte, what, args string) (n uint64, rest string, err error) {
	first, rest := cutWord(args)
	ref, err := ParseRef(first)
	if err != nil || ref.Kind != kind || !strings.EqualFold(unquoted(first)[:1], string(rune(kind))) {
		return 0, "", refuse("%q isn't a %s: give its number, as %c2", quote(first), what, kind)
	}
	return ref.N, rest, nil
}
