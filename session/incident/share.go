package incident

// share is the part of a bound that one person may use up, who doesn't run the
// bridge: a quarter, so that nobody takes all the room from the others.
func share(most int) int { return most / 4 }

// checkShare refuses one more of what an incident holds at most so many of, where
// by has own of them already.
func checkShare(s *State, by Person, own, most int, what string) error {
	if own < share(most) || PowerOf(s, by) >= PowerManage {
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
