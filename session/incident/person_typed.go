package incident

import "strings"

// sureMark stands behind a name that is taken though nobody here is known by it. The mark
// isn't stored.
const sureMark = "!"

// typedPerson is a person as a line names them. The zero value names nobody.
type typedPerson struct {
	Name string // in its stored form
	Sure bool   // sureMark stands behind it
}

// typed returns the person as they are typed.
func (p typedPerson) typed() string {
	if p.Sure {
		return "@" + p.Name + sureMark
	}
	return "@" + p.Name
}

// cutPerson cuts a person's name from the front of args, with or without "@", and with or
// without sureMark behind it.
func cutPerson(args string) (who typedPerson, rest string, err error) {
	first, rest := cutWord(args)
	first, sure := cutSure(first)
	first = strings.TrimPrefix(first, "@")
	if first == "" {
		return who, "", refuse("name a person, as @kim")
	}
	name, err := CleanName(first)
	return typedPerson{Name: name, Sure: sure}, rest, err
}

// cutSure cuts the marks from the end of a name, within its quotes or behind them.
func cutSure(word string) (name string, sure bool) {
	name = strings.TrimRight(unquoted(strings.TrimRight(word, sureMark)), sureMark)
	return name, strings.HasSuffix(word, sureMark) || strings.HasSuffix(unquoted(word), sureMark)
}

// onePerson parses args that must be one person's name.
func onePerson(args string) (typedPerson, error) {
	who, rest, err := cutPerson(args)
	if err == nil && strings.TrimSpace(rest) != "" {
		return typedPerson{}, refuse("name one person and nothing more, as @%s: what does %q mean?", who.Name, quote(rest))
	}
	return who, err
}

// onePersonOr is onePerson where a keyword may stand instead.
func onePersonOr(keywords []string, args string) (typedPerson, error) {
	if !strings.HasPrefix(args, "@") {
		if near := misspelt(strings.TrimSpace(args), keywords); near != "" {
			return typedPerson{}, refuse("%q may be a slip: did you mean %s? A person is written @%s", quote(strings.TrimSpace(args)), near, quote(strings.TrimSpace(args)))
		}
	}
	return onePerson(args)
}

// checkName refuses a text that isn't a person's name in its stored form.
func checkName(name string) error {
	clean, err := CleanName(name)
	if err == nil && clean != name {
		return refuse("%q isn't a name: write it as %s", quote(name), clean)
	}
	return err
}
