package incident

import "slices"

// findTask returns the open task with the number n.
func findTask(s *State, n uint64, by Person) (*Task, error) {
	t := s.Task(n)
	switch {
	case t == nil || !s.For(by).Sees(t.Seq):
		return nil, refuse("there is no task A%d: give the number of one, as A4", n)
	case t.State == taskDone:
		return nil, refuse("A%d is done already: %s", n, quote(t.Result))
	case t.State == taskDropped:
		return nil, refuse("A%d was dropped: %s", n, quote(t.Result))
	}
	return t, nil
}

// ownTask returns an open task that the asker may end, extend or pass on: they
// hold it, gave it, or run the bridge.
func ownTask(s *State, n uint64, a Ask) (*Task, error) {
	t, err := findTask(s, n, a.By)
	if err != nil {
		return nil, err
	}
	if s.assignee(t) == a.By.Name || t.By == a.By.Name || s.powerOf(a.By) >= powerManage {
		return t, nil
	}
	return nil, refuse("A%d is for %s: only they, its author (%s) or whoever runs the bridge can do this", n, assigneeText(s, t), t.By)
}

// cutTask cuts a task's number from the front of args.
func cutTask(args string) (n uint64, rest string, err error) { return cutRefOf(RefTask, "task", args) }

// openTaskNumbers completes the first argument with the numbers of open tasks.
func openTaskNumbers(s sources, arg int) []string {
	if arg != 0 {
		return nil
	}
	var numbers []string
	for _, t := range s.OpenTasks() {
		numbers = append(numbers, t.Ref().String())
	}
	return numbers
}

func (f taskAcked) aboutEntry(s *State) uint64       { return openerOf(s, Ref{RefTask, f.N}) }
func (f taskFinished) aboutEntry(s *State) uint64    { return openerOf(s, Ref{RefTask, f.N}) }
func (f openTaskDropped) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefTask, f.N}) }
func (f taskExtended) aboutEntry(s *State) uint64    { return openerOf(s, Ref{RefTask, f.N}) }
func (f taskReassigned) aboutEntry(s *State) uint64  { return openerOf(s, Ref{RefTask, f.N}) }

// waitsFor refuses to end a task before all its proposals are accepted.
func waitsFor(s *State, t *Task) error {
	i := slices.IndexFunc(t.After, func(r Ref) bool {
		p := itemN(s.Decisions.Proposals, r.N)
		return p == nil || p.State != proposalAccepted
	})
	if i < 0 {
		return nil
	}
	if p := itemN(s.Decisions.Proposals, t.After[i].N); p != nil && p.State == proposalRejected {
		return refuse("A%d waits for P%d, which was rejected: /drop A%d WHY", t.N, p.N, t.N)
	}
	return refuse("A%d waits for %s, which isn't accepted: it can be acknowledged now, and done when that is decided", t.N, t.After[i])
}
