package incident

import "slices"

// unlinkFrom asks to remove a link from both incidents, or from the one that still
// has it.
type unlinkFrom struct {
	To  ID
	Why string
}

// unlinkBack asks to remove a link that the other incident has removed.
type unlinkBack struct {
	From ID
	Why  string
}

// incidentUnlinked happened when a link was removed here.
type incidentUnlinked struct {
	To  ID     `json:"to"`
	Why string `json:"why"`
}

// incidentUnlinkedBack happened when a link was removed at its other end.
type incidentUnlinkedBack struct {
	From ID     `json:"from"`
	Why  string `json:"why"`
}

var unlinkVerb = Verb{
	Name: "unlink", Args: "INC-N WHY", asks: unlinkFrom{},
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
		return unlinkFrom{To: to, Why: why}, err
	},
}

func (unlinkFrom) needs() power { return powerRespond }
func (unlinkBack) needs() power { return powerRespond }
func (unlinkBack) afterClose()  {}

func (unlinkFrom) reachesOut() {}

func (c unlinkFrom) decide(s *State, a Ask) ([]Fact, error) {
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
	case other.closedAsDuplicateOf(s.ID):
		return nil, refuse("%s is closed as a duplicate of this incident: reopen it first", other.ID)
	case !here && !there:
		return nil, refuse("%s is not linked to this incident", other.ID)
	case why == "":
		return nil, refuse("give a reason to remove the link: /unlink %s WHY", other.ID)
	}
	return []Fact{incidentUnlinked{To: other.ID, Why: why}}, nil
}

func (c unlinkBack) decide(s *State, _ Ask) ([]Fact, error) {
	from, why, err := checkFollows(c.From, c.Why)
	if err != nil {
		return nil, err
	}
	if _, linked := s.linkTo(from); !linked {
		return nil, nil
	}
	return []Fact{incidentUnlinkedBack{From: from, Why: why}}, nil
}

func (incidentUnlinked) kind() string     { return "unlinked" }
func (incidentUnlinkedBack) kind() string { return "unlinked-back" }

func (f incidentUnlinked) fold(s *State, _ *Event)     { s.dropLink(f.To) }
func (f incidentUnlinkedBack) fold(s *State, _ *Event) { s.dropLink(f.From) }

func (s *State) dropLink(to ID) {
	s.Affected.Links = slices.DeleteFunc(slices.Clone(s.Affected.Links), func(l Link) bool { return l.To == to })
}

func (f incidentUnlinked) line() string {
	return CleanLine(withReason("no longer linked to "+string(f.To), f.Why))
}

func (f incidentUnlinkedBack) line() string {
	return CleanLine(withReason(string(f.From)+" is no longer linked to this incident", f.Why))
}
