package incident

import "slices"

// findTask is the open task that someone names by its number.
func findTask(s *State, n uint64, by Person) (*Task, error) {
	t := s.Task(n)
	switch {
	case t == nil || !s.For(by).Sees(t.Seq):
		return nil, refuse("there is no task A%d: give the number of one, as A4", n)
	case t.State == TaskDone:
		return nil, refuse("A%d is done already: %s", n, shown(t.Result))
	case t.State == TaskDropped:
		return nil, refuse("A%d was dropped: %s", n, shown(t.Result))
	}
	return t, nil
}

// ownTask is the open task that someone names and may end, extend or pass on:
// who holds it, who gave it and who runs the bridge may.
func ownTask(s *State, n uint64, a Ask) (*Task, error) {
	t, err := findTask(s, n, a.By)
	if err != nil {
		return nil, err
	}
	if s.assignee(t) == a.By.Name || t.By == a.By.Name || s.powerOf(a.By) >= PowerManage {
		return t, nil
	}
	return nil, refuse("A%d is for %s: only they, who gave it (%s) or who runs the bridge can do this", n, whose(s, t), t.By)
}

// cutTask takes a task's number from the front of args.
func cutTask(args string) (n uint64, rest string, err error) { return oneOf(RefTask, "task", args) }

// openTaskNumbers offers the tasks that are open.
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

func (f TaskAcked) regards(s *State) uint64       { return openerOf(s, Ref{RefTask, f.N}) }
func (f TaskFinished) regards(s *State) uint64    { return openerOf(s, Ref{RefTask, f.N}) }
func (f TaskDroppedFact) regards(s *State) uint64 { return openerOf(s, Ref{RefTask, f.N}) }
func (f TaskExtended) regards(s *State) uint64    { return openerOf(s, Ref{RefTask, f.N}) }
func (f TaskReassigned) regards(s *State) uint64  { return openerOf(s, Ref{RefTask, f.N}) }

// waitsFor refuses to end a task whose proposals aren't all accepted.
func waitsFor(s *State, t *Task) error {
	i := slices.IndexFunc(t.After, func(r Ref) bool {
		p := numbered(s.Decisions.Proposals, r.N)
		return p == nil || p.State != ProposalAccepted
	})
	if i < 0 {
		return nil
	}
	if p := numbered(s.Decisions.Proposals, t.After[i].N); p != nil && p.State == ProposalRejected {
		return refuse("A%d waits for P%d, which was rejected: /drop A%d WHY", t.N, p.N, t.N)
	}
	return refuse("A%d waits for %s, which isn't accepted: it can be acknowledged now, and done when that is decided", t.N, t.After[i])
}
