package incident

import "slices"

// gives is a fact that gives something to people, or asks something of them: a task, a role,
// their key, a hunt. s is the state after it.
type gives interface{ givenTo(s *State) []string }

// pressing is a fact whose gift Waiting counts until it is answered. Any other stands among
// what was said to a person until they have read it.
type pressing interface{ isPressing() }

func (taskGiven) isPressing()       {}
func (taskReassigned) isPressing()  {}
func (handoverOffered) isPressing() {}
func (decisionMade) isPressing()    {}
func (accountableSet) isPressing()  {}

func (f taskGiven) givenTo(s *State) []string { return []string{assignee(f.To, f.Role).holder(s)} }
func (f taskReassigned) givenTo(s *State) []string {
	return []string{assignee(f.To, f.Role).holder(s)}
}
func (f handoverOffered) givenTo(*State) []string { return []string{f.To} }
func (f accountableSet) givenTo(*State) []string  { return []string{f.To} }
func (f roleGiven) givenTo(*State) []string       { return []string{f.To} }
func (f huntOpened) givenTo(*State) []string      { return []string{f.Hunter} }
func (f huntGiven) givenTo(*State) []string       { return []string{f.To} }
func (f fixSet) givenTo(*State) []string          { return []string{f.Owner} }
func (f changeKept) givenTo(*State) []string      { return []string{f.Owner} }
func (f streamOpened) givenTo(*State) []string    { return f.Members }
func (f streamJoined) givenTo(*State) []string    { return f.Members }

// givenTo returns whose key the decision waits for.
func (f decisionMade) givenTo(*State) []string {
	if f.Signed {
		return nil
	}
	return []string{f.Accountable}
}

// givenTo returns who made the proposal: they are to answer.
func (f proposalObjectedTo) givenTo(s *State) []string {
	if p := itemN(s.Decisions.Proposals, f.N); p != nil {
		return []string{p.By}
	}
	return nil
}

// Gives reports whether an entry that is shown gives something to a person who didn't write
// it, or asks something of them, as things stand now.
func (v View) Gives(e *Event, name string) bool {
	f, ok := e.Fact.(gives)
	return ok && name != "" && e.By != name && slices.Contains(f.givenTo(v.state), name)
}

// addGiven notes to whom an entry gives what Waiting doesn't count by itself.
func (m *nameIndex) addGiven(s *State, e *Event) {
	f, ok := e.Fact.(gives)
	if _, counted := e.Fact.(pressing); !ok || counted {
		return
	}
	for _, name := range f.givenTo(s) {
		if name != "" {
			m.addName(name, e.Seq)
		}
	}
}
