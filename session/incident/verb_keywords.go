package incident

import (
	"math/bits"
	"strings"
)

// A word that stands where a keyword may stand, and is no keyword but looks like one, is
// asked about: taken as text, it would do something else than was meant, and without a word.
// This is the one rule for all verbs.

// dashes are those that people and phones write for "-".
const dashes = "-‐‑‒–—―−﹣－"

// askKeyword refuses the first word of a text if it looks like one of the keywords that may
// stand in its place.
func askKeyword(text string, keywords []string) error {
	word, _ := cutWord(text)
	if near := misspelt(word, keywords); near != "" {
		return refuse("%q may be a slip: did you mean %s?%s", quote(word), near, keepHint[1:])
	}
	return nil
}

// misspelt returns the keyword that a word most likely means, "" for none: the nearest
// within two edits, or within one of a keyword of up to four letters. A keyword of two
// letters has too many ordinary words beside it. Dashes before a word and marks behind it
// don't count. Words must be in lower case.
func misspelt(word string, keywords []string) string {
	word = lower(strings.TrimRight(strings.TrimLeft(word, dashes), ":,;.!?"))
	best, most := "", 3
	letters := lettersOf(word)
	for _, k := range keywords {
		limit := 2
		if len(k) <= 4 {
			limit = 1
		}
		switch {
		case k == word && len(k) > 2:
			return k
		case len(k) <= 2, len(word)-len(k) > limit, len(k)-len(word) > limit:
			continue
		}
		if differMore(letters, lettersOf(k), limit) {
			continue
		}
		if d := distance(word, k); d <= limit && d < most {
			best, most = k, d
		}
	}
	if best != "" && ordinary(word) {
		return ""
	}
	return best
}

// differMore reports whether two words with these letters differ by more edits than limit:
// each edit changes one letter at most.
func differMore(a, b uint64, limit int) bool {
	return bits.OnesCount64(a&^b) > limit || bits.OnesCount64(b&^a) > limit
}

// lettersOf returns the set of the letters of a word, a bit for each.
func lettersOf(word string) (set uint64) {
	for i := range len(word) {
		set |= 1 << (word[i] & 63)
	}
	return set
}

// ordinary reports whether a word close to a keyword is an English word with which a text
// of a response may well begin.
func ordinary(word string) bool {
	switch word {
	case "impossible", "possibly", // possible
		"config", "configs", "confine", "confined", "conform", "conforms", "conformed", // confirm, confirmed
		"act", "acts", "face", "faced", "facet", "fast", "fat", "pact", "tact", // fact
		"not", "node", "nodes", "none", "noted", "nope", "nose", "vote", // note
		"binding", "ending", "feeding", "filling", "filing", "firing", "fitting", "fixing", "folding", "funding", "landing", "lending", "linking",
		"pending", "pinging", "pinning", "sending", "winding", "holding", "hiding", "mining", "fading", "binning", "bidding", // finding
		"overridden", "overrides", "overrode", "overwrite", "overdue", "overtime", // override
		"unit", "units", "untidy", "unix", "unveil", "util", "still", "intel", "entail", // until
		"became", "cause", "causes", // because
		"alter", "alert", "later", "latter", "enter", "inter", "faster", "outer", "offer", "often", "master", "matter", "water", "waiter", "safer", "aftermath", "router", "altar", "actor", // after
		"done", "gone", "lone", "nine", "one", "zone", "nonce", "tone", // none
		"opens", "opened", "pen", "oven", "omen", // open
		"hosts", "hosted", "most", "cost", "lost", "post", "hot", "hoist", "ghost", "holt", // host
		"fine", "fire", "fired", "five", "fill", "fills", "tile", "mile", "film", "filed", "field", // file
		"math", "pat", "patch", "bath", "oath", // path
		"mail", "mails", "mailed", "evil", "fail", "fails", "tail", "small", "detail", "email's", "exfil", "emit", "emits", "jail", "avail", "gmail", // email
		"main", "remain", "remains", "woman", // domain
		"map", "may", "max", "man", "mad", "mat", // mac
		"an", "as", "ask", "ash", "ant", "ran", "can", // asn
		"curl", "our", // url
		"eve", "cue", "cvs", // cve
		"jam", "jar", "jan", // ja3
		"tls",                                // tlsh
		"count", "counts", "amount", "mount", // account
		"device", "devices", "serve", "serves", "server", "served", "serving", "services", // service
		"the", "then", "there", "they", "them", "their", "these", "those", "over", "order", "either", "another", "rather", "others", "mother", "brother", "tier", "her", "here", // other
		"register", "registers", "registrar", // registry
		"import", "imports", // ip-port
		"sleep", "sweep", // ssdeep
		"known",                                                          // unknown
		"created", "cleaned", "cleaner", "clearly", "learned", "cheated", // cleared
		"retire", "repeat", // retype
		"clothed", "close", "closet", "lease", "leaves", "leak", "leaked", "least", "learn", "league", "leads", "leader": // closed, leave
		return true
	}
	return false
}
