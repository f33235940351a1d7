package sshd

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"

	"warroom/session/incident"
	"warroom/store/files"
)

// Fault is something in a file of the door that isn't in force.
type Fault struct {
	File string
	Line int // from 1; 0 means the whole file
	Text string
}

func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Faults are what is wrong with the files of keys, as of when they were last
// looked at: about a second ago. It never blocks.
func (d *Door) Faults() []Fault {
	if all := d.faults.Load(); all != nil {
		return *all
	}
	return nil
}

// mostFaults bounds those of one file that are told.
const mostFaults = 20

// told are the faults of a file's lines, as many as people can read.
func told(path string, faults []Fault) []Fault {
	if more := len(faults) - mostFaults; more > 0 {
		faults = append(faults[:mostFaults:mostFaults], Fault{Text: fmt.Sprintf("and %d lines more", more)})
	}
	for i, f := range faults {
		text := []rune(incident.CleanLine(f.Text))
		faults[i] = Fault{path, f.Line, string(text[:min(len(text), 300)])}
	}
	return faults
}

// noteFaults keeps for Faults what is wrong now.
func (d *Door) noteFaults() {
	all := d.auth.faults()
	d.faults.Store(&all)
}

// faults returns what is wrong with each file, as of the last look.
func (a *authorizer) faults() []Fault {
	return slices.Concat(a.keys.faults(), a.cas.faults(), a.revoked.faults())
}

// CheckFiles finds what is wrong with the files of keys that c names, as a door
// would that opens with them. The keys file need not be there.
func CheckFiles(c Config) []Fault {
	c.Logger = slog.New(slog.DiscardHandler)
	a, _ := newAuthorizer(nil, c.withDefaults()) // what can't be read is among the faults
	return a.faults()
}

// Listed is one key of a keys file.
type Listed struct {
	Line        int
	Name        string
	Rank        incident.Rank
	Fingerprint string
}

// ListKeys lists the keys of a keys file that let someone in, in the order of
// their lines. A file that isn't there has none.
func ListKeys(path string) ([]Listed, error) {
	text, err := files.ReadRegular(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k, _ := parseKeyring(text)
	var all []Listed
	for _, l := range k.byKey {
		all = append(all, Listed{l.number, l.name, l.rank, l.fingerprint})
	}
	slices.SortFunc(all, func(a, b Listed) int { return a.Line - b.Line })
	return all, nil
}
