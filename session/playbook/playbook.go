// Package playbook reads what an organisation prepares for its incidents: the
// playbook, and the sheets of its systems.
//
// Its one idea: a broken file is reported and never obeyed. Every fault becomes
// a sentence with file and line, all of them at once, and the file's last good
// content stays in force. It refuses to know what an incident does with a rule,
// and who is told of a fault.
package playbook

import (
	"cmp"
	"fmt"
	"path/filepath"
	"time"

	"warroom/session/incident"
)

// The bounds of the files.
const (
	MaxFile   = 1 << 20 // bytes of one file
	MaxSheets = 1000    // systems in all files
	MaxRules  = 200     // criteria, tasks, checklists and their items, in one playbook
	MaxFaults = 50      // reported at once
)

// Fault is an error in a file.
type Fault struct {
	File    string
	Line    int    // from 1; 0 if it isn't about a line
	Text    string // a sentence without its full stop
	Instead string // what is in force instead of the file, a clause; "" if the file itself is
}

// String formats the fault as compilers do: FILE:LINE: TEXT.
func (f Fault) String() string {
	f.File = incident.CleanLine(f.File)
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s", f.File, f.Text)
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Brief formats the fault for one row of a screen: without the file's folder,
// with what is in force instead.
func (f Fault) Brief() string {
	f.File = filepath.Base(f.File)
	if f.Instead == "" {
		return f.String()
	}
	return f.String() + "; " + f.Instead
}

// Brief returns one sentence about faults, with the first of them; "" if there
// are none.
func Brief(faults []Fault) string {
	switch more := len(faults) - 1; {
	case more < 0:
		return ""
	case more > 0:
		return fmt.Sprintf("%s; %d more: warroom check", faults[0].Brief(), more)
	}
	return faults[0].Brief()
}

// ByPlace orders faults by file and line.
func ByPlace(a, b Fault) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
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
