package incident

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// SheetLine is one thing that a sheet says, as people read it.
type SheetLine struct{ Name, Text string }

// Lines returns what a sheet says, one line a thing, with what in it is overdue at a
// moment. What it doesn't say has no line. Lists have a line for each item, of which the
// first has the name. It is cleaned.
func (s *Sheet) Lines(at time.Time) []SheetLine {
	var lines []SheetLine
	add := func(name string, texts ...string) {
		for _, text := range texts {
			if text = CleanLine(text); text != "" {
				lines = append(lines, SheetLine{name, text})
				name = ""
			}
		}
	}
	add("title", s.Title)
	add("architecture", s.Architecture)
	add("class", s.Classification)
	add("owners", strings.Join(s.Owners, ", "))
	add("call", linesOf(s.Contacts)...)
	add("components", linesOf(s.Components)...)
	add("depends on", strings.Join(s.DependsOn, ", "))
	add("personal data", linesOf(s.PersonalData)...)
	add("RTO", lengthText(s.RTO))
	add("RPO", lengthText(s.RPO))
	add("targets", s.targetLines()...)
	add("DR plan", s.DRPlan.line())
	add("runbook", s.Runbook.line())
	add("backup", s.Backup.line())
	add("failover", s.Failover)
	add("may be switched off", linesOf(s.Degradation)...)
	add("logs", linesOf(s.Logs)...)
	add("cloud", s.Cloud...)
	add("reviewed", s.reviewText())
	add("overdue", s.Late(at)...)
	return lines
}

// Systems returns the names of the systems that have a sheet, in order.
func (r *Rules) Systems() []string { return slices.Sorted(maps.Keys(r.Sheets)) }

// SystemNamed returns the name of a system that has a sheet, as it is stored. The error is
// a Refusal that offers the nearest.
func (r *Rules) SystemNamed(typed string) (string, error) {
	name, err := checkSystem(typed)
	if err == nil && r.Sheets[name] == nil {
		err = r.refuseSheet(name, "systems without a name lists them")
	}
	return name, err
}

// SheetLines returns what the sheet of a system says, and what depends on it.
func (r *Rules) SheetLines(name string, at time.Time) []SheetLine {
	lines := r.Sheets[name].Lines(at)
	if needed := r.Radius(name, at).Needed(); needed != "" {
		lines = append(lines, SheetLine{"needed by", CleanLine(needed)})
	}
	return lines
}

// linesOf formats the items of a list.
func linesOf[T interface{ line() string }](items []T) []string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.line()
	}
	return texts
}

// targetLines formats the targets, with who answers for them behind the last.
func (s *Sheet) targetLines() []string {
	var texts []string
	for _, t := range s.Targets {
		texts = append(texts, t.String())
	}
	if s.Accountable != "" {
		texts = append(texts, s.Accountable+" is accountable for them")
	}
	return texts
}

func (s *Sheet) reviewText() string {
	if s.Reviewed.IsZero() {
		return "never"
	}
	text := s.Reviewed.Format(time.DateOnly)
	if s.ReviewedBy != "" {
		text += " by " + s.ReviewedBy
	}
	if s.ReviewEvery > 0 {
		text += ", every " + lengthText(s.ReviewEvery)
	}
	return text
}

// lengthText formats a length of time, "" for none.
func lengthText(d Duration) string {
	if d <= 0 {
		return ""
	}
	text, _ := d.MarshalText() // it has no error
	return string(text)
}
