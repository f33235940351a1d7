package incident

// linkBack asks to add the mirror of a link that the asker made on another
// incident. If the link exists here already, there is nothing to write and no
// refusal. A closed incident accepts it.
type linkBack struct {
	From ID
	Kind string // as the other incident has it: duplicate, parent or related
	Why  string
}

// incidentLinkedBack happened when another incident was linked to this one.
type incidentLinkedBack struct {
	From ID     `json:"from"`
	Kind string `json:"kind"` // as this incident has it: "duplicated-by", "child" or "related"
	Why  string `json:"why"`
}

// Mirror returns another incident and the command that must follow there; nil
// if the fact concerns only this incident.
func (e *Event) Mirror() (ID, Command) {
	if f, ok := e.Fact.(mirrorable); ok {
		return f.mirror(e)
	}
	return "", nil
}

// mirrorable is a fact that another incident must record too. mirror returns that incident
// and the command for it; e is the fact's event.
type mirrorable interface{ mirror(e *Event) (ID, Command) }

func (f incidentLinked) mirror(e *Event) (ID, Command) {
	return f.To, linkBack{From: e.Incident, Kind: f.Kind, Why: f.Why}
}

func (f incidentUnlinked) mirror(e *Event) (ID, Command) {
	return f.To, unlinkBack{From: e.Incident, Why: f.Why}
}

// checkFollows reads what each command has that follows one on another incident: that
// incident, and the reason there.
func checkFollows(other ID, reason string) (from ID, why string, err error) {
	if why, err = checkWhy(reason); err != nil {
		return "", "", err
	}
	from, err = ParseID(string(other))
	return from, why, err
}

func (linkBack) needs() power { return powerRespond }
func (linkBack) afterClose()  {}

func (c linkBack) decide(s *State, _ Ask) ([]Fact, error) {
	from, why, err := checkFollows(c.From, c.Why)
	if err != nil {
		return nil, err
	}
	kind, ok := mirrors[c.Kind]
	if !ok || from == s.ID {
		return nil, refuse("%s can't be linked to %s as %q", from, s.ID, quote(c.Kind))
	}
	if l, linked := s.linkTo(from); linked && l.Kind == kind {
		return nil, nil
	}
	return []Fact{incidentLinkedBack{From: from, Kind: kind, Why: why}}, nil
}

func (incidentLinkedBack) kind() string { return "linked-back" }

func (f incidentLinkedBack) fold(s *State, e *Event) {
	s.setLink(Link{f.Kind, f.From, e.By, e.OccurredAt})
}

func (f incidentLinkedBack) line() string {
	line := string(f.From) + " is linked to this incident as " + f.Kind
	switch f.Kind {
	case mirrors[linkDuplicate]:
		line = string(f.From) + " is merged into this incident: go on here"
	case mirrors[linkParent]:
		line = string(f.From) + " has this incident as its parent"
	}
	return CleanLine(inBrackets(line, f.Why))
}
