package files

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
)

// Fault is what is wrong with a file, or with one line of it. Whoever reads the file
// says what.
type Fault struct {
	File    string // its path, or its name in what is shown to people
	Line    int    // from 1; 0 where it isn't about a line
	Text    string // a sentence without its full stop, of printable characters
	Instead string // what is in force in place of the file, a clause; "" where the rest of the file is
}

// String returns the fault as compilers write theirs: FILE:LINE: TEXT.
func (f Fault) String() string {
	file := strings.Map(printable, f.File)
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s", file, f.Text)
	}
	return fmt.Sprintf("%s:%d: %s", file, f.Line, f.Text)
}

// Brief returns the fault for one row of a screen: without the file's folder, with what
// is in force instead.
func (f Fault) Brief() string {
	f.File = filepath.Base(f.File)
	if f.Instead == "" {
		return f.String()
	}
	return f.String() + "; " + f.Instead
}

// ByPlace orders faults by file, and by line within a file.
func ByPlace(a, b Fault) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

// printable replaces what a terminal wouldn't print: a file may be named by anybody.
func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return '?'
}
