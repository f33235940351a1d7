package incident

import (
	"slices"
	"strings"
)

// askOwner asks whom to call about a system.
type askOwner struct{ System string }

// contactsShown happened when someone asked whom to call about a system. It keeps
// the answer on record.
type contactsShown struct {
	Seq      uint64    `json:"seq"` // the entry that added the sheet, 0 if it is the server's
	System   string    `json:"system"`
	Owners   []string  `json:"owners"`
	Contacts []Contact `json:"contacts"`
}

var canVerb = Verb{
	Name: "can", Args: "owner SYSTEM", asks: askOwner{},
	Help: "show whom to call about a system: its owners and its contacts",
	complete: func(s sources, arg int) []string {
		switch arg {
		case 0:
			return []string{"owner"}
		case 1:
			names := append(systemNames(s), sheetNames(s)...)
			slices.Sort(names)
			return slices.Compact(names)
		}
		return nil
	},
	parse: func(args string) (Command, error) {
		first, rest := cutWord(args)
		name, more := cutWord(rest)
		if !strings.EqualFold(first, "owner") || name == "" || more != "" {
			return nil, refuse("write it as /can owner SYSTEM, as /can owner payments-api")
		}
		return askOwner{System: name}, nil
	},
}

func (askOwner) needs() power { return powerRespond }

// decide answers from the bridge's sheet, else from the server's.
func (c askOwner) decide(s *State, a Ask) ([]Fact, error) {
	name, err := checkSystem(c.System)
	if err != nil {
		return nil, err
	}
	sheet, seq := a.rules().sheet(name), uint64(0)
	if sys := s.system(name, a.By); sys != nil && !sys.Unlisted {
		sheet, seq = sys.Sheet, sys.Seq
	}
	switch {
	case sheet == nil:
		return nil, a.rules().refuseSheet(name, "ask those who run it, and write what you learn with /fact")
	case len(sheet.Owners) == 0 && len(sheet.Contacts) == 0:
		return nil, refuse("the sheet of %s names nobody to call", name)
	}
	return []Fact{contactsShown{Seq: seq, System: name, Owners: sheet.Owners, Contacts: sheet.Contacts}}, nil
}

func (contactsShown) kind() string { return "owner-told" }

func (contactsShown) fold(*State, *Event) {}

func (f contactsShown) aboutEntry(*State) uint64 { return f.Seq }

func (f contactsShown) line() string {
	var call []string
	if len(f.Owners) > 0 {
		call = append(call, "owners "+strings.Join(f.Owners, ", "))
	}
	for _, c := range f.Contacts {
		call = append(call, c.line())
	}
	return CleanLine("for " + f.System + " call " + strings.Join(call, "; "))
}

// line formats a contact, as "eve (database, backup) +49 30 1".
func (c Contact) line() string {
	var marks []string
	if c.For != "" {
		marks = append(marks, c.For)
	}
	if c.Backup {
		marks = append(marks, "backup")
	}
	line := c.Name
	if len(marks) > 0 {
		line += " (" + strings.Join(marks, ", ") + ")"
	}
	return strings.TrimSpace(line + " " + c.Reach)
}
