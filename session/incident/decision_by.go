package incident

import "strings"

// byFlag precedes the name of the person accountable for a decision.
const byFlag = "--by"

// cutBy cuts "--by ana" from the front or from the end of args.
func cutBy(args string) (text string, by typedPerson, err error) {
	args = strings.TrimRight(args, blanks)
	if err := askBy(args); err != nil {
		return "", by, err
	}
	if first, rest := cutWord(args); first == byFlag {
		by, text, err = cutPerson(rest)
		return text, by, err
	}
	i := strings.LastIndex(args, byFlag)
	if i < 1 || !strings.ContainsRune(blanks, rune(args[i-1])) {
		return args, by, nil
	}
	if behind := strings.Fields(args[i:]); behind[0] != byFlag || len(behind) > 2 {
		return args, by, nil // "--by" is part of the text
	}
	by, _, err = cutPerson(args[i+len(byFlag):])
	return strings.TrimRight(args[:i], blanks), by, err
}

// askBy asks about a misspelt --by at either end of args: "-by ana", "—by ana", "-- by ana".
func askBy(args string) error {
	if words := strings.Fields(args); len(words) > 2 {
		for _, at := range [...]int{0, len(words) - 3} {
			if strings.Trim(words[at], dashes) == "" && strings.EqualFold(words[at+1], byFlag[2:]) {
				return refuse("%q may be a slip: did you mean %s, as in %s ana?", quote(words[at]+" "+words[at+1]), byFlag, byFlag)
			}
		}
	}
	first, _ := cutWord(args)
	end := strings.LastIndexAny(args, blanks) + 1
	before := strings.TrimRight(args[:end], blanks)
	last := args[end:]
	if !strings.Contains(last, "=") {
		last = before[strings.LastIndexAny(before, blanks)+1:]
	}
	for _, word := range [...]string{first, last} {
		name, _, _ := strings.Cut(strings.TrimLeft(word, dashes), "=")
		if name = lower(name); word != byFlag && len(name) < len(word) && len(name) >= 2 && len(name) <= 3 && distance(name, byFlag[2:]) <= 1 {
			return refuse("%q may be a slip: did you mean %s, as in %s ana?", quote(word), byFlag, byFlag)
		}
	}
	return nil
}

// answeredFor returns f with the accountable person: the named one, or whoever
// decides here. The decision holds at once if that person typed it.
func answeredFor(s *State, a Ask, f decisionMade, by typedPerson) (_ []Fact, err error) {
	if f.Follows = by.Name == ""; f.Follows {
		if by.Name, err = decider(s, a.By.Name); err != nil {
			return nil, err
		}
	}
	if err := checkAccountable(s, a, by); err != nil {
		return nil, err
	}
	named := by.Name
	if !decidesHere(s, named) && !decidesHere(s, a.By.Name) && s.powerOf(a.By) < powerManage {
		return nil, refuse("only the decider, the manager, the deputy or a key of rank manager can make %s accountable for a decision: leave out %s, and whoever decides here confirms it", named, byFlag)
	}
	f.N, f.Keys, f.Accountable, f.Signed = uint64(s.Decisions.All.Len())+1, 1, named, named == a.By.Name
	return []Fact{f}, nil
}

// decider returns the person accountable for a decision if none is named: the
// holder of the decider role (or who acts in it), else of the manager role.
// Among equals, the asker comes first.
func decider(s *State, asks string) (string, error) {
	for _, r := range [...]Role{RoleDecider, RoleManager} {
		holder, acting := s.Team.Roles[r], s.Team.Acting[r]
		switch {
		case asks != "" && (asks == holder || asks == acting):
			return asks, nil
		case acting != "": // the holder is away
			return acting, nil
		case holder != "":
			return holder, nil
		}
	}
	return "", refuse("nobody holds manager or decider: /take manager or /take decider first")
}

// decidesHere reports whether a person may decide, and may make others
// accountable: the decider, the manager, the deputy, and people who act in
// these roles.
func decidesHere(s *State, name string) bool {
	for _, r := range [...]Role{RoleDecider, RoleManager, RoleDeputy} {
		if name != "" && (s.Team.Roles[r] == name || s.Team.Acting[r] == name) {
			return true
		}
	}
	return false
}

// checkAccountable refuses to make someone accountable who can't sign here, or of whom
// nobody knows.
func checkAccountable(s *State, a Ask, who typedPerson) error {
	if s.rankNow(a.directory(), who.Name) == RankObserver && s.Plan.Playbook.listsAccountable(who.Name) {
		if !s.MayEnter(Person{Name: who.Name, Rank: RankObserver}) {
			return refuse("%[1]s may not enter this incident: /admit @%[1]s first", who.Name)
		}
		return nil
	}
	if err := checkCanActInside(s, a, who.Name, "be accountable for a decision"); err != nil {
		return err
	}
	if who.Sure || who.Name == a.By.Name || a.directory().knows(who.Name) || s.For(a.By).namesHere(who.Name) {
		return nil
	}
	return refuse("nobody named %s has been here: name the accountable person, as %s ana", who.Name, byFlag)
}
