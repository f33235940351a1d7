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

// Faults returns what is wrong with the files of keys, as of about a second ago. It
// never blocks.
func (d *Door) Faults() []files.Fault {
	if all := d.faults.Load(); all != nil {
		return *all
	}
	return nil
}

// maxFaults bounds the faults that are reported of one file.
const maxFaults = 20

// clipFaults cleans and bounds the faults of a file's lines, so that people can read
// them.
func clipFaults(path string, faults []files.Fault) []files.Fault {
	if more := len(faults) - maxFaults; more > 0 {
		faults = append(faults[:maxFaults:maxFaults], files.Fault{Text: fmt.Sprintf("and %d lines more", more)})
	}
	for i, f := range faults {
		text := []rune(incident.CleanLine(f.Text))
		faults[i] = files.Fault{File: path, Line: f.Line, Text: string(text[:min(len(text), 300)])}
	}
	return faults
}

// updateFaults keeps the current faults for Faults.
func (d *Door) updateFaults() {
	all := d.auth.faults()
	d.faults.Store(&all)
}

// faults returns what was wrong with each file at the last reload.
func (a *authorizer) faults() []files.Fault {
	return slices.Concat(a.keys.faults(), a.cas.faults(), a.revoked.faults())
}

// CheckFiles returns what is wrong with the files of keys that c names, as a door that
// opens with them would find it. The keys file may be missing.
func CheckFiles(c Config) []files.Fault {
	c.Logger = slog.New(slog.DiscardHandler)
	a, _ := newAuthorizer(nil, c.withDefaults()) // an unreadable file is among the faults
	return a.faults()
}

// Listed is one key of a keys file.
type Listed struct {
	Line        int
	Name        string
	Rank        incident.Rank
	Fingerprint string
}

// ListKeys lists the keys of a keys file that let someone in, in the order of their
// lines. A missing file has none.
func ListKeys(path string) ([]Listed, error) {
	text, err := files.ReadRegular(path, 0)
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
