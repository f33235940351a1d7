package incident

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// These match what InWords puts in words.
var (
	numberedEntry = regexp.MustCompile(`(^|[^\pL\pN])#(\d+)\b`)
	timeInUTC     = regexp.MustCompile(`\b(\d\d:\d\d)Z\b`)
	guessedLevel  = regexp.MustCompile(`\b(none|low|medium|high)\?`)
	bracketedMark = regexp.MustCompile(`(^| )\[([^\]]*)\]`) // not those of a defanged indicator
	percentage    = regexp.MustCompile(`\b(\d+)%`)
)

// InWords returns a line for a screen reader, with whole words in place of marks and signs:
// "#12 14:31Z TLP:RED SEV3 → SEV1" is "entry 12 14:31 UTC TLP red SEV3 to SEV1". It is for
// reading only: what people typed is put in words too.
func InWords(line string) string {
	line = strings.NewReplacer(
		"TLP:AMBER+STRICT", "TLP amber strict", "TLP:AMBER", "TLP amber", "TLP:RED", "TLP red", "TLP:GREEN", "TLP green", "TLP:CLEAR", "TLP clear",
		" → ", " to ",
	).Replace(line)
	line = bracketedMark.ReplaceAllString(line, "$1$2")
	line = numberedEntry.ReplaceAllString(line, "${1}entry $2")
	line = timeInUTC.ReplaceAllString(line, "$1 UTC")
	line = guessedLevel.ReplaceAllString(line, "$1, a guess")
	return percentage.ReplaceAllString(line, "$1 percent")
}

// Words formats the entry as one line for a screen reader. As in Plain, the text comes
// last, behind all that is said of it. A nil zone is UTC.
//
//	entry 12, 14:31 UTC, said by kim: image hashed, handing to noor
//	entry 13, 14:32 UTC, severity set by ana: SEV3 to SEV1: secrets read
func (e *Entry) Words(now time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	parts := []string{
		fmt.Sprintf("entry %d", e.Seq), DayTime(e.Happened(), now, zone),
		strings.ReplaceAll(e.Kind(), "-", " ") + " by " + e.By,
	}
	if stream := e.Stream(); stream != "" {
		parts = append(parts, "in the workstream "+stream)
	}
	if e.Label != labelNone {
		parts = append(parts, "labelled TLP:"+e.Label.String())
	}
	stamp := func(t time.Time) string { return DayTime(t, e.Happened(), zone) }
	parts = append(parts, e.marks(stamp)...)
	if e.BackDated() {
		parts = append(parts, "logged at "+stamp(e.Written()))
	}
	return InWords(strings.Join(parts, ", ")) + ": " + InWords(CleanLine(e.Line()))
}
