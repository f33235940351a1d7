package exec

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"warroom/session/incident"
)

// takeFlags takes the verb's flags from the front of the rest, and those that
// follow an ID. What looks like a flag there and is none is refused.
func (c *call) takeFlags(v verb) error {
	rest, err := c.leadingFlags(v, c.rest)
	if err == nil && strings.HasSuffix(v.args, "[WORDS…]") {
		rest, err = c.plainWords(v, rest)
	}
	if err != nil || !v.takesName() {
		c.rest = rest
		return err
	}
	id, after := cutWord(rest)
	switch {
	case !v.takesText():
		if after, err = c.leadingFlags(v, after); err == nil && after != "" {
			err = v.usage()
		}
	case strings.HasPrefix(v.args, "["): // the ID may be a word, and any word a flag
		c.rest, err = c.plainWords(v, rest)
		return err
	default:
		if after, err = plainText(v, after); err == nil && after != "" {
			id += " " + after
		}
	}
	c.rest = id
	return err
}

// takesName reports whether the verb begins with an incident's ID or the name of a system,
// behind which its flags may stand too.
func (v verb) takesName() bool {
	args := strings.TrimPrefix(v.args, "[")
	return strings.HasPrefix(args, "ID") || strings.HasPrefix(args, "NAME")
}

// plainText returns the text behind an ID as it was sent. A text that begins like a flag
// needs "--" before it, which is no part of it.
func plainText(v verb, text string) (string, error) {
	word, rest := cutWord(text)
	switch {
	case word == "--" && strings.HasPrefix(rest, "--"):
		return rest, nil
	case looksLikeFlag(word):
		return "", v.noFlag(word)
	}
	return text, nil
}

// plainWords returns words of which none looks like a flag, but for those behind "--".
func (c *call) plainWords(v verb, words string) (string, error) {
	if c.plainText {
		return words, nil
	}
	var plain []string
	for rest := words; rest != ""; {
		word, after := cutWord(rest)
		switch {
		case word == "--":
			c.plainText = true
			return strings.Join(append(plain, after), " "), nil
		case looksLikeFlag(strings.NewReplacer("–", "--", "—", "--").Replace(word)):
			return "", v.noFlag(word)
		}
		plain, rest = append(plain, word), after
	}
	return words, nil
}

// looksLikeFlag reports whether a word is two hyphens and a letter, with more or less behind.
func looksLikeFlag(word string) bool {
	name, dashed := strings.CutPrefix(word, "--")
	return dashed && name != "" && (name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z')
}

// leadingFlags takes flags from the front of s, and returns the rest of it.
func (c *call) leadingFlags(v verb, s string) (string, error) {
	for {
		word, rest := cutWord(s)
		if word == "--" {
			c.plainText = true
			return rest, nil
		}
		name, isFlag := strings.CutPrefix(word, "--")
		if !isFlag {
			return s, nil
		}
		name, value, given := strings.Cut(name, "=")
		switch {
		case slices.Contains(v.flags, name) && !given:
			value = "true"
		case slices.Contains(v.flags, name+"="):
			value, rest = c.flagValue(name, value, rest, given)
			if value == "" {
				return "", usagef("--%s needs a value\n%s", name, v.usage())
			}
		default:
			return "", v.noFlag(word)
		}
		c.flags[name], s = value, rest
	}
}

// noFlag says that a word is no flag of the verb, and which are.
func (v verb) noFlag(word string) error {
	takes, names := "none", make([]string, len(v.flags))
	for i, flag := range v.flags {
		names[i] = "--" + strings.TrimSuffix(flag, "=")
	}
	if len(names) > 0 {
		takes = strings.Join(names, ", ")
	}
	name, _, _ := strings.Cut(word, "=")
	meant, keeps := "", ""
	if near := incident.Nearest(name, names); near != "" {
		meant = "did you mean " + near + "? "
	}
	if v.takesText() {
		keeps = `; "--" before it keeps it as text`
	}
	return usagef("there is no flag %q here: %s%s takes %s%s\n%s", incident.Quote(word), meant, v.name, takes, keeps, v.usage())
}

// momentFlag is the flag whose value may have blanks, which no quotes hold together here.
const momentFlag = "as-of"

// flagValue returns the value of a flag, which stands behind "=" or is what comes next, and
// the rest behind it.
func (c *call) flagValue(name, value, rest string, given bool) (string, string) {
	switch {
	case name == momentFlag && given:
		return incident.CutTime(strings.TrimSpace(value + " " + rest))
	case name == momentFlag:
		return incident.CutTime(rest)
	case given:
		return value, rest
	}
	return cutWord(rest)
}

// id takes the incident's ID from the front of the rest.
func (c *call) id() (incident.ID, error) {
	word, rest := cutWord(c.rest)
	if word == "" {
		return "", errUsage
	}
	id, err := incident.ParseID(word)
	if err != nil {
		return "", UsageError(err.Error())
	}
	c.rest = rest
	return id, nil
}

// cutWord takes the first word from s. The rest keeps its spaces, but for those before
// it.
func cutWord(s string) (word, rest string) {
	s = strings.TrimLeft(s, " \t\n")
	if i := strings.IndexAny(s, " \t\n"); i >= 0 {
		return s[:i], strings.TrimLeft(s[i:], " \t\n")
	}
	return s, ""
}

// VerbOf finds the verb of a command line and the incident that it names, "" where it
// names none. A word that is no verb isn't repeated: it gives "no verb".
func VerbOf(line string) (string, incident.ID) {
	name, rest := cutWord(line)
	for _, v := range allVerbs() {
		if v.name != name {
			continue
		}
		for rest != "" && strings.Contains(v.args, "ID") {
			var word string
			if word, rest = cutWord(rest); strings.HasPrefix(word, "--") {
				continue
			}
			id, err := incident.ParseID(word)
			if err != nil {
				break
			}
			return name, id
		}
		return name, ""
	}
	return "no verb", ""
}

// stdinCount bounds how far a text that is too long is read, to tell its size.
const stdinCount = 1 << 20

// text returns the text of a command: s itself, or stdin when s is "-". A dash of another
// kind alone isn't plain.
func (c *call) text(ctx context.Context, s string) (string, error) {
	switch word := strings.TrimSpace(s); {
	case isOtherDash(word):
		return "", usagef("%q is no text: a plain hyphen, -, reads a pipe", incident.Quote(word))
	case word != "-":
		return s, nil
	case c.in == nil:
		return "", usagef("- reads a pipe: run this without a terminal (ssh -T)")
	}
	in := pipe{ctx, c}
	text, err := io.ReadAll(io.LimitReader(in, incident.MaxLine+1))
	if err != nil {
		return "", fmt.Errorf("read stdin: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return "", err // the client went away: what came may be half a text
	}
	if len(text) <= incident.MaxLine {
		return string(text), nil
	}
	more, _ := io.Copy(io.Discard, io.LimitReader(in, stdinCount))
	size := fmt.Sprint(int64(len(text)) + more)
	if more == stdinCount {
		size = "more than " + size
	}
	return "", incident.Refusal{Why: fmt.Sprintf("the text has %s bytes, at most %d are taken: split it", size, incident.MaxLine)}
}

// isOtherDash reports whether a word is one of the dashes that editors make of hyphens.
func isOtherDash(word string) bool { return slices.Contains([]string{"–", "—", "−"}, word) }

// pipe reads what a client sends. A Read that waits returns when ctx ends.
type pipe struct {
	ctx context.Context
	c   *call
}

func (r pipe) Read(p []byte) (int, error) {
	select {
	case h := <-fetch(r.c.guard, r.c.in, len(p)):
		return copy(p, h.bytes), h.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}
