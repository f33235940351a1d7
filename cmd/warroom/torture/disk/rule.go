package disk

import (
	"strings"
	"syscall"
	"time"
)

// Op is what a process asks of a file.
type Op string

// The asks that a rule can be for.
const (
	Open     Op = "open"
	Read     Op = "read"
	Write    Op = "write"
	Sync     Op = "sync"
	Truncate Op = "truncate"
)

// Rule says which asks fail, and how. Fields are not changed once it was given to
// a volume.
type Rule struct {
	Op     Op
	File   string          // the end of the file's name; empty: any
	Skip   int             // how many go well before the first that doesn't
	Times  int             // how many fail; negative: all from then on
	Err    syscall.Errno   // what the process is told; 0: nothing, it goes well
	Short  bool            // a write takes half of its bytes and says so
	Hang   <-chan struct{} // closed when those that hang may go on; nil: none hangs
	passed int             // how many went by Skip
	met    int             // how many it was applied to
}

// Inject puts a rule in force.
func (v *Volume) Inject(rules ...*Rule) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.rules = append(v.rules, rules...)
}

// Met counts the calls that the rules applied to.
func (v *Volume) Met() (met int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, r := range v.rules {
		met += r.met
	}
	return met
}

// Heal ends all rules, and tells how many asks they met.
func (v *Volume) Heal() (met int) {
	met = v.Met()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.rules = nil
	return met
}

// meets reports whether the rule is for this ask, and counts it.
func (r *Rule) meets(op Op, name string) bool {
	if r.Op != op || !strings.HasSuffix(name, r.File) || r.Times >= 0 && r.met >= r.Times {
		return false
	}
	if r.passed < r.Skip {
		r.passed++
		return false
	}
	r.met++
	return true
}

// rule returns the rule that applies to a call, nil if none does. The caller waits for its
// end.
func (v *Volume) rule(op Op, name string) *Rule {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, r := range v.rules {
		if r.meets(op, name) {
			return r
		}
	}
	return nil
}

// wait returns when the ask may go on, false where its process was killed. Other
// signals are no reason to give up: a disk knows none.
func (r *Rule) wait(killed func() bool) bool {
	if r == nil || r.Hang == nil {
		return true
	}
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for !killed() {
		select {
		case <-r.Hang:
			return true
		case <-look.C:
		}
	}
	return false
}

// err returns the error for the process.
func (r *Rule) err() syscall.Errno {
	if r == nil {
		return 0
	}
	return r.Err
}
