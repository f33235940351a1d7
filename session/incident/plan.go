package incident

import "time"

// Plan is the section of what must be done, by whom, and what must hold before the
// response goes on.
type Plan struct {
	Playbook *Playbook       // as taken from the rules; nil for none
	Tasks    List[*Task]     // A1 at place 0
	Ticks    map[string]Tick // of exit criteria and checklists, by key
	Opened   []string        // keys of the open checklists, in the order of opening
	Gate     map[GateQuestion]Tick
	Restore  time.Time       // the restore point given to the gate; zero for none
	open     seqs            // numbers of the open tasks
	asked    map[string]bool // keys of the playbook's rules that opened a task
}

// Tick is that something was checked, and who said so.
type Tick struct {
	By   string
	At   time.Time
	Note string
	Refs []Ref
	Seq  uint64
}
