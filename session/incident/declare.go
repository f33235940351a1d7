package incident

import (
	"fmt"
	"strings"
)

// maxTitle bounds a title, in bytes: every header shows it.
const maxTitle = 200

// Declare asks to open an incident. Its state has no entries yet.
type Declare struct {
	Title    string
	Severity Severity // SEV3 if none is given
	Drill    bool
	Scope    Scope // in force from the first entry

	tlp   TLP          // in force from the first entry
	split *splitSource // nil: it isn't made of another's entries
}

// incidentDeclared happened when the incident was opened. Its author is the incident
// manager until the role moves.
type incidentDeclared struct {
	Title    string   `json:"title"`
	Severity Severity `json:"severity"`
	Drill    bool     `json:"drill"`
	Scope    Scope    `json:"scope,omitempty"`
	TLP      TLP      `json:"tlp,omitempty"`
}

// mayBeAsked lets anybody ask: there is no incident yet.
func (Declare) mayBeAsked(*State, Ask) bool { return true }

func (Declare) needs() power { return powerRespond }

func (Declare) reachesOut() {}

// CheckDeclare refuses a person who may open no incident at all.
func (p Person) CheckDeclare() error {
	if p.Rank <= RankObserver || p.Rank > RankManager {
		return refuse("observers can read, not declare")
	}
	return checkReach(p, Declare{})
}

func (c Declare) decide(s *State, a Ask) ([]Fact, error) {
	unrated := c.Severity == 0
	if unrated {
		c.Severity = SEV3
	}
	switch {
	case s.Last > 0:
		return nil, refuse("%s is declared already", s.ID)
	case c.Severity > SEV5:
		return nil, refuse("the severity is 1 (worst) to 5")
	case c.Scope > ScopeConfidential:
		return nil, refuse("use %s", strings.Join(scopeWords, ", "))
	}
	title, err := checkTitle(c.Title)
	if err != nil {
		return nil, err
	}
	if sev, ok := leadingSeverity(title); ok && unrated {
		return nil, refuse("%q begins with a severity, and none is set: declare it with --sev %d before the title, or begin the title with another word", title, sev)
	}
	declared := incidentDeclared{Title: title, Severity: c.Severity, Drill: c.Drill, Scope: c.Scope, TLP: c.tlp}
	facts := append([]Fact{declared}, c.split.facts()...)
	return append(facts, adopt(s, a, situation{severity: c.Severity, scope: c.Scope, drill: c.Drill, kinds: KindUnknown, classes: classesOf(nil)})...), nil
}

// leadingSeverity returns the severity with which a title begins: "sev 2 the db is down".
func leadingSeverity(title string) (Severity, bool) {
	first, rest := cutWord(lower(title))
	if first == "sev" || first == "severity" {
		first, _ = cutWord(rest)
	} else if !strings.HasPrefix(first, "sev") {
		return 0, false
	}
	sev, err := ParseSeverity(strings.TrimRight(first, ":,;"))
	return sev, err == nil
}

func (incidentDeclared) isTurn() {}

func (incidentDeclared) kind() string { return "declared" }

func (f incidentDeclared) fold(s *State, e *Event) {
	s.Drill, s.Declared = f.Drill, Declaration{At: e.OccurredAt, By: e.By}
	s.Status.begin(f.Title, e.OccurredAt)
	s.SizeUp.setSeverity(e, f.Severity, "declared", false)
	s.setMilestone(MilestoneDetected, e)
	s.Access.begin(f.Scope, f.TLP)
	s.Team.begin(e.By)
	if s.narrowed() {
		s.admit(e.By, footingByRight) // they keep access when the role moves
	}
	s.keepAsked()
}

func (f incidentDeclared) line() string {
	marks := ""
	if f.Drill {
		marks = " DRILL"
	}
	if f.Scope > ScopeOpen {
		marks += " " + f.Scope.String()
	}
	if f.TLP != TLPAmber {
		marks += " TLP:" + f.TLP.String()
	}
	return fmt.Sprintf("declared %q %s%s", f.Title, f.Severity, marks)
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
