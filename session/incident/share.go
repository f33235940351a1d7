package incident

// share returns how much of a bound one person may use who doesn't run the
// bridge: a quarter, so that some is left for the others.
func share(most int) int { return most / 4 }

// checkShare refuses another item to a person who has own of at most most
// items.
func checkShare(s *State, by Person, own, most int, what string) error {
	if own < share(most) {
		return nil
	}
	return refuseShare(s, by, own, what)
}

// refuseShare refuses a person whose share is used up, unless they run the
// bridge.
func refuseShare(s *State, by Person, own int, what string) error {
	if s.powerOf(by) >= powerManage {
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
