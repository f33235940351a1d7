package incident

// Rules are what the house lays down for every incident: they are handed to
// Decide with each Ask, as the time is. What an incident took of them stands in
// its own log, so that it reads the same for ever. Nobody changes Rules once
// they are shared.
type Rules struct {
	Playbook *Playbook         // nil: none
	Sheets   map[string]*Sheet // by the name of the system, in lower case
	TwoKeys  map[string]bool   // acts that wait for a second person's key: "eject", "shutdown", "lift-hold", "close"
}

// rules are those of an ask, which may have been made without any.
func (a Ask) rules() *Rules {
	if a.Rules == nil {
		return &Rules{}
	}
	return a.Rules
}
