package incident

import "fmt"

// Refusal tells the asker, in a whole sentence, why nothing was done and what
// to type instead. It isn't a fault: it is neither logged nor stored.
type Refusal struct{ Why string }

// Error returns the sentence.
func (r Refusal) Error() string { return r.Why }

func refuse(format string, args ...any) error {
	return Refusal{Why: fmt.Sprintf(format, args...)}
}

// maxShown bounds how much of the typed text a refusal repeats, in characters.
const maxShown = 40

// Quote returns typed text in a form that fits into a refusal: clean and short.
func Quote(s string) string {
	clean := CleanLine(s[:min(len(s), MaxLine)])
	if r := []rune(clean); len(r) > maxShown {
		return string(r[:maxShown]) + "…"
	}
	return clean
}

func quote(s string) string { return Quote(s) }
