package incident

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// maxOpenTasks bounds how many tasks are open at once: more than that nobody
// reads.
const maxOpenTasks = 500

// dueSoon is how long before it is due a task begins to warn.
const dueSoon = 5 * time.Minute

// Task is the task with number n, nil where there is none.
func (s *State) Task(n uint64) *Task { return numbered(s.Plan.Tasks, n) }

// Open reports whether the task is still to be done.
func (t *Task) Open() bool { return t.State <= TaskAcknowledged }

// Overdue reports whether the task should have been done by now.
func (t *Task) Overdue(now time.Time) bool {
	return t.Open() && !t.Due.IsZero() && !now.Before(t.Due)
}

// DueSoon reports whether the task is due within five minutes.
func (t *Task) DueSoon(now time.Time) bool {
	return t.Open() && !t.Due.IsZero() && now.Before(t.Due) && t.Due.Sub(now) <= dueSoon
}

// Ref names the task.
func (t *Task) Ref() Ref { return Ref{RefTask, t.N} }

// Assignee returns who must do an open task: the person who was given it or, where it is
// for a role, who acts in that role or holds it, "" while nobody does. Of a finished task
// it returns who did it.
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

// OpenTasks returns the tasks still to be done, the first that is due first; those
// without a time box come last, oldest first.
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

// TasksOf returns the open tasks that a person must do, the first that is due first.
func (v View) TasksOf(name string) []*Task {
	return slices.DeleteFunc(v.OpenTasks(), func(t *Task) bool { return v.Assignee(t) != name })
}

// addTask opens a task, whose number must be the next.
func (s *State) addTask(t *Task) {
	if t.N != uint64(s.Plan.Tasks.Len())+1 {
		return
	}
	s.Plan.Tasks, s.Plan.open = s.Plan.Tasks.Append(t), s.Plan.open.Add(t.N)
	if t.Rule != "" {
		s.Plan.asked = with(s.Plan.asked, t.Rule, true)
	}
}

// changeTask replaces a task with a changed copy. One that isn't there stays
// so.
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

// Workload is how much a person has to do.
type Workload struct {
	Name    string // empty for the tasks of roles that nobody holds
	Open    int
	Overdue int // of those
}

// Load returns how much each person has to do by some open tasks, the busiest first.
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

// TaskState is how far a task is.
type TaskState uint8

// The states of a task.
const (
	TaskOpen TaskState = iota
	TaskAcknowledged
	TaskDone
	TaskDropped
)

func (s TaskState) String() string { return word(s, "open", "acknowledged", "done", "dropped") }

// Task is someone's time-boxed action. Its Holder is a person, or empty while
// nobody holds the Role that it is for.
type Task struct {
	N       uint64 // A1 is 1
	Text    string
	Holder  string // who was given it, "" for a role's; once it is done, who did it
	ForRole bool
	Role    Role      // whose it is, where ForRole is set
	By      string    // who gave it
	Given   time.Time // when
	Due     time.Time // zero for none
	State   TaskState
	Since   time.Time // when it came to that state
	Result  string    // what came of it, or why it was dropped
	Stream  string    // the workstream it belongs to, "" for the bridge
	After   []Ref     // the proposals that must be accepted first
	Rule    string    // the key of the playbook's rule that asked for it
	Seq     uint64    // the entry that opened it
}
