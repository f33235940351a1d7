//go:build unix

package torture

// term asks the server to end, while people write.
func term() kind {
	return ended("term", "SIGTERM under load: exit 0 within 5 s", (*round).stopWhole)
}
