package incident

import (
	"maps"
	"slices"
	"strings"
	"time"
)

const (
	maxSystems    = 50
	maxSystemName = 64 // bytes
)

// unlisted is the word for a system that has no sheet.
const unlisted = "unlisted"

// System is an affected system, with its sheet as of when it was named.
type System struct {
	Sheet    *Sheet
	Unlisted bool     // it has no sheet, only a name
	Stale    bool     // the review of the sheet was overdue then
	Late     []string // marks of what else in the sheet was overdue then
	Radius   Radius   // by the sheets of then
	By       string
	At       time.Time
	Seq      uint64
	Status   SystemStatus
}

// affectSystem asks to add a system and its sheet to the bridge, or to renew a
// sheet that has changed.
type affectSystem struct {
	Name     string
	Unlisted bool           // by its name only: it has no sheet
	Sure     bool           // it has that name, though it looks like a slip
	More     []affectSystem // that are named with it: all of them or none
}

// systemAffected happened when a system was named as affected.
type systemAffected struct {
	Sheet    Sheet    `json:"sheet"`
	Unlisted bool     `json:"unlisted"`
	Stale    bool     `json:"stale"`
	Late     []string `json:"late,omitempty"` // marks of what else in the sheet is overdue
	Radius   Radius   `json:"radius,omitzero"`
	Asks     int      `json:"asks,omitempty"` // tasks that the playbook adds now
}

var affectsVerb = Verb{
	Name: "affects", Args: "SYSTEM… [unlisted]", asks: affectSystem{},
	Help: "name affected systems: their sheets, owners and contacts come to the bridge",
	complete: func(s sources, arg int) []string {
		switch arg {
		case 0:
			return sheetNames(s)
		case 1:
			return append([]string{unlisted}, sheetNames(s)...)
		}
		return nil
	},
	parse: parseAffects,
}

// maxAffects bounds the systems that one line names.
const maxAffects = 20

// parseAffects parses the names of systems, the members of a fleet at once, and behind them
// the word for those that have no sheet.
func parseAffects(args string) (Command, error) {
	names := strings.Fields(strings.ReplaceAll(args, ",", " "))
	last := len(names) - 1
	without := last > 0 && strings.EqualFold(names[last], unlisted)
	if without {
		names = names[:last]
	}
	all := []affectSystem{{Unlisted: without}}
	for i, word := range names {
		switch {
		case i == 0:
			all[0].Name, all[0].Sure = cutSure(word)
			continue
		case slices.Contains(names[:i], word):
			continue
		case strings.EqualFold(word, "and") || misspelt(word, []string{unlisted}) != "":
			return nil, refuse("write the names of systems alone, as payments-api payments-db; %q behind them says that they have no sheets", unlisted)
		}
		c := affectSystem{Unlisted: without}
		c.Name, c.Sure = cutSure(word)
		all = append(all, c)
	}
	if len(all) > maxAffects {
		return nil, refuse("%d systems are named, at most %d are taken in one line", len(all), maxAffects)
	}
	all[0].More = all[1:]
	return all[0], nil
}

// sheetNames returns the systems that the server has a sheet of.
func sheetNames(s sources) []string { return slices.Sorted(maps.Keys(s.rules.Sheets)) }

// checkSystem returns a system's name in its stored form. It begins with a letter or a
// digit, so that no dashes before a reason are one.
func checkSystem(s string) (string, error) {
	name := strings.ToLower(s)
	odd := func(r rune) bool { return (r > 127 || !isLowerOrDigit(byte(r))) && !strings.ContainsRune("._-/", r) }
	if name == "" || len(name) > maxSystemName || strings.ContainsFunc(name, odd) || !isLowerOrDigit(name[0]) {
		return "", refuse("name a system in one word of a to z, 0 to 9 and . _ - /, with a letter or a digit first, at most %d bytes, as payments-api", maxSystemName)
	}
	return name, nil
}

// checkUnlisted refuses a name that means something else where systems are typed.
func checkUnlisted(name string) error {
	if name == wholeSystem || name == unlisted || slices.Contains(systemStateWords, name) {
		return refuse("%q means something else where a system is named: name it otherwise", name)
	}
	return nil
}

func (affectSystem) needs() power { return powerRespond }

// decide names the systems one after the other, each as if those before it were named.
func (c affectSystem) decide(s *State, a Ask) ([]Fact, error) {
	facts, err := c.decideOne(s, a)
	for _, next := range c.More {
		if err != nil {
			return nil, err
		}
		var more []Fact
		more, err = next.decideOne(s.with(facts, a), a)
		facts = append(facts, more...)
	}
	return facts, err
}

// with returns the state as it is once the facts of an ask are written.
func (s *State) with(facts []Fact, a Ask) *State {
	for i, f := range facts {
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, OccurredAt: a.At, RecordedAt: a.At.Add(time.Duration(i)), By: a.By.Name, Key: a.By.Key, Fact: f})
	}
	return s
}

func (c affectSystem) decideOne(s *State, a Ask) ([]Fact, error) {
	name, err := checkSystem(c.Name)
	if err != nil {
		return nil, err
	}
	known := s.system(name, a.By)
	var fact systemAffected
	if known == nil {
		fact, err = s.nameSystem(c, name, a)
	} else {
		fact, err = c.fromSheet(s, name, a)
	}
	switch {
	case err != nil:
		return nil, err
	case known != nil && (fact.Unlisted || !known.Unlisted && known.Sheet.same(&fact.Sheet)):
		return nil, refuse("%s is on the bridge already, and its sheet hasn't changed since", name)
	}
	opened := fact.opens(s, a)
	return append([]Fact{fact}, opened...), nil
}

// opens returns what the playbook adds for the system's classification, and on some
// occasions that come with it. It counts the tasks.
func (f *systemAffected) opens(s *State, a Ask, on ...string) []Fact {
	at := s.situation()
	at.classes = classesOf(append(slices.Clone(s.Affected.Systems), &System{Sheet: &f.Sheet}))
	tasks, lists := s.opens(a, at, on...)
	f.Asks = len(tasks)
	return append(tasks, lists...)
}

// fromSheet returns the server's sheet of the system.
func (c affectSystem) fromSheet(s *State, name string, a Ask) (systemAffected, error) {
	if c.Unlisted {
		return systemAffected{Sheet: Sheet{Name: name}, Unlisted: true, Radius: a.rules().Radius(name, a.At)}, nil
	}
	sheet := a.rules().sheet(name)
	if sheet == nil {
		mark := ""
		if s.nearestName(name, a) != "" {
			mark = sureMark
		}
		return systemAffected{}, a.rules().refuseSheet(name, "to name it without one, write /affects "+name+mark+" "+unlisted)
	}
	return systemAffected{Sheet: *sheet, Stale: sheet.Stale(a.At), Late: sheet.LateParts(a.At), Radius: a.rules().Radius(name, a.At)}, nil
}

// system returns the affected system with a name, nil if p can't see one.
func (s *State) system(name string, p Person) *System {
	for _, sys := range s.Affected.Systems {
		if sys.Sheet.Name == name && s.For(p).Sees(sys.Seq) {
			return sys
		}
	}
	return nil
}

func (systemAffected) kind() string { return "system-affected" }

func (f systemAffected) fold(s *State, e *Event) {
	all := slices.Clone(s.Affected.Systems)
	sys := System{Sheet: &f.Sheet, Unlisted: f.Unlisted, Stale: f.Stale, Late: f.Late, Radius: f.Radius, By: e.By, At: e.OccurredAt, Seq: e.Seq}
	i := slices.IndexFunc(all, isNamed(f.Sheet.Name))
	if i < 0 {
		i, all = len(all), append(all, nil)
	} else {
		sys.Status = all[i].Status
	}
	all[i] = &sys
	s.Affected.Systems = all
	s.keepAsked()
}

func isNamed(name string) func(*System) bool {
	return func(sys *System) bool { return sys.Sheet.Name == name }
}

func (f systemAffected) line() string {
	if f.Unlisted {
		return CleanLine(f.Sheet.Name + " is affected; it has no sheet" + f.Radius.line() + asksMore(f.Asks))
	}
	line := f.Sheet.Name + " is affected"
	if f.Sheet.Classification != "" {
		line += " (" + f.Sheet.Classification + ")"
	}
	if len(f.Sheet.Owners) > 0 {
		line += ", owners " + strings.Join(f.Sheet.Owners, ", ")
	} else {
		line += ", no owner named"
	}
	return CleanLine(line + f.marks() + f.Radius.line() + asksMore(f.Asks))
}

// marks returns the end of the line, with what in the sheet is overdue.
func (f systemAffected) marks() string {
	marks := f.Late
	if f.Stale {
		marks = append([]string{f.Sheet.review().mark()}, marks...)
	}
	if len(marks) == 0 {
		return ""
	}
	return "; " + strings.Join(marks, "; ")
}
