package incident

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Radius is what may be hurt with a system, by the sheets: what it depends on, and what
// depends on it, directly or through others. The nearest are first.
type Radius struct {
	DependsOn []Neighbour `json:"depends_on"`
	NeededBy  []Neighbour `json:"needed_by"`
	More      int         `json:"more,omitempty"` // that were left out: each list has at most maxRadius
}

// Neighbour is a system that another depends on, or that depends on it.
type Neighbour struct {
	Name    string `json:"name"`
	Steps   int    `json:"steps"`              // 1: directly
	Stale   bool   `json:"stale,omitempty"`    // the review of its sheet is overdue
	NoSheet bool   `json:"no_sheet,omitempty"` // it is only named
}

// maxRadius bounds each list of a Radius.
const maxRadius = 50

// Radius returns what may be hurt with a system, as of a moment. Sheets that depend on one
// another in a circle are no fault.
func (r *Rules) Radius(system string, at time.Time) Radius {
	needs, neededBy := r.dependencies()
	var out Radius
	down, left := r.reach(system, needs, at)
	up, leftUp := r.reach(system, neededBy, at)
	out.DependsOn, out.NeededBy, out.More = down, up, left+leftUp
	return out
}

// dependencies returns what each system depends on, and what depends on it, by name in
// lower case and in order.
func (r *Rules) dependencies() (needs, neededBy map[string][]string) {
	needs, neededBy = map[string][]string{}, map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(r.Sheets)) {
		for _, on := range r.Sheets[name].DependsOn {
			on = strings.ToLower(on)
			needs[name] = append(needs[name], on)
			neededBy[on] = append(neededBy[on], name)
		}
	}
	return needs, neededBy
}

// reach returns the systems that a system leads to, each once and by its shortest way, and
// how many more there are.
func (r *Rules) reach(system string, leadsTo map[string][]string, at time.Time) (found []Neighbour, left int) {
	steps := map[string]int{system: 0}
	for queue := []string{system}; len(queue) > 0; queue = queue[1:] {
		for _, next := range leadsTo[queue[0]] {
			if _, seen := steps[next]; seen {
				continue
			}
			steps[next] = steps[queue[0]] + 1
			queue = append(queue, next)
			if len(found) == maxRadius {
				left++
				continue
			}
			sheet := r.Sheets[next]
			found = append(found, Neighbour{Name: next, Steps: steps[next], NoSheet: sheet == nil, Stale: sheet != nil && sheet.Stale(at)})
		}
	}
	return found, left
}

func (n Neighbour) String() string {
	switch {
	case n.NoSheet:
		return n.Name + " (no sheet)"
	case n.Stale:
		return n.Name + " (STALE)"
	}
	return n.Name
}

// radiusInLine bounds how many systems a line names.
const radiusInLine = 6

// line tells the radius: "; depends on a, b; needed by c (STALE)", "" for nothing.
func (r Radius) line() string {
	line := ""
	for _, part := range []struct {
		what string
		all  []Neighbour
	}{{"depends on", r.DependsOn}, {"needed by", r.NeededBy}} {
		if len(part.all) == 0 {
			continue
		}
		line += "; " + part.what + " " + systemList(part.all, radiusInLine)
	}
	return line
}

// Needed lists what depends on the system, "" for nothing.
func (r Radius) Needed() string { return systemList(r.NeededBy, maxRadius) }

// systemList lists systems, at most so many.
func systemList(all []Neighbour, most int) string {
	names := make([]string, min(len(all), most))
	for i := range names {
		names[i] = all[i].String()
	}
	text := strings.Join(names, ", ")
	if more := len(all) - len(names); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// ToAffect returns the lines that name as affected what depends on the affected systems and
// isn't named yet, the nearest first: as it was when each system was named.
func (v View) ToAffect() []string {
	named := map[string]bool{}
	for sys := range v.Systems() {
		named[sys.Sheet.Name] = true
	}
	var lines []string
	for sys := range v.Systems() {
		for _, n := range sys.Radius.NeededBy {
			if !named[n.Name] {
				named[n.Name] = true
				lines = append(lines, "/"+affectsVerb.Name+" "+n.Name)
			}
		}
	}
	return lines
}

// OffersAfter returns the lines that the asker of some events, whose view it is, may want
// to type next: see ToAffect.
func OffersAfter(v View, events []*Event) []string {
	for _, e := range events {
		if f, ok := e.Fact.(systemAffected); ok && len(f.Radius.NeededBy) > 0 {
			return v.ToAffect()
		}
	}
	return nil
}

// offersInLine bounds how many lines are offered at once.
const offersInLine = 4

// ListOffers lists lines that are offered, on one line.
func ListOffers(lines []string) string {
	text := strings.Join(lines[:min(len(lines), offersInLine)], ", ")
	if more := len(lines) - offersInLine; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
