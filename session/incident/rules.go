package incident

// Rules holds the server's settings for every incident. The caller passes them
// to Decide with each Ask, as it does the time. The log keeps what an incident
// took from them, so that a replay gives the same result. Nobody changes Rules
// once they are shared.
type Rules struct {
	Playbook *Playbook         // nil: none
	Sheets   map[string]*Sheet // by the name of the system, in lower case
	TwoKeys  map[string]bool   // acts that wait for a second person's key: "eject", "shutdown", "quarantine", "lift-hold", "close"
}

// rules returns a.Rules, or empty Rules if it is nil.
func (a Ask) rules() *Rules {
	if a.Rules == nil {
		return &Rules{}
	}
	return a.Rules
}
