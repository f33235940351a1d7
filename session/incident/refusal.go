package incident

import "fmt"

// Refusal says to the asker, in a whole sentence, why nothing was done and
// what would be accepted. It is no fault: it is neither logged nor stored.
type Refusal struct{ Why string }

// Error is the sentence.
func (r Refusal) Error() string { return r.Why }

func refuse(format string, args ...any) error {
	return Refusal{Why: fmt.Sprintf(format, args...)}
}

// maxShown is how much of what was typed a refusal repeats, in characters.
const maxShown = 40

// Shown is what was typed, fit to stand in a refusal: clean, and not long.
func Shown(s string) string {
	clean := CleanLine(s[:min(len(s), MaxLine)])
	if r := []rune(clean); len(r) > maxShown {
		return string(r[:maxShown]) + "…"
	}
	return clean
}

func shown(s string) string { return Shown(s) }
