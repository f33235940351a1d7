package incident

import "strings"

// Assignee is the person who must do a task or, if Name is empty, the role
// whose holder must.
type Assignee struct {
	Name string
	Role Role
}

// cutAssignee cuts a person with "@", or a role's word, from the front of args.
func cutAssignee(args string) (to Assignee, rest string, err error) {
	first, rest := cut(args)
	if strings.HasPrefix(first, "@") {
		to.Name, rest, err = cutPerson(args)
		return to, rest, err
	}
	if to.Role, err = ParseRole(first); err != nil {
		return to, rest, refuse("%q isn't a role: begin with a person, as @kim, or a role, as %s", shown(first), RoleForensics)
	}
	return to, rest, nil
}

// assignee returns the assignee that a fact names by person or role.
func assignee(name string, role *Role) Assignee {
	if role == nil {
		return Assignee{Name: name}
	}
	return Assignee{Role: *role}
}

// wire returns the person or the role, as a fact stores them.
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

// check refuses an assignee who can't act here. A person who never joined may
// get a task.
func (to Assignee) check(s *State) error {
	if to.Name == "" {
		if int(to.Role) >= len(roleWords) {
			return refuse("use a person, as @kim, or one of %s", strings.Join(roleWords, ", "))
		}
		return nil
	}
	return mayActInside(s, to.Name, "be given a task")
}

// give sets the assignee of t.
func (to Assignee) give(t *Task) { t.Holder, t.ForRole, t.Role = to.Name, to.Name == "", to.Role }

// holder returns the person who must do it now, empty for nobody.
func (to Assignee) holder(s *State) string {
	var t Task
	to.give(&t)
	return s.assignee(&t)
}

// assigneeOf returns the assignee of a task.
func assigneeOf(t *Task) Assignee {
	if t.ForRole {
		return Assignee{Role: t.Role}
	}
	return Assignee{Name: t.Holder}
}

// whose formats the assignee of a task, with the present holder of a role:
// "kim", "forensics (lee)", "forensics (nobody)".
func whose(s *State, t *Task) string {
	if !t.ForRole {
		return t.Holder
	}
	if holder := s.assignee(t); holder != "" {
		return t.Role.String() + " (" + holder + ")"
	}
	return t.Role.String() + " (nobody)"
}
