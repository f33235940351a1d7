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

// Tick is that something was checked, and who said so.
type Tick struct {
	By   string
	At   time.Time
	Note string
	Refs []Ref
	Seq  uint64
}

// GateQuestion is one question of the recovery gate.
type GateQuestion uint8

// The questions that must be answered before a system counts as recovered.
const (
	RestorePoint        GateQuestion = iota // is it from before the compromise began?
	VulnerabilityClosed                     // is it gone?
	FailoverTried                           // failover and failback
	TargetsHold                             // or were readjusted by decision
	PrivacyKept
)
