package incident

// share returns how much of a bound one person may use up who doesn't run the bridge: a
// quarter, so that nobody takes all the room from the others.
func share(most int) int { return most / 4 }

// checkShare refuses one more item to a person who has own of them, where an incident
// holds most items in all.
func checkShare(s *State, by Person, own, most int, what string) error {
	if own < share(most) {
		return nil
	}
	return refuseShare(s, by, own, what)
}

// refuseShare refuses to go on to anyone whose share is used up, but not to those who
// run the bridge.
func refuseShare(s *State, by Person, own int, what string) error {
	if s.powerOf(by) >= PowerManage {
		return nil
	}
	return refuse("%d %s here are yours, which is the most for one person: ask the incident manager", own, what)
}

// countBy counts the items that belong to a person.
func countBy[T any](items []T, name string, owner func(T) string) (n int) {
	for _, item := range items {
		if owner(item) == name {
			n++
		}
	}
	return n
}
