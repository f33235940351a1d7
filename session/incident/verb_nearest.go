package incident

import "strings"

// refuseVerb refuses an unknown verb, and offers the nearest.
func refuseVerb(name string) error {
	if near := Nearest(name, verbNames()); near != "" {
		return refuse("there is no verb %q: did you mean /%s?", quote(name), near)
	}
	return refuse("there is no verb %q: /help lists them (over ssh: help verbs), and // begins a line of chat that starts with a slash", quote(name))
}

// Nearest returns the name that word most likely means, or "".
func Nearest(word string, names []string) string {
	word = strings.ToLower(word)
	best, bestDistance := "", 3
	for _, name := range names {
		if len(word) > 1 && strings.HasPrefix(name, word) || strings.HasPrefix(word, name) {
			return name
		}
		if d := distance(word, name); d < bestDistance && d < len(name) {
			best, bestDistance = name, d
		}
	}
	return best
}

// maxDistance bounds the words that are compared, in bytes.
const maxDistance = 32

// distance counts the edits that turn a into b, a swap of neighbours counting
// as one (optimal string alignment). Beyond maxDistance it is the longer length.
func distance(a, b string) int {
	if len(a) > maxDistance || len(b) > maxDistance {
		return max(len(a), len(b))
	}
	var rows [3][maxDistance + 1]int
	before, prev, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, prev, row = prev, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
