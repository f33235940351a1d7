package incident

import (
	"slices"
	"strings"
)

// reservedNames can't be a person's: at the prompt and in the record they mean everyone,
// nobody, or warroom itself.
var reservedNames = [...]string{"all", "everyone", "here", "nobody", "none", "system", "warroom"}

// spokenNames can't be a new person's: they are words of the record and of sentences.
var spokenNames = [...]string{"anybody", "anyone", "house", "me", "somebody", "someone", "unknown", "you"}

// checkMeaning refuses a name that reads as something else than a person: an incident, a
// reference, a role, a rank, or a word for anyone. People who have such a name keep it.
func checkMeaning(name string) error {
	_, err := ParseRef(name)
	switch {
	case looksLikeID(name), slices.Contains(roleWords, name), slices.Contains(rankWords, name):
		return refuse("%q reads as an incident, a role or a rank: take another name", name)
	case err == nil:
		return refuse("%q reads as a reference, like that of a task or a decision: take another name", name)
	case slices.ContainsFunc(Roles(), func(r Role) bool { return strings.EqualFold(r.Short(), name) }):
		return refuse("%q is short for a role: take another name", name)
	case slices.Contains(spokenNames[:], name):
		return refuse("%q is a reserved name: take another", name)
	}
	return nil
}

// NewName is CleanName for a new person. It also refuses names that read as something else
// than a person's.
func NewName(s string) (string, error) {
	name, err := CleanName(s)
	if err == nil {
		err = checkMeaning(name)
	}
	if err != nil {
		return "", err
	}
	return name, nil
}
