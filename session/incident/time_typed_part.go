package incident

import "strings"

// dayPart is a part of the day in words, which says what hour of the 12-hour clock is meant.
type dayPart uint8

const (
	partNone dayPart = iota
	partMorning
	partAfternoon
	partEvening
	partNight
	partNoon
	partMidnight
)

// partWord returns the part of the day that a word names.
func partWord(word string) dayPart {
	switch lower(word) {
	case "morning":
		return partMorning
	case "afternoon":
		return partAfternoon
	case "evening":
		return partEvening
	case "night":
		return partNight
	case "noon", "midday":
		return partNoon
	case "midnight":
		return partMidnight
	}
	return partNone
}

// cutPart cuts a part of the day from the front of s: "in the evening", "at night", "noon".
// linked tells that words before it make it one; the bare word may begin a text.
func cutPart(s string) (part dayPart, rest string, linked bool) {
	from := strings.TrimLeft(s, blanks+",")
	if from == "" || !isLetter(from[0]) {
		return partNone, s, false
	}
	word, after := cutWord(from)
	switch lower(word) {
	case "in":
		if the, behind := cutWord(after); strings.EqualFold(the, "the") {
			from, linked = behind, true
		}
	case "at", "during":
		from, linked = strings.TrimPrefix(after, "the "), true
	}
	word, _ = cutWord(from)
	bare := strings.TrimRight(word, ":,;.)")
	if part = partWord(bare); part == partNone {
		return partNone, s, false
	}
	return part, from[len(bare):], linked
}

// cutPartBehind cuts the part of the day behind a time of day. A bare word that agrees with
// the clock may begin the text, and stays there: "20:00 night shift took over".
func (m typedTime) cutPartBehind(rest string) (typedTime, string, error) {
	part, after, linked := cutPart(strings.TrimPrefix(trimBlanks(rest), "("))
	if part == partNone || part == partMidnight && attributive(after) {
		return m, rest, nil
	}
	in, err := m.inPart(part)
	switch {
	case err != nil:
		return m, rest, err
	case in.n == m.n && attributive(after):
		return m, rest, nil
	case linked, part == partNoon:
		return in, after, nil
	case in.n != m.n:
		return m, rest, unclear("is it %s in the %s? Write %s, or %s", m.clock(), lower(trimMarks(firstOf(rest))), in.clock(), m.clock())
	}
	return m, rest, nil
}

// hours bounds a part of the day. An hour of the 12-hour clock between from12 and to12 means
// the one twelve hours later.
type hours struct{ from, to, from12, to12 int64 }

// partHours holds the hours of each part of the day.
var partHours = [...]hours{
	partMorning:   {0, 11, 0, -1},
	partAfternoon: {12, 18, 1, 6},
	partEvening:   {16, 23, 4, 11},
	partNight:     {18, 23, 6, 11},
	partNoon:      {12, 12, 0, -1},
	partMidnight:  {0, -1, 0, -1},
}

// inPart returns the moment in that part of the day. It asks where they don't agree, and
// where it isn't plain which day a night belongs to.
func (m typedTime) inPart(part dayPart) (typedTime, error) {
	h, in := m.n/3600, partHours[part]
	small := part == partNight && h <= 4 && m.day.kind == dayNone // "2:00 at night"
	switch {
	case part == partNone, h >= in.from && h <= in.to && (part != partNoon || m.n == 12*3600), small:
		return m, nil
	case !m.halved && h >= in.from12 && h <= in.to12:
		m.n += int64(halfDay.Seconds())
		return m, nil
	}
	return m, unclear("%s and the part of the day don't make one plain time: write it as 00:00, 12:00 or 20:00, with its day, as yesterday 23:50", m.clock())
}

// attributive reports whether a text goes on with a noun that noon or midnight belongs to:
// "midnight backup failed".
func attributive(rest string) bool {
	switch lower(trimMarks(firstOf(rest))) {
	case "blizzard", "standup", "stand-up", "shift", "shifts", "backup", "backups", "job", "jobs", "run", "batch", "cron", "call", "meeting", "break", "briefing", "report", "update", "handover", "deploy", "deployment", "deadline", "window", "maintenance", "rotation", "sync", "build", "restart", "reboot", "scan":
		return true
	}
	return false
}
