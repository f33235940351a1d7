package incident

import (
	"slices"
	"strings"
)

// Completion is what may stand in place of the word that is being typed.
type Completion struct {
	From  int      // where in the line that word begins, in bytes
	Words []string // candidates that begin with it, in order
	Hint  string   // the arguments of the verb, or what the verb does
}

// view is an incident as someone may know it, to whom words are offered.
type view struct {
	*State
	sees  Clearance
	rules *Rules // of the house; never nil
}

// shows reports whether what an entry opened may be offered.
func (v view) shows(seq uint64) bool { return v.sees.Sees(v.State, seq) }

// Complete offers what may stand at the end of line, for someone who sees s by
// that clearance, under the rules of the house; nil rules are none.
func Complete(state *State, sees Clearance, rules *Rules, line string) Completion {
	s := view{state, sees, rules}
	if rules == nil {
		s.rules = &Rules{}
	}
	from := strings.LastIndexAny(line, blanks) + 1
	typed := line[from:]
	if !strings.HasPrefix(line, "/") {
		if strings.HasPrefix(typed, "@") {
			return Completion{From: from, Words: beginning(typed, people(s, 0))}
		}
		return Completion{From: from}
	}
	if from == 0 {
		names := verbNames()
		for i := range names {
			names[i] = "/" + names[i]
		}
		slices.Sort(names)
		return Completion{Words: beginning(typed, names), Hint: hint(strings.TrimPrefix(typed, "/"))}
	}
	name, args := cut(strings.TrimPrefix(line, "/"))
	v, ok := FindVerb(name)
	if !ok {
		return Completion{From: from}
	}
	c := Completion{From: from, Hint: v.Hint()}
	if v.complete != nil {
		c.Words = beginning(typed, v.complete(s, len(strings.Fields(strings.TrimSuffix(args, typed)))))
	}
	if len(c.Words) == 0 && strings.HasPrefix(typed, "@") {
		c.Words = beginning(typed, people(s, 0))
	}
	return c
}

// Hint is the verb with its arguments and what it does.
func (v Verb) Hint() string {
	if v.Args == "" {
		return "/" + v.Name + "  " + v.Help
	}
	return "/" + v.Name + " " + v.Args + "  " + v.Help
}

func hint(name string) string {
	if v, ok := FindVerb(name); ok {
		return v.Hint()
	}
	return ""
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

// words offers the same candidates for the first argument.
func words(candidates ...string) func(view, int) []string {
	return func(_ view, arg int) []string {
		if arg != 0 {
			return nil
		}
		return candidates
	}
}

// people offers the names of all who have been here, each with its "@".
func people(s view, _ int) []string {
	names := make([]string, 0, len(s.Members))
	for name := range s.Members {
		names = append(names, "@"+name)
	}
	slices.Sort(names)
	return names
}

// doers offers the names of those who may be given a duty, each with its "@".
func doers(s view) []string {
	return slices.DeleteFunc(people(s, 0), func(name string) bool {
		m := s.Members[name[1:]]
		return m.Rank == Observer || m.Standing == Out
	})
}

// firstPerson offers people for the first argument.
func firstPerson(s view, arg int) []string {
	if arg != 0 {
		return nil
	}
	return people(s, arg)
}
