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

// distance counts the edits that turn a into b, a swap of neighbours counting as one, edits
// between them or not (Damerau and Levenshtein). Beyond maxDistance it is the longer length.
func distance(a, b string) int {
	if len(a) > maxDistance || len(b) > maxDistance {
		return max(len(a), len(b))
	}
	const far = 2*maxDistance + 1
	var d [maxDistance + 2][maxDistance + 2]uint8 // one row and one column of far before all
	var lastRow [256]uint8                        // where each byte stood last in a
	for i := range len(a) + 2 {
		d[i][0], d[i][1] = far, uint8(max(i-1, 0))
	}
	for j := range len(b) + 2 {
		d[0][j], d[1][j] = far, uint8(max(j-1, 0))
	}
	d[1][0] = far
	for i := 1; i <= len(a); i++ {
		lastColumn := 0 // where a's byte stood last in b
		for j := 1; j <= len(b); j++ {
			row, column, cost := int(lastRow[b[j-1]]), lastColumn, uint8(1)
			if a[i-1] == b[j-1] {
				cost, lastColumn = 0, j
			}
			swap := int(d[row][column]) + (i - row - 1) + 1 + (j - column - 1)
			d[i+1][j+1] = min(d[i][j]+cost, d[i+1][j]+1, d[i][j+1]+1, uint8(min(swap, far)))
		}
		lastRow[a[i-1]] = uint8(i)
	}
	return int(d[len(a)+1][len(b)+1])
}
