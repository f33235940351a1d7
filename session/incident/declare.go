package incident

import (
	"fmt"
	"strings"
)

// maxTitle bounds a title, in bytes: it stands in every header.
const maxTitle = 200

// Declare asks to open an incident. It is decided on the state of an incident
// that has no entries yet.
type Declare struct {
	Title    string
	Severity Severity // SEV3 where none is given
	Drill    bool
}

// Declared happened when the incident was opened. Who declares is its
// incident manager until the role moves.
type Declared struct {
	Title    string   `json:"title"`
	Severity Severity `json:"severity"`
	Drill    bool     `json:"drill"`
}

func (Declare) needs() Power { return PowerRespond }

func (c Declare) decide(s *State, _ Ask) ([]Fact, error) {
	if c.Severity == 0 {
		c.Severity = SEV3
	}
	switch {
	case s.Last > 0:
		return nil, refuse("%s is declared already", s.ID)
	case c.Severity > SEV5:
		return nil, refuse("the severity is 1 (worst) to 5")
	}
	title, err := checkTitle(c.Title)
	if err != nil {
		return nil, err
	}
	return []Fact{Declared{Title: title, Severity: c.Severity, Drill: c.Drill}}, nil
}

func (Declared) kind() string { return "declared" }

func (f Declared) fold(s *State, e *Event) {
	s.Title, s.Severity, s.Drill = f.Title, f.Severity, f.Drill
	s.Declared = Declaration{At: e.OccurredAt, By: e.By}
	s.Severities = s.Severities.append(SeverityChange{f.Severity, e.OccurredAt, e.By, "declared", e.Seq})
	s.reach(Detected, e)
	s.Roles = map[Role]string{RoleManager: e.By}
}

func (f Declared) line() string {
	drill := ""
	if f.Drill {
		drill = " DRILL"
	}
	return fmt.Sprintf("declared %q %s%s", f.Title, f.Severity, drill)
}

func checkTitle(s string) (string, error) {
	title := strings.TrimSpace(CleanLine(s))
	switch {
	case title == "":
		return "", refuse("give the incident a title: what is wrong, in a few words")
	case len(title) > maxTitle:
		return "", refuse("the title has %d bytes; at most %d fit in the header", len(title), maxTitle)
	}
	return title, nil
}
