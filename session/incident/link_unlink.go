package incident

import "slices"

// Unlink asks to remove a link from both incidents, or from the one that still
// has it.
type Unlink struct {
	To  ID
	Why string
}

// UnlinkBack asks to remove a link that the other incident has removed.
type UnlinkBack struct {
	From ID
	Why  string
}

// Unlinked happened when a link was removed here.
type Unlinked struct {
	To  ID     `json:"to"`
	Why string `json:"why"`
}

// UnlinkedBack happened when a link was removed at its other end.
type UnlinkedBack struct {
	From ID     `json:"from"`
	Why  string `json:"why"`
}

var unlinkVerb = Verb{
	Name: "unlink", Args: "INC-N WHY", Power: PowerRespond, Outward: true,
	Help: "remove a link to another incident from both",
	complete: func(s sources, arg int) []string {
		var ids []string
		for _, l := range s.Links() {
			if arg == 0 {
				ids = append(ids, string(l.To))
			}
		}
		return ids
	},
	parse: func(args string) (Command, error) {
		to, why, err := cutID(args)
		return Unlink{To: to, Why: why}, err
	},
}

func (Unlink) needs() Power     { return PowerRespond }
func (UnlinkBack) needs() Power { return PowerRespond }
func (UnlinkBack) afterClose()  {}

func (Unlink) reachesOut() {}

func (c Unlink) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	other, err := a.other(s, c.To)
	if err != nil {
		return nil, err
	}
	_, here := s.linkTo(other.ID)
	_, there := other.linkTo(s.ID)
	switch {
	case !here && !there:
		return nil, refuse("%s is not linked to this incident", other.ID)
	case why == "":
		return nil, refuse("give a reason to remove the link: /unlink %s WHY", other.ID)
	}
	return []Fact{Unlinked{To: other.ID, Why: why}}, nil
}

func (c UnlinkBack) decide(s *State, _ Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	from, err := ParseID(string(c.From))
	if err != nil {
		return nil, err
	}
	if _, linked := s.linkTo(from); !linked {
		return nil, nil
	}
	return []Fact{UnlinkedBack{From: from, Why: why}}, nil
}

func (Unlinked) kind() string     { return "unlinked" }
func (UnlinkedBack) kind() string { return "unlinked-back" }

func (f Unlinked) fold(s *State, _ *Event)     { s.dropLink(f.To) }
func (f UnlinkedBack) fold(s *State, _ *Event) { s.dropLink(f.From) }

func (s *State) dropLink(to ID) {
	s.Affected.Links = slices.DeleteFunc(slices.Clone(s.Affected.Links), func(l Link) bool { return l.To == to })
}

func (f Unlinked) line() string {
	return CleanLine(because("no longer linked to "+string(f.To), f.Why))
}

func (f UnlinkedBack) line() string {
	return CleanLine(because(string(f.From)+" is no longer linked to this incident", f.Why))
}
