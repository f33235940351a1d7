package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"warroom/session/incident"
	"warroom/session/playbook"
	"warroom/session/sshd"
	"warroom/store/files"
)

// findings is the result of checking files.
type findings struct {
	faults   []files.Fault // by file and line
	warnings []string
	rules    *incident.Rules // as they would be in force
}

// inHouse checks all files that a server reads.
func inHouse(conf config) findings {
	library := conf.library()
	found := findings{faults: library.Faults(), rules: library.Rules()}
	if path := conf.houseFiles().Playbook; !exists(path) {
		found.warnings = append(found.warnings, path+" doesn't exist: the built-in playbook is in force")
	}
	found.faults = append(found.faults, sshd.CheckFiles(conf.keyFiles())...)
	found.warnings = append(found.warnings, oddNames(conf.keysFile())...)
	found.faults = append(found.faults, exposures(conf)...)
	slices.SortStableFunc(found.faults, files.ByPlace)
	return found
}

// oddNames returns a warning for each line of a keys file whose name reads as something else
// than a person's. Such a person comes in, and keeps the name.
func oddNames(keysFile string) (warnings []string) {
	keys, err := sshd.ListKeys(keysFile)
	if err != nil {
		return nil // among the faults
	}
	for _, k := range keys {
		if _, err := incident.NewName(k.Name); err != nil {
			warnings = append(warnings, files.Fault{File: keysFile, Line: k.Line, Text: err.Error()}.String())
		}
	}
	return warnings
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// inFiles checks the named files only: each playbook alone, and all sheets
// together with those of the server, which they may depend on.
func inFiles(house playbook.Files, paths []string) findings {
	var plans, sheets []string
	named := map[string]string{} // the paths as given, by absolute path
	for _, file := range paths {
		path := absolute(file)
		named[path] = file
		if playbook.IsPlaybook(path) {
			plans = append(plans, path)
		} else {
			sheets = append(sheets, path)
		}
	}
	found := findings{rules: &incident.Rules{}}
	for _, path := range plans {
		library := playbook.Open(playbook.Files{Playbook: path, Must: plans}, nil, time.Now)
		found.rules.Playbook = library.Rules().Playbook
		found.take(library, named)
	}
	if len(sheets) > 0 {
		all := playbook.Files{Systems: absolute(house.Systems), Sheets: sheets, Must: sheets}
		found.take(playbook.Open(all, nil, time.Now), named)
		found.rules.Sheets = playbook.Open(playbook.Files{Sheets: sheets}, nil, time.Now).Rules().Sheets
	}
	slices.SortStableFunc(found.faults, files.ByPlace)
	return found
}

// take adds the faults of the named files.
func (f *findings) take(library *playbook.Library, named map[string]string) {
	for _, fault := range library.Faults() {
		if file, asked := named[fault.File]; asked {
			fault.File = file
			f.faults = append(f.faults, fault)
		}
	}
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path // the working folder is gone
}

// exposures returns a fault for each private file of the server that others can
// read or write.
func exposures(conf config) []files.Fault {
	found := []error{exposed(conf.Data), files.Private(filepath.Join(conf.Data, hostKeyName))}
	var faults []files.Fault
	for _, err := range found {
		var e *files.Exposed
		if errors.As(err, &e) {
			faults = append(faults, files.Fault{File: e.Path, Text: e.Advice()})
		}
	}
	return faults
}

// good returns one line about the files without faults.
func (f findings) good() string {
	line := "ok:"
	if p := f.rules.Playbook; p != nil {
		line += fmt.Sprintf(" playbook %q %s with %s, %s, %s;", p.Name, p.Version,
			plural(len(p.Exits), "exit criterion"), plural(len(p.Tasks), "task"), plural(len(p.Checklists), "checklist"))
	}
	return line + " " + plural(len(f.rules.Sheets), "system sheet")
}

// reviewed says when something was reviewed, and how often it should be.
func reviewed(last time.Time, every incident.Duration) string {
	if last.IsZero() {
		return "it names no day of a review"
	}
	days := time.Duration(every) / (24 * time.Hour)
	return fmt.Sprintf("the last was on %s, and one is due every %s", last.Format(time.DateOnly), plural(int(days), "day"))
}

// plural formats a count: "1 fault", "2 faults".
func plural(n int, thing string) string {
	switch {
	case n == 1:
		return "1 " + thing
	case thing == "exit criterion":
		return fmt.Sprintf("%d exit criteria", n)
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
