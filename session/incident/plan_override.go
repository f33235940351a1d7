package incident

import (
	"fmt"
	"slices"
	"strings"
)

// override is the word that lets an act go on despite unmet criteria.
const override = "override"

var overrideWords = []string{override}

// cutOverride cuts the word from the front of a reason.
func cutOverride(args string) (overrides bool, why string, err error) {
	if why, kept := cutKept(args); kept {
		return false, why, nil
	}
	if first, rest := cutWord(args); strings.EqualFold(first, override) {
		return true, rest, nil
	}
	return false, args, askKeyword(args, overrideWords)
}

// overridePower returns the power that an act needs. An override may come from
// a decider, who need not run the bridge; decide checks who else may.
func overridePower(overrides bool) power {
	if overrides {
		return powerRespond
	}
	return powerManage
}

// answerable returns the role whose holder answers for an override: the decider
// or, if there is none, the manager.
func answerable(s *State) Role {
	if s.Team.Roles[RoleDecider] != "" {
		return RoleDecider
	}
	return RoleManager
}

// overridable is an act that unmet criteria may hold up.
type overridable struct {
	line      string // the act without its slash: "phase recovery"
	unmet     string // what the act waits for, as a clause; empty for nothing
	overrides bool
	why       string
}

// check refuses the act if criteria are unmet and the asker doesn't override
// them or may not.
func (p overridable) check(s *State, a Ask) error {
	role := answerable(s)
	who := s.Team.Roles[role] // who acts for them doesn't answer for them
	answers := a.backedBy(who)
	switch {
	case p.unmet == "" && p.overrides:
		return refuse("nothing is outstanding: use /%s without override", p.line)
	case p.unmet == "":
		return nil
	case !p.overrides:
		return refuse("%s; %s", p.unmet, whoMayOverride(p.line, role, who, answers))
	case !answers && s.Team.Acting[role] == a.By.Name && a.By.Name != "":
		return refuse("you only act as %s, and that overrides nothing: wait for %s, or have a key of rank manager give the role with /role %s @PERSON", role, who, role)
	case !answers:
		return refuse("you can't override this: %s", whoMayOverride(p.line, role, who, false))
	case p.why == "":
		return refuse("give a reason to override: /%s %s WHY", p.line, override)
	}
	return nil
}

// whoMayOverride says who may override, and how.
func whoMayOverride(line string, role Role, who string, asker bool) string {
	switch {
	case asker:
		return fmt.Sprintf("or override that with /%s %s WHY", line, override)
	case who == "":
		return fmt.Sprintf("a manager or a decider can override that, and nobody holds either role: /take %s", role)
	}
	return fmt.Sprintf("%s, who is %s, can override that with /%s %s WHY", who, role, line, override)
}

// overriddenNote says which criteria were overridden, for a line of text.
func overriddenNote(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return ", overriding " + firstKeys(keys)
}

// How many of several things a line of text names: by their keys, or by a few
// words each.
const (
	maxKeys  = 6
	maxNamed = 3
)

// firstKeys names the first of some keys, and counts the rest.
func firstKeys(keys []string) string { return firstNames(maxKeys, keys, len(keys)) }

// firstNames joins the first few of total things, as far as names has them, and
// counts the rest.
func firstNames(few int, names []string, total int) string {
	named := slices.Clone(names[:min(len(names), few)])
	for i := range named {
		named[i] = quote(named[i])
	}
	switch more := total - len(named); {
	case more > 0 && len(named) == 0:
		return "none that you may see"
	case more > 0:
		named = append(named, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(named, ", ")
}
