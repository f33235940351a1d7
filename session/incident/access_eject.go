package incident

// ejectPerson asks to remove a person from the server: from this incident, with every
// session of theirs ended and their keys revoked.
type ejectPerson struct {
	Who typedPerson
	Why string
}

// personEjected happened when a person was removed from the server.
type personEjected struct {
	Who string `json:"who"`
	Why string `json:"why"`
}

var ejectVerb = Verb{
	Name: "eject", Args: "@PERSON [why]", asks: ejectPerson{},
	Help:     "remove a person from the whole server and revoke their keys; the server may ask for a second key first",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, why, err := cutPerson(args)
		return ejectPerson{Who: who, Why: why}, err
	},
}

func (c ejectPerson) names() []typedPerson { return []typedPerson{c.Who} }

func (ejectPerson) needs() power { return powerHouse }

func (ejectPerson) reachesOut() {}
func (ejectPerson) putsOut()    {}

// afterClose lets Eject through in a closed incident, as Remove does.
func (ejectPerson) afterClose() {}

func (c ejectPerson) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkPutOut(s, a, c.Who.Name, c.Why)
	if err != nil {
		return nil, err
	}
	return []Fact{personEjected{Who: c.Who.Name, Why: why}}, nil
}

func (c ejectPerson) guardedAct() guardedAct {
	why := oneLine(c.Why)
	return guardedAct{name: "eject", line: replayLine(ejectVerb.Name, "@"+c.Who.Name, why), text: withReason("eject "+c.Who.Name, why)}
}

func (f personEjected) whyOut(e *Event, name string) string {
	if f.Who != name {
		return ""
	}
	return withReason(e.By+" ejected you", f.Why)
}

// Ejects returns whom the event put out of the server and why; "" for nobody.
func (e *Event) Ejects() (who, why string) {
	f, _ := e.Fact.(personEjected)
	return f.Who, f.Why
}

// removes is a fact that takes a person off the incident.
type removes interface{ removesSomebody() }

// RemovesSomebody reports whether the event took a person off the incident.
func (e *Event) RemovesSomebody() bool {
	_, ok := e.Fact.(removes)
	return ok
}

func (personEjected) removesSomebody() {}

func (personEjected) kind() string { return "ejected" }

func (f personEjected) fold(s *State, e *Event) { s.putOut(f.Who, e.OccurredAt) }

func (f personEjected) line() string { return withReason("ejected "+f.Who, f.Why) }
