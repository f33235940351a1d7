package incident

import (
	"errors"
	"reflect"
	"slices"
	"strings"
)

// Completion is what may stand in place of the word that is being typed.
type Completion struct {
	From  int      // where in the line that word begins, in bytes
	Words []string // candidates that begin with it, in order
	Hint  string   // the arguments of the verb, or what the verb does
}

// sources are what words are offered from: the incident as its reader may see it, the
// rules of this server, and the people of the house whom the reader may name.
type sources struct {
	View
	rules *Rules           // never nil
	house func() Directory // nil: nobody is known
	words []string         // the arguments before the one that is typed
}

// directory returns the people of the house.
func (s sources) directory() Directory { return Ask{Directory: s.house}.directory() }

// Complete offers p, whose view it is, what may stand at the end of line: verbs that p may
// ask, what is shown to p, and people of the house. Nil rules are none, and a nil house has
// nobody.
func (v View) Complete(p Person, rules *Rules, house func() Directory, line string) Completion {
	if rules == nil {
		rules = &Rules{}
	}
	return complete(sources{View: v, rules: rules, house: house}, func(verb Verb) bool { return v.Offers(verb, p) }, line)
}

// complete completes a line of a person who may ask some verbs.
func complete(s sources, may func(Verb) bool, line string) Completion {
	from := strings.LastIndexAny(line, blanks) + 1
	typed := line[from:]
	if !strings.HasPrefix(line, "/") {
		if strings.HasPrefix(typed, "@") {
			return Completion{From: from, Words: beginning(typed, people(s, 0))}
		}
		return Completion{From: from}
	}
	if from == 0 {
		c := Completion{Words: beginning(typed, offered(may))}
		if v, ok := FindVerb(typed[1:]); ok && may(v) {
			c.Hint = v.Hint()
		}
		return c
	}
	name, args := cutWord(strings.TrimPrefix(line, "/"))
	v, ok := FindVerb(name)
	if !ok || !may(v) {
		return Completion{From: from}
	}
	c := Completion{From: from, Hint: v.hintOf(s.state, args)}
	if v.complete != nil {
		s.words = strings.Fields(strings.TrimSuffix(args, typed))
		c.Words = beginning(typed, v.complete(s, len(s.words)))
	}
	if len(c.Words) == 0 && strings.HasPrefix(typed, "@") {
		c.Words = beginning(typed, people(s, 0))
	}
	return c
}

// Hint returns the verb with its arguments and its help.
func (v Verb) Hint() string {
	if v.Args == "" {
		return "/" + v.Name + "  " + v.Help
	}
	return "/" + v.Name + " " + v.Args + "  " + v.Help
}

// hintOf returns the hint for a verb with arguments. It begins with what will be entered
// as free text or, once the arguments end with a blank, with the question that they raise.
func (v Verb) hintOf(s *State, args string) string {
	if strings.TrimSpace(args) == "" {
		return v.Hint()
	}
	command, err := v.parse(args)
	if c, ok := command.(readByState); ok && err == nil {
		command, err = c.readBy(s)
	}
	var refusal Refusal
	switch {
	case errors.As(err, &refusal) && strings.HasSuffix(refusal.Why, keepHint[1:]):
		return refusal.Why
	case err != nil:
		return v.Hint()
	}
	if text := freeText(command); text != "" {
		return text + "  /" + v.Name + " " + v.Args // first what a narrow screen must show
	}
	return v.Hint()
}

// readByState is a command of which the incident says where its free text begins.
type readByState interface{ readBy(*State) (Command, error) }

// textFields are the fields of commands that hold free text, each with its word in hints.
var textFields = [...]struct{ field, word string }{
	{"Text", "text"}, {"Note", "note"}, {"Why", "why"}, {"Result", "result"}, {"Undo", "undo"}, {"Title", "title"},
}

// freeText tells what of a command is free text, and as of when it is entered if that isn't
// now.
func freeText(c Command) string {
	var told []string
	v := reflect.ValueOf(c)
	for _, f := range textFields {
		if field := v.FieldByName(f.field); field.IsValid() && field.Kind() == reflect.String && strings.TrimSpace(field.String()) != "" {
			told = append(told, f.word+": “"+quote(field.String())+"”")
		}
	}
	if when := v.FieldByName("When"); when.IsValid() {
		told = append([]string{"time: " + when.Interface().(typedTime).String()}, told...)
	}
	if moved := v.FieldByName("Moved"); moved.IsValid() && !moved.IsZero() {
		told = append([]string{"time: " + moved.Interface().(typedTime).String()}, told...)
	}
	return strings.Join(told, "; ")
}

// offered returns the names of the verbs that a person may ask, each with its slash.
func offered(may func(Verb) bool) (names []string) {
	for _, v := range verbs {
		if may(v) {
			names = append(names, "/"+v.Name)
		}
	}
	slices.Sort(names)
	return names
}

// beginning keeps the candidates that begin with typed, in either case, "@"
// or not.
func beginning(typed string, candidates []string) []string {
	var kept []string
	typed = strings.ToLower(typed)
	for _, c := range candidates {
		lower := strings.ToLower(c)
		if strings.HasPrefix(lower, typed) || strings.HasPrefix(lower, "@"+typed) {
			kept = append(kept, c)
		}
	}
	return kept
}

// offerWords offers the same candidates for the first argument.
func offerWords(candidates ...string) func(sources, int) []string {
	return func(_ sources, arg int) []string {
		if arg != 0 {
			return nil
		}
		return candidates
	}
}

// people offers the names of all who have been here or can come in, each with its "@".
func people(s sources, _ int) []string {
	var names []string
	for _, name := range s.known(s.directory()) {
		names = append(names, "@"+name)
	}
	return names
}

// doers offers the names of those who may be given a duty, each with its "@".
func doers(s sources) []string {
	house := s.directory()
	return slices.DeleteFunc(people(s, 0), func(name string) bool {
		m, _ := s.Member(name[1:])
		return s.state.rankNow(house, name[1:]) == RankObserver || m.Status == memberRemoved
	})
}

// firstPerson offers people for the first argument.
func firstPerson(s sources, arg int) []string {
	if arg != 0 {
		return nil
	}
	return people(s, arg)
}
