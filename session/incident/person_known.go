package incident

import (
	"maps"
	"slices"
	"strings"
)

// Directory says who can come into the house, as far as one asker may know of them. Nobody
// changes it once it is shared. The zero Directory knows nobody.
type Directory struct {
	Ranks map[string]Rank // by name: the highest rank of their keys

	// CameIn reports whether a person came into another incident that the asker may enter;
	// nil is nobody.
	CameIn func(name string) bool

	Certifies bool // certificates let in people of whom nobody knows until they come
}

// directory returns the zero Directory where the caller has none.
func (a Ask) directory() Directory {
	if a.Directory == nil {
		return Directory{}
	}
	return a.Directory()
}

// namesPeople is a command that names people. Every field of type typedPerson is among
// them, the empty ones too.
type namesPeople interface{ names() []typedPerson }

// checkKnown refuses a command with a name by which nobody is known, unless it is marked
// with sureMark: what a slip of the fingers is given hangs for ever, and who has the name
// later would have it. No mark makes a person of a word that reads as something else.
func checkKnown(s *State, a Ask, c Command) error {
	named, ok := c.(namesPeople)
	if !ok {
		return nil
	}
	d := a.directory()
	for _, who := range named.names() {
		if who.Name == "" || who.Name == a.By.Name || d.knows(who.Name) || s.For(a.By).namesHere(who.Name) {
			continue
		}
		if err := checkMeaning(who.Name); err != nil { // no mark makes a person of a word
			return err
		}
		if !who.Sure && a.Directory != nil {
			return refuseUnknown(s.For(a.By), d, who.Name)
		}
	}
	return nil
}

func (d Directory) knows(name string) bool {
	_, ok := d.Ranks[name]
	return ok || d.CameIn != nil && d.CameIn(name)
}

// namesHere reports whether the reader sees the name among the people of this incident:
// they came in, were admitted, or were given something.
func (v View) namesHere(name string) bool {
	if _, ok := v.state.Access.Members[name]; ok {
		return true
	}
	for given := range v.givenSomething {
		if given == name {
			return true
		}
	}
	return false
}

// givenSomething yields the people who hold, or are offered, what the reader sees of this
// incident; some of them more than once.
func (v View) givenSomething(yield func(string) bool) {
	s := v.state
	for _, held := range []map[Role]string{s.Team.Roles, s.Team.Offers, s.Team.Acting} {
		for _, name := range held {
			if !yield(name) {
				return
			}
		}
	}
	for st := range v.Streams() {
		for _, name := range st.Members {
			if !yield(name) {
				return
			}
		}
	}
	for _, n := range s.Plan.open {
		if t := s.Task(n); v.Sees(t.Seq) && t.Holder != "" && !yield(t.Holder) {
			return
		}
	}
	for _, d := range v.Pending() {
		if !yield(d.Accountable) {
			return
		}
	}
}

// known returns, by name, the people whom the reader may name: those of this incident and
// those of the house.
func (v View) known(d Directory) []string {
	names := map[string]bool{}
	for name := range v.state.Access.Members {
		names[name] = true
	}
	for name := range v.givenSomething {
		names[name] = true
	}
	for name := range d.Ranks {
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// refuseUnknown offers the nearest name that the asker may know.
func refuseUnknown(v View, d Directory, name string) error {
	meant, asHolder := "t", ""
	if near := nearestPerson(name, v.known(d)); near != "" {
		meant = "did you mean " + near + "? T"
	}
	if d.Certifies {
		asHolder = ", as that of a certificate's holder who hasn't come in yet"
	}
	return refuse("nobody named %s is known here: %so take the name as it is%s, write @%s!", quote(name), meant, asHolder, quote(name))
}

// nearestPerson returns the name that was most likely meant, the first of several; "" for
// none. It differs by one edit at most if it has up to three letters, else by two, or it
// goes on where the typed one ends.
func nearestPerson(name string, names []string) string {
	best, longer, most := "", "", 3
	letters := lettersOf(name)
	for _, other := range names {
		limit := 2
		if len(other) <= 3 {
			limit = 1
		}
		if longer == "" && len(name) > 1 && strings.HasPrefix(other, name) {
			longer = other
		}
		limit = min(limit, most-1)
		if len(name)-len(other) > limit || len(other)-len(name) > limit || differMore(letters, lettersOf(other), limit) {
			continue
		}
		if d := distance(name, other); d <= limit {
			best, most = other, d
		}
	}
	if best == "" {
		return longer
	}
	return best
}
