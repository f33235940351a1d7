package incident

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// maxOpenTasks bounds the open tasks: nobody reads more.
const maxOpenTasks = 500

// dueSoon is the time before the deadline at which a task begins to warn.
const dueSoon = 5 * time.Minute

// Task returns the task with number n, nil if there is none.
func (s *State) Task(n uint64) *Task { return itemN(s.Plan.Tasks, n) }

// Open reports whether the task is neither done nor dropped.
func (t *Task) Open() bool { return t.State <= taskAcknowledged }

// Overdue reports whether the task's deadline has passed.
func (t *Task) Overdue(now time.Time) bool {
	return t.Open() && !t.Due.IsZero() && !now.Before(t.Due)
}

// DueSoon reports whether the task is due within five minutes.
func (t *Task) DueSoon(now time.Time) bool {
	return t.Open() && !t.Due.IsZero() && now.Before(t.Due) && t.Due.Sub(now) <= dueSoon
}

// Unacknowledged reports whether nobody has acknowledged the open task.
func (t *Task) Unacknowledged() bool { return t.State == taskOpen }

// Ref returns the reference to the task.
func (t *Task) Ref() Ref { return Ref{RefTask, t.N} }

// Assignee returns who must do an open task (its person, or the role's current holder, or
// ""), or who did a finished one.
func (v View) Assignee(t *Task) string { return v.state.assignee(t) }

func (s *State) assignee(t *Task) string {
	if !t.ForRole || !t.Open() {
		return t.Holder
	}
	return s.holderOf(t.Role)
}

// Tasks yields the tasks, by number.
func (v View) Tasks() iter.Seq[*Task] {
	return seen(v, v.state.Plan.Tasks.All(), func(t *Task) uint64 { return t.Seq })
}

// OpenTasks returns the open tasks, the earliest deadline first; those without one come
// last, oldest first.
func (v View) OpenTasks() []*Task {
	return slices.DeleteFunc(v.state.openTasks(), func(t *Task) bool { return !v.Sees(t.Seq) })
}

func (s *State) openTasks() []*Task {
	tasks := make([]*Task, 0, len(s.Plan.open))
	for _, n := range s.Plan.open {
		tasks = append(tasks, s.Task(n))
	}
	slices.SortStableFunc(tasks, func(a, b *Task) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			return cmp.Compare(b.Due.Unix(), a.Due.Unix())
		}
		return a.Due.Compare(b.Due)
	})
	return tasks
}

// TasksOf returns a person's open tasks, the earliest deadline first.
func (v View) TasksOf(name string) []*Task {
	return slices.DeleteFunc(v.OpenTasks(), func(t *Task) bool { return v.Assignee(t) != name })
}

// addTask adds a task, whose number must be the next.
func (s *State) addTask(t *Task) {
	if t.N != uint64(s.Plan.Tasks.Len())+1 {
		return
	}
	s.Plan.Tasks, s.Plan.open = s.Plan.Tasks.Append(t), s.Plan.open.Add(t.N)
	if t.Rule != "" {
		s.Plan.asked = mapWith(s.Plan.asked, t.Rule, true)
	}
}

// changeTask replaces a task with a changed copy. It ignores one that doesn't
// exist.
func (s *State) changeTask(n uint64, f func(*Task)) {
	old := s.Task(n)
	if old == nil {
		return
	}
	t := *old
	f(&t)
	s.Plan.Tasks = s.Plan.Tasks.Set(int(n-1), &t)
	if t.Open() {
		s.Plan.open = s.Plan.open.Add(n)
	} else {
		s.Plan.open = s.Plan.open.Remove(n)
	}
}

// move brings a task to a state, on a copy of it.
func (t *Task) move(e *Event, to taskState) {
	t.State, t.Since, t.Moved = to, e.OccurredAt, deedOf(e, "")
}

// whoseElse returns whose an open task is that somebody else ends: its person or its role.
func (s *State) whoseElse(t *Task, ender string) string {
	if s.assignee(t) == ender {
		return ""
	}
	return assigneeText(s, t)
}

// Workload is the number of a person's tasks.
type Workload struct {
	Name    string // empty for tasks of roles that nobody holds
	Open    int
	Overdue int // how many of those are overdue
}

// Load counts the tasks of each person, the busiest first.
func (v View) Load(tasks []*Task, now time.Time) []Workload {
	var loads []Workload
	for _, t := range tasks {
		name := v.Assignee(t)
		i := slices.IndexFunc(loads, func(w Workload) bool { return w.Name == name })
		if i < 0 {
			i, loads = len(loads), append(loads, Workload{Name: name})
		}
		loads[i].Open++
		if t.Overdue(now) {
			loads[i].Overdue++
		}
	}
	slices.SortFunc(loads, func(a, b Workload) int {
		return cmp.Or(cmp.Compare(b.Open, a.Open), cmp.Compare(a.Name, b.Name))
	})
	return loads
}

// taskState says whether a task is open, acknowledged, done or dropped.
type taskState uint8

// The states of a task.
const (
	taskOpen taskState = iota
	taskAcknowledged
	taskDone
	taskDropped
)

func (s taskState) String() string { return enumName(s, "open", "acknowledged", "done", "dropped") }

// Task is someone's time-boxed action. It belongs to a person or to a role.
type Task struct {
	N       uint64 // A1 is 1
	Text    string
	Holder  string // the person it was given to, "" for a role's; once done, the person who did it
	ForRole bool
	Role    Role      // the role it was given to, if ForRole is set
	By      string    // the person who gave it
	Passer  string    // who passed it on to whom it is for now, "" if nobody did
	Given   time.Time // when
	Due     time.Time // zero for none
	State   taskState
	Since   time.Time // when it got this state
	Moved   Deed      // what brought it there; zero for a task that is open since it was given
	Whose   string    // of one that another ended: whose it was, as "kim" or "legal (nobody)"
	Result  string    // the result, or the reason why it was dropped
	Stream  string    // the workstream it belongs to, "" for the bridge
	After   []Ref     // the proposals that must be accepted first
	Seq     uint64    // the entry that opened it
	TaskOrigin
}

// TaskOrigin says where a task came from, if no person of the bridge gave it.
type TaskOrigin struct {
	Origin  string // of one that a duplicate brought: "INC-3 A2"
	Rule    string // the key of its rule, "" for a task that a person gave
	Because string // what made the rule apply, as "spread is house"; "" for nothing but the severity
}

// Why says behind a task's text what made the playbook open it.
func (o TaskOrigin) Why() string { return becauseOf(o.Because) }
