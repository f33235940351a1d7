// Package playbook reads what an organisation prepares for its incidents: the
// playbook, and the sheets of its systems.
//
// Its one idea: a broken file is reported and never obeyed. Every fault becomes
// a sentence with file and line, all of them at once, and the file's last good
// content stays in force. It refuses to know what an incident does with a rule,
// and who is told of a fault.
package playbook

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/store/files"
)

// The bounds of the files.
const (
	MaxFile   = 1 << 20 // bytes of one file
	MaxSheets = 1000    // systems in all files
	MaxRules  = 200     // criteria, tasks, checklists and their items, in one playbook
	MaxFaults = 50      // reported at once
)

// Brief returns one sentence about faults, with the first of them; "" if there
// are none.
func Brief(faults []files.Fault) string {
	switch more := len(faults) - 1; {
	case more < 0:
		return ""
	case more > 0:
		return fmt.Sprintf("%s; %d more: warroom check", faults[0].Brief(), more)
	}
	return faults[0].Brief()
}

// sheet is a system's sheet and its line in the file.
type sheet struct {
	*incident.Sheet
	line int
	deps []int // the lines of its dependencies
}

// content is the content of one file.
type content struct {
	plan   *incident.Playbook // nil in a file of sheets
	sheets []sheet
	at     time.Time // when the file was last changed
}
