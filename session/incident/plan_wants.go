package incident

import (
	"slices"
	"strings"
	"time"
)

// Wanted is the kind of reference that a tick must cite.
type Wanted uint8

// The kinds of reference that a rule of the playbook may ask for.
const (
	WantsNothing Wanted = iota
	WantsEntry          // an entry that says it, a task that is done, or a hunt that is answered
	WantsDecision
	WantsTask
	WantsEvidence
)

var wantedWords = []string{"nothing", "entry", "decision", "task", "evidence"}

func (w Wanted) String() string { return enumName(w, wantedWords...) }

// MarshalText writes the word.
func (w Wanted) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText parses the whole word.
func (w *Wanted) UnmarshalText(b []byte) error { return parseExact(w, b, wantedWords) }

// metBy reports whether the references hold one of the kind.
func (w Wanted) metBy(refs []Ref) bool {
	if w == WantsNothing {
		return true
	}
	return slices.ContainsFunc(refs, func(r Ref) bool {
		switch r.Kind {
		case RefDecision:
			return w == WantsDecision
		case RefTask:
			return w == WantsTask || w == WantsEntry
		case RefEntry, RefChange, RefHunt:
			return w == WantsEntry
		case RefEvidence:
			return w == WantsEvidence || w == WantsEntry
		}
		return false
	})
}

// what says what must be cited.
func (w Wanted) what() string {
	return enumName(w, "nothing", "an entry that says it", "a decision that holds", "a task that is done", "evidence")
}

// example returns such a reference, as a person types it.
func (w Wanted) example() string { return enumName(w, "", "#112", "D3", "A4", "E7") }

// inShell says how such a reference is typed in a shell, where it has a sign that a shell
// takes for a comment.
func (w Wanted) inShell() string {
	if strings.Contains(w.example(), "#") {
		return inShell
	}
	return ""
}

// asked returns what stands behind the key in a line that ticks it.
func (w Wanted) asked() string { return enumName(w, "", " REF", " DECISION", " TASK", " EVIDENCE") }

// Line returns the line that ticks a key, with what it must cite.
func (w Wanted) Line(key string) string { return "/check " + key + w.asked() }

// checkRule is what the playbook says about one thing to tick.
type checkRule struct {
	key    string
	wants  Wanted
	forOne bool // for one role
	role   Role
	phase  Phase // whose exit it guards; the first for an item of a list, which is open
}

// checkRule returns the rule with a key, which checkKey has found.
func (s *State) checkRule(key string) checkRule {
	for _, r := range s.Plan.Playbook.Exits {
		if r.Key == key {
			rule := checkRule{key: key, wants: r.Wants, phase: r.Phase}
			if r.Role != nil {
				rule.forOne, rule.role = true, *r.Role
			}
			return rule
		}
	}
	for _, list := range s.openChecklists(time.Time{}) {
		for _, item := range list.Items {
			if item.Key == key {
				return checkRule{key: key, wants: item.Wants, forOne: true, role: item.Role}
			}
		}
	}
	return checkRule{key: key}
}

// others returns the role that a tick is for, where the asker doesn't hold it or act in it.
func (r checkRule) others(s *State, a Ask) *Role {
	if !r.forOne || a.backedBy(s.Team.Roles[r.role]) || a.backedBy(s.Team.Acting[r.role]) {
		return nil
	}
	return &r.role
}
