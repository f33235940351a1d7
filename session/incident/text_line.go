package incident

// because joins what happened and why, where a why was given.
func because(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + why
}
