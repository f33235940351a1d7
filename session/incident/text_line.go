package incident

// withReason joins an event and its reason, if there is one.
func withReason(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + why
}

// because joins what was decided and its reason, if there is one.
func because(what, why string) string {
	if why == "" {
		return what
	}
	return what + " because " + why
}
