package incident

import (
	"slices"
	"strings"
	"unicode"
)

// Verb is one command of the grammar that the prompt, exec and the command line
// share.
type Verb struct {
	Name string
	Args string // the hint: the arguments after the name
	Help string // one sentence

	asks     Command // as little as the verb asks for: what it needs holds for the verb
	parse    func(args string) (Command, error)
	complete func(s sources, arg int) []string // completes argument arg, from 0
}

// verbs holds all verbs, in the order in which help lists them.
var verbs = func() (all []Verb) {
	for _, s := range sections {
		all = append(all, s.verbs...)
	}
	return all
}()

// Verbs returns all verbs, in the order in which help lists them.
func Verbs() []Verb { return slices.Clone(verbs) }

// MaxLine bounds a line of input, in bytes. A longer one is refused, never cut.
const MaxLine = 4 << 10

// Parse parses a line of the prompt: "/verb …" is a command, after blanks too, "//…" is
// chat that begins with a slash, anything else is chat. Every error is a Refusal.
func Parse(line string) (Command, error) {
	if len(line) > MaxLine {
		return nil, refuse("the line has %d bytes, at most %d fit: split it", len(line), MaxLine)
	}
	text, isVerb := CutSlash(line)
	if !isVerb {
		return Say{Text: text}, nil
	}
	return ParseVerb(text)
}

// CutSlash returns the verb of a line of the prompt with its arguments, or its chat: see
// Parse. Every door asks it.
func CutSlash(line string) (text string, isVerb bool) {
	rest, slash := strings.CutPrefix(TrimUnseen(line), "/")
	switch {
	case !slash:
		return line, false
	case strings.HasPrefix(rest, "/"):
		return rest, false
	}
	return rest, true
}

// TrimUnseen returns a line without what shows nothing before its first character.
func TrimUnseen(line string) string { return strings.TrimLeftFunc(line, unseen) }

// unseen reports whether a character before a slash shows nothing: a blank, or a mark of
// zero width that came with a paste.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}

// ParseVerb parses a verb and its arguments, without the slash.
func ParseVerb(line string) (Command, error) {
	if len(line) > MaxLine {
		return nil, refuse("the line has %d bytes, at most %d fit: split it", len(line), MaxLine)
	}
	name, args := cutWord(line)
	if name == "" {
		return nil, refuse("type a verb after the slash, as /fact or /sev; /help lists them (over ssh: help verbs)")
	}
	v, ok := FindVerb(name)
	if !ok {
		return nil, refuseVerb(name)
	}
	if args == "" && v.needsArgs() {
		return nil, refuse("write it as /%s %s (%s)", v.Name, v.Args, v.Help)
	}
	c, err := v.parse(args)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// Offers reports whether p, whose view it is, passes the checks of CheckAsk for a verb.
// Decide may still refuse the command.
func (v View) Offers(verb Verb, p Person) bool {
	c := verb.asks
	return (c.needs() <= v.state.powerOf(p) || mayAnyway(v.state, p, c)) && (!reachesOut(c) || p.Only == "") && (v.Phase() != PhaseClosed || takenAfterClose(c))
}

// needsArgs reports whether the verb requires arguments.
func (v Verb) needsArgs() bool { return v.Args != "" && v.Args[0] != '[' }

// FindVerb returns the verb with a name, in either case.
func FindVerb(name string) (Verb, bool) {
	for _, v := range verbs {
		if strings.EqualFold(v.Name, name) {
			return v, true
		}
	}
	return Verb{}, false
}

func verbNames() []string {
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.Name
	}
	return names
}
