package incident

import "strings"

// Assignee is who is to do a task: a person or, where Name is empty, whoever
// holds a role.
type Assignee struct {
	Name string
	Role Role
}

// cutAssignee takes a person with "@", or a role's word, from the front of args.
func cutAssignee(args string) (to Assignee, rest string, err error) {
	first, rest := cut(args)
	if strings.HasPrefix(first, "@") {
		to.Name, rest, err = cutPerson(args)
		return to, rest, err
	}
	if to.Role, err = ParseRole(first); err != nil {
		return to, rest, refuse("%q is no role: begin with a person, as @kim, or a role, as %s", shown(first), RoleForensics)
	}
	return to, rest, nil
}

// assignee is the one that a fact names by a person or a role.
func assignee(name string, role *Role) Assignee {
	if role == nil {
		return Assignee{Name: name}
	}
	return Assignee{Role: *role}
}

// wire is the assignee as a fact names it.
func (to Assignee) wire() (name string, role *Role) {
	if to.Name == "" {
		return "", &to.Role
	}
	return to.Name, nil
}

func (to Assignee) String() string {
	if to.Name == "" {
		return to.Role.String()
	}
	return to.Name
}

// check refuses who can't act here. Someone who has not yet come in may be
// given a task.
func (to Assignee) check(s *State) error {
	if to.Name == "" {
		if int(to.Role) >= len(roleWords) {
			return refuse("use a person, as @kim, or one of %s", strings.Join(roleWords, ", "))
		}
		return nil
	}
	return mayActInside(s, to.Name, "be given a task")
}

// give makes t the assignee's.
func (to Assignee) give(t *Task) { t.Holder, t.ForRole, t.Role = to.Name, to.Name == "", to.Role }

// holder is who is to do it now, empty for nobody.
func (to Assignee) holder(s *State) string {
	var t Task
	to.give(&t)
	return s.assignee(&t)
}

// assigneeOf is who a task is for.
func assigneeOf(t *Task) Assignee {
	if t.ForRole {
		return Assignee{Role: t.Role}
	}
	return Assignee{Name: t.Holder}
}

// whose tells who a task is for, with who that is now: "kim",
// "forensics (lee)", "forensics (nobody)".
func whose(s *State, t *Task) string {
	if !t.ForRole {
		return t.Holder
	}
	if holder := s.assignee(t); holder != "" {
		return t.Role.String() + " (" + holder + ")"
	}
	return t.Role.String() + " (nobody)"
}
