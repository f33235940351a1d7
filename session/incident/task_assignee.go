package incident

import "strings"

// taskAssignee is the person who must do a task or, if Name is empty, the role
// whose holder must.
type taskAssignee struct {
	typedPerson
	Role Role
}

// cutAssignee cuts a person with "@", or a role's word, from the front of args.
func cutAssignee(args string) (to taskAssignee, rest string, err error) {
	first, rest := cutWord(args)
	if strings.HasPrefix(first, "@") {
		to.typedPerson, rest, err = cutPerson(args)
		return to, rest, err
	}
	if to.Role, err = parseRole(first); err != nil {
		return to, rest, refuse("%q isn't a role: begin with a person, as @kim, or a role, as %s", quote(first), RoleForensics)
	}
	return to, rest, nil
}

// assignee returns the assignee that a fact names by person or role.
func assignee(name string, role *Role) taskAssignee {
	if role == nil {
		return personTo(name)
	}
	return taskAssignee{Role: *role}
}

// wire returns the person or the role, as a fact stores them.
func (to taskAssignee) wire() (name string, role *Role) {
	if to.Name == "" {
		return "", &to.Role
	}
	return to.Name, nil
}

func (to taskAssignee) String() string {
	if to.Name == "" {
		return to.Role.String()
	}
	return to.Name
}

// check refuses an assignee who can't act here. A person who never joined may
// get a task.
func (to taskAssignee) check(s *State, a Ask) error {
	if to.Name == "" {
		if int(to.Role) >= len(roleWords) {
			return refuse("use a person, as @kim, or one of %s", strings.Join(roleWords, ", "))
		}
		return nil
	}
	return checkCanActInside(s, a, to.Name, "be given a task")
}

// assignTo sets the assignee of t.
func (to taskAssignee) assignTo(t *Task) {
	t.Holder, t.ForRole, t.Role = to.Name, to.Name == "", to.Role
}

// holder returns the person who must do it now, empty for nobody.
func (to taskAssignee) holder(s *State) string {
	var t Task
	to.assignTo(&t)
	return s.assignee(&t)
}

// assigneeOf returns the assignee of a task.
func assigneeOf(t *Task) taskAssignee {
	if t.ForRole {
		return taskAssignee{Role: t.Role}
	}
	return personTo(t.Holder)
}

// personTo returns a person as an assignee.
func personTo(name string) taskAssignee { return taskAssignee{typedPerson: typedPerson{Name: name}} }

// AssigneeText returns the assignee of a task for a list: "kim", "forensics
// (lee)", or "forensics (nobody)".
func (v View) AssigneeText(t *Task) string { return assigneeText(v.state, t) }

// assigneeText formats the assignee of a task, with the present holder of a role:
// "kim", "forensics (lee)", "forensics (nobody)". Of a task that another ended it tells
// whose it was.
func assigneeText(s *State, t *Task) string {
	if t.Whose != "" {
		return t.Whose
	}
	if !t.ForRole {
		return t.Holder
	}
	if holder := s.assignee(t); holder != "" {
		return t.Role.String() + " (" + holder + ")"
	}
	return t.Role.String() + " (nobody)"
}
