package playbook

import (
	"fmt"
	"slices"
	"strings"

	"warroom/session/incident"
	"warroom/store/files"
)

// composer builds the server's rules from its files.
type composer struct {
	rules  *incident.Rules
	places map[string]place // of every readable sheet, by the system's name in lower case
	faults []files.Fault
}

// place is the file and line of a sheet.
type place struct {
	file  string
	line  int
	sheet *incident.Sheet
}

// take puts in force the content of a file or, if it is broken, its last good
// content.
func (c *composer) take(s *source) {
	for _, f := range s.faults {
		f.Instead = s.instead()
		c.faults = append(c.faults, f)
	}
	if s.good != nil && s.kind == planFile {
		c.rules.Playbook = s.good.plan
	}
	if s.good != nil {
		for _, sheet := range s.good.sheets {
			c.put(s, sheet)
		}
	}
	c.note(s)
}

// instead says what is in force instead of a broken file.
func (s *source) instead() string {
	switch {
	case s.good != nil:
		return "the one of " + s.good.at.UTC().Format("2 Jan 15:04Z") + " is in force"
	case s.kind == planFile:
		return "the built-in playbook is in force"
	}
	return "none of it is in force"
}

// put puts a sheet in force, unless its system has one.
func (c *composer) put(s *source, sheet sheet) {
	name := strings.ToLower(sheet.Name)
	switch at, known := c.places[name]; {
	case known && at.sheet != nil:
		c.fault(s, sheet.line, fmt.Sprintf("%s has a sheet in %s, line %d, already", sheet.Name, at.file, at.line))
	case len(c.rules.Sheets) == MaxSheets:
		c.fault(s, sheet.line, fmt.Sprintf("there are more than %d sheets: %s is ignored", MaxSheets, sheet.Name))
	default:
		c.rules.Sheets[name] = sheet.Sheet
		c.places[name] = place{s.path, sheet.line, sheet.Sheet}
	}
}

// note remembers the systems of a broken file, so that sheets that depend on
// them aren't called faults as well.
func (c *composer) note(s *source) {
	if s.latest == nil || s.latest == s.good {
		return
	}
	for _, sheet := range s.latest.sheets {
		name := strings.ToLower(sheet.Name)
		if _, known := c.places[name]; !known {
			c.places[name] = place{file: s.path, line: sheet.line}
		}
	}
}

// crossCheck reports dependencies without a sheet. The sheets that have them
// are in force anyway.
func (c *composer) crossCheck(s *source) {
	if s.good == nil {
		return
	}
	for _, sheet := range s.good.sheets {
		for i, name := range sheet.DependsOn {
			if _, known := c.places[strings.ToLower(name)]; !known && s.good == s.latest {
				c.fault(s, sheet.deps[i], fmt.Sprintf("depends_on names %q, which has no sheet", name))
			}
		}
	}
}

func (c *composer) fault(s *source, line int, text string) {
	c.faults = append(c.faults, files.Fault{File: s.path, Line: line, Text: text})
}

// show returns the result, with its faults in order and at most MaxFaults.
func (c *composer) show() *shown {
	slices.SortStableFunc(c.faults, files.ByPlace)
	return &shown{rules: c.rules, faults: fair(c.faults), brief: Brief(c.faults)}
}

// fair returns at most MaxFaults, an equal share of each file, so that a file
// with many faults doesn't hide the others.
func fair(faults []files.Fault) []files.Fault {
	told := map[string]int{}
	for _, f := range faults {
		told[f.File] = 0
	}
	share := max(1, MaxFaults/max(1, len(told)))
	var kept []files.Fault
	for _, f := range faults {
		if told[f.File] < share && len(kept) < MaxFaults {
			told[f.File]++
			kept = append(kept, f)
		}
	}
	return kept
}
