package incident

import (
	"slices"
	"strings"
)

// The flags of a quarantine.
const (
	forFlag   = "--for"
	enterFlag = "--enter"
)

// parseState parses a state, or a system and its state. A word that may be either is a
// state, unless it only begins one and a whole state stands behind it.
func parseState(args string) (Command, error) {
	first, rest := cutWord(args)
	second, behind := cutWord(rest)
	to, err := parseSystemState(first)
	next, nextErr := parseSystemState(second)
	c := setSystemState{To: to}
	switch whole := slices.Contains(systemStateWords, lower(first)); {
	case err == nil && (whole || next.String() != lower(second)):
	case err != nil && (args == "" || misspelt(first, systemStateWords) != ""):
		return nil, err
	case second == "":
		return nil, refuse("%q isn't a state: use %s; the name of a system stands before its state", quote(first), strings.Join(systemStateWords, ", "))
	case nextErr != nil:
		return nil, nextErr
	default:
		c.System, c.Sure = cutSure(lower(first))
		c.To, rest = next, behind
		if c.System == wholeSystem && c.Sure {
			return nil, refuse("%q stands for what the incident is about, as a whole: name the system otherwise", wholeSystem)
		}
	}
	if c.For, c.Enter, rest, err = cutQuarantine(rest); err != nil {
		return nil, err
	}
	if c.To == SystemDegraded || c.To == SystemRetired {
		c.Refs, rest = citedRefs(rest)
	}
	c.Why, c.Kept = cutKept(rest)
	return c, nil
}

// cutQuarantine cuts the flags of a quarantine from the front of a reason.
func cutQuarantine(args string) (whom string, enter []string, rest string, err error) {
	for rest = args; ; {
		word, after := cutWord(rest)
		flag := strings.TrimLeft(word, dashes)
		if flag == word || flag == "" {
			return whom, enter, rest, nil
		}
		flag, value, joined := strings.Cut(lower(flag), "=")
		if joined {
			after = value + " " + after
		}
		switch "--" + flag {
		case forFlag:
			if whom != "" {
				return "", nil, "", onceOnly(forFlag)
			}
			whom, after, err = cutKeeper(after)
		case enterFlag:
			if enter != nil {
				return "", nil, "", onceOnly(enterFlag)
			}
			enter, after, err = cutEntering(after)
		default:
			if near := misspelt(flag, []string{forFlag[2:], enterFlag[2:]}); near != "" {
				err = refuse("%q may be a slip: did you mean --%s?%s", quote(word), near, keepHint[1:])
			} else {
				return whom, enter, rest, nil
			}
		}
		if err != nil {
			return "", nil, "", err
		}
		rest = after
	}
}

// onceOnly refuses a flag that is given twice.
func onceOnly(flag string) error {
	return refuse("%s is written twice: write it once, with all of it", flag)
}

// maxKeeper bounds the name of those for whom something is kept, in bytes.
const maxKeeper = 80

// cutKeeper cuts those for whom something is kept: a role, a person, or others in quotes.
func cutKeeper(args string) (whom, rest string, err error) {
	word, rest, quoted, err := cutQuoted(args)
	switch {
	case err != nil:
		return "", "", err
	case quoted && oneLine(word) != "":
		whom = oneLine(word)
		return whom, rest, checkKeeper(whom)
	}
	if err := checkKeeper(word); err != nil {
		return "", "", err
	}
	whom, err = personOrRole(word)
	if err != nil {
		return "", "", refuse("%s takes a role, as forensics, a person, as @kim, or other words in quotes, as \"the police\": not %q", forFlag, quote(word))
	}
	return whom, rest, nil
}

// checkKeeper refuses a name of those for whom something is kept that is too long, or no line
// of plain text.
func checkKeeper(whom string) error {
	if len(whom) > maxKeeper || oneLine(whom) != whom {
		return refuse("%s takes one line of at most %d bytes: name who keeps it, and say why behind it", forFlag, maxKeeper)
	}
	return nil
}

// cutEntering cuts the people and roles that may enter, with commas between them.
func cutEntering(args string) (enter []string, rest string, err error) {
	word, rest := cutWord(args)
	for rest != "" && strings.HasSuffix(word, ",") {
		var more string
		more, rest = cutWord(rest)
		word += more
	}
	for _, who := range strings.Split(strings.TrimRight(word, ","), ",") {
		name, err := personOrRole(who)
		if err != nil {
			return nil, "", refuse("%s takes people and roles, as @kim,@lee,forensics: not %q", enterFlag, quote(who))
		}
		enter = append(enter, name)
	}
	return enter, rest, nil
}

// personOrRole returns a person with "@", and with sureMark if it is there, or a role's word.
func personOrRole(word string) (string, error) {
	if strings.HasPrefix(word, "@") {
		who, _, err := cutPerson(word)
		return who.typed(), err
	}
	role, err := parseRole(word)
	return role.String(), err
}

// checkKept refuses the flags of a quarantine with another state, and people who aren't
// known here.
func (c setSystemState) checkKept(s *State, a Ask) error {
	if c.For == "" && len(c.Enter) == 0 {
		return nil
	}
	if c.To != SystemQuarantined {
		return refuse("%s and %s say for whom a quarantined system is kept and who may enter it: leave them out", forFlag, enterFlag)
	}
	const most = 16
	if len(c.Enter) > most {
		return refuse("at most %d can be named with %s: name a role", most, enterFlag)
	}
	if err := checkKeeper(c.For); err != nil {
		return err
	}
	for _, who := range c.Enter {
		if _, err := personOrRole(who); err != nil {
			return refuse("%s takes people and roles, as @kim,@lee,forensics: not %q", enterFlag, quote(who))
		}
	}
	for _, who := range c.names() {
		if err := checkCanActInside(s, a, who.Name, "be named here"); err != nil {
			return err
		}
	}
	return nil
}

// names returns the people for whom a system is kept or who may enter it.
func (c setSystemState) names() (people []typedPerson) {
	for _, who := range append([]string{c.For}, c.Enter...) {
		if name, person := strings.CutPrefix(who, "@"); person {
			name, sure := cutSure(name)
			people = append(people, typedPerson{name, sure})
		}
	}
	return people
}

// unmarked returns the flags of a quarantine as they are stored.
func (c setSystemState) unmarked() (whom string, enter []string) {
	whom = c.For
	if strings.HasPrefix(whom, "@") {
		whom, _ = cutSure(whom)
	}
	for _, who := range c.Enter {
		who, _ = cutSure(who)
		enter = append(enter, who)
	}
	return whom, enter
}

// typed returns the flags as they are typed.
func (c setSystemState) typed() string {
	var words []string
	whom, enter := c.unmarked()
	if whom != "" {
		if strings.ContainsAny(whom, blanks) || !strings.HasPrefix(whom, "@") && !slices.Contains(roleWords, whom) {
			whom = `"` + strings.ReplaceAll(whom, `"`, `\"`) + `"`
		}
		words = append(words, forFlag, whom)
	}
	if len(enter) > 0 {
		words = append(words, enterFlag, strings.Join(enter, ","))
	}
	return strings.Join(words, " ")
}

// completeState offers the systems and the states.
func completeState(s sources, arg int) []string {
	switch arg {
	case 0:
		return append(slices.Clone(systemStateWords), systemNames(s)...)
	case 1:
		return append(slices.Clone(systemStateWords), forFlag, enterFlag)
	}
	return []string{forFlag, enterFlag}
}
