package incident

import "strings"

// misspelt returns the keyword that a word most likely means, "" for none: the nearest
// within two edits, or within one of a keyword of up to four letters. A keyword of two
// letters has too many ordinary words beside it.
func misspelt(word string, keywords []string) string {
	word = lower(strings.TrimRight(word, ":,;.!?"))
	best, most := "", 3
	for _, k := range keywords {
		if k == word {
			return k
		}
		limit := 2
		if len(k) <= 4 {
			limit = 1
		}
		if len(k) <= 2 || len(word)-len(k) > 4 || len(k)-len(word) > limit {
			continue
		}
		if d := distance(word, k); d <= limit && d < most {
			best, most = k, d
		}
	}
	return best
}
