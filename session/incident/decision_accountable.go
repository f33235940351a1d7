package incident

import "strings"

// byFlag stands before the name of who answers for a decision.
const byFlag = "--by"

// cutBy takes "--by ana" from the front or from the end of args.
func cutBy(args string) (text, by string, err error) {
	args = strings.TrimRight(args, blanks)
	if first, rest := cut(args); first == byFlag {
		by, text, err = cutPerson(rest)
		return text, by, err
	}
	i := strings.LastIndex(args, byFlag)
	if i < 1 || !strings.ContainsRune(blanks, rune(args[i-1])) {
		return args, "", nil
	}
	if behind := strings.Fields(args[i:]); behind[0] != byFlag || len(behind) > 2 {
		return args, "", nil // the text speaks of it
	}
	by, _, err = cutPerson(args[i+len(byFlag):])
	return strings.TrimRight(args[:i], blanks), by, err
}

// answeredFor is a decision that the named person answers for, or where nobody
// is named who decides here. It holds if that person typed it.
func answeredFor(s *State, a Ask, f DecisionMade, named string) (_ []Fact, err error) {
	if named == "" {
		if named, err = decider(s, a.By.Name); err != nil {
			return nil, err
		}
	}
	if err := mayAnswer(s, named, a.By); err != nil {
		return nil, err
	}
	if !decidesHere(s, named) && !decidesHere(s, a.By.Name) && s.powerOf(a.By) < PowerManage {
		return nil, refuse("only the decider, the manager, the deputy or a key of rank manager can have %s answer for a decision: leave out %s, and who decides here confirms it", named, byFlag)
	}
	f.N, f.Keys, f.Accountable, f.Signed = uint64(s.Decisions.All.Len())+1, 1, named, named == a.By.Name
	return []Fact{f}, nil
}

// decider is who answers for a decision where nobody is named: who holds or
// acts for the decider's role, else the manager's. Who asks comes before
// another who may answer as well.
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
	return "", refuse("nobody decides here: /take manager or /take decider first")
}

// decidesHere reports whether a person may decide, and have others answer for a
// decision: the decider, the manager and the deputy, and who acts for them.
func decidesHere(s *State, name string) bool {
	for _, r := range [...]Role{RoleDecider, RoleManager, RoleDeputy} {
		if name != "" && (s.Team.Roles[r] == name || s.Team.Acting[r] == name) {
			return true
		}
	}
	return false
}

// mayAnswer refuses to have someone answer for a decision who can't act here,
// or whom nobody here knows.
func mayAnswer(s *State, name string, by Person) error {
	if err := checkName(name); err != nil {
		return err
	}
	m := s.Access.Members[name]
	switch {
	case m.Rank == RankObserver:
		return refuse("%s is an observer and can't answer for a decision", name)
	case m.Status == MemberRemoved:
		return refuse("%s was put out of this incident and can't answer for a decision", name)
	case m.Status == MemberNone && !s.holdsRole(name) && name != by.Name:
		return refuse("nobody named %s has been here: name who answers for it, as %s ana", name, byFlag)
	}
	return nil
}
