package intake

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"warroom/session/incident"
)

// verdictColumn is a column that can say that a row names no indicator.
type verdictColumn struct {
	at   int
	says judgement
}

// judgement reports whether a cell says that its row names no indicator, now.
type judgement func(cell string, now time.Time) bool

// verdictColumns holds such columns by their names, without signs and in lower case.
var verdictColumns = judged(map[string]judgement{
	"status verdict disposition assessment reputation classification iocstatus indicatorstatus analystverdict result determination evaluation fidelity " +
		"action indicatoraction": func(cell string, _ time.Time) bool { return isHarmless(cell) },
	"tag tags label labels ioctags attributetag":                                                func(cell string, _ time.Time) bool { return hasHarmlessTag(cell) },
	"toids ids ioc isioc active isactive enabled isenabled valid isvalid malicious ismalicious": func(cell string, _ time.Time) bool { return isNo(cell) },
	"deleted isdeleted revoked isrevoked expired isexpired falsepositive isfalsepositive fp isfp benign isbenign whitelist whitelisted iswhitelisted " +
		"allowlist allowlisted isallowlisted disabled isdisabled": func(cell string, _ time.Time) bool { return isYes(cell) },
	"expirationtime expirationdate expirationdatetime expiration expirydate expiry expires expiresat expireson validuntil validto": isOver,
})

func judged(byNames map[string]judgement) map[string]judgement {
	all := map[string]judgement{}
	for names, says := range byNames {
		for name := range strings.FieldsSeq(names) {
			all[name] = says
		}
	}
	return all
}

// harmless holds the words, without signs and in lower case, for what is no indicator,
// or is none any more.
var harmless = func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(`falsepositive falsepositives falsepos fp benign benignpositive benigntruepositive clean cleared harmless safe legit legitimate
		goodware trusted whitelisted whitelist allowlisted allowlist allowed allow permit permitted revoked withdrawn retracted deprecated deleted removed expired
		inactive disabled notmalicious nonmalicious notanioc rejected invalid`) {
		all[word] = true
	}
	return all
}()

// maxHarmless is the length of the longest of them, in bytes.
const maxHarmless = 24

// isHarmless reports whether a cell says so, maybe with more behind a sign. It makes
// nothing: each reason of a list is asked.
func isHarmless(cell string) bool {
	var word [maxHarmless]byte
	n := 0
	for i, r := range cell {
		switch {
		case strings.ContainsRune("(,;:–—", r), r == '-' && i > 0 && cell[i-1] == ' ':
			return harmless[string(word[:n])]
		case strings.ContainsRune(" _-.\t", r):
			continue
		case n == maxHarmless || r > 127:
			return false
		}
		word[n] = byte(unicode.ToLower(r))
		n++
	}
	return harmless[string(word[:n])]
}

// hasHarmlessTag reports whether one of the tags in a cell says so.
func hasHarmlessTag(cell string) bool {
	for tag := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune(",;|", r) }) {
		if tag = strings.TrimSpace(tag); isHarmless(tag) || falsePositive[strings.ToLower(tag)] {
			return true
		}
	}
	return false
}

func isNo(cell string) bool {
	no, err := strconv.ParseBool(strings.ToLower(cell))
	return err == nil && !no || strings.EqualFold(cell, "no") || strings.EqualFold(cell, "n")
}

func isYes(cell string) bool {
	yes, err := strconv.ParseBool(strings.ToLower(cell))
	return err == nil && yes || strings.EqualFold(cell, "yes") || strings.EqualFold(cell, "y")
}

// isOver reports whether a time has passed, or can't be told from one that has. A
// time without a zone is in UTC, and a day lasts until its end.
func isOver(cell string, now time.Time) bool {
	if cell == "" || isNone(cell) || strings.EqualFold(cell, "never") || cell == "0" {
		return false
	}
	for _, form := range [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04:05 MST", "2006-01-02 15:04", time.DateOnly} {
		at, err := time.Parse(form, cell)
		if err != nil {
			continue
		}
		if form == time.DateOnly {
			at = at.AddDate(0, 0, 1)
		}
		return !at.After(now)
	}
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r < '0' || r > '9' }) {
		if year, err := strconv.Atoi(part); err == nil && len(part) == 4 && year > now.Year() {
			return false
		}
	}
	return true
}

// isNone reports whether a cell is written in place of a blank one.
func isNone(cell string) bool {
	switch strings.ToLower(cell) {
	case "n/a", "none", "null", "nil", "nan", "-", "--":
		return true
	}
	return false
}

// verdict returns why a row names no indicator, "" if it doesn't say so.
func (c columns) verdict(cell func(int) string, now time.Time) string {
	for _, v := range c.verdicts {
		if text := cell(v.at); text != "" && v.says(text, now) {
			return fmt.Sprintf("its %s is %q", short(strings.TrimSpace(c.names[v.at])), short(text))
		}
	}
	return ""
}

// leaveJudged records that a value is left for what is said of it.
func (l *List) leaveJudged(place, value, why string) {
	l.leave(place, fmt.Sprintf("%q isn't taken as an indicator: %s", short(value), why))
}

// isVictim reports whether a word is one of MISP's types for who was attacked.
func isVictim(word string) bool {
	switch plainWord(word) {
	case "targetuser", "targetemail", "targetmachine", "targetorg", "targetlocation", "targetexternal":
		return true
	}
	return false
}

// judgedInWords reports whether a reason says nothing but that its value is no indicator.
// A state that the list names counts more.
func judgedInWords(c incident.NameAsset) bool { return c.IOC && !c.Stated && isHarmless(c.Why) }
