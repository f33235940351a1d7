package themes

// A Meaning is what a stretch of text says beyond its words.
type Meaning uint8

// The meanings, from the plainest to the loudest.
const (
	Text      Meaning = iota // what is read: the terminal's own colours
	Muted                    // what may be passed over: times, keys, hashes
	Hint                     // what could be typed: arguments, completions
	Rule                     // borders and dividing lines
	Strong                   // titles, keys in help, the name of a column
	Accent                   // what has the keyboard, what opens on enter
	OtherName                // who wrote it
	OwnName                  // who wrote it, when that is the reader
	Good                     // met, done, verified
	Calm                     // in hand: low severities, clocks with time left
	Warn                     // soon: due, doubtful, stale
	Danger                   // now: major severities, overdue, missed, refused
	Unread                   // the rule above what is new
	Mention                  // a line that names the reader
	Mark                     // a match of find or filter
	Selection                // the row that the keys act upon
	Drill                    // the mark of a drill, on every frame
	Alarm                    // a banner that nobody may miss

	meanings // how many there are
)

// Sign is the ASCII sign or word that must stand with a meaning wherever the
// text itself doesn't say it (a severity's name does, a countdown doesn't), so
// that nothing is lost without colour. It is empty for meanings whose colour
// only helps the eye along.
func (m Meaning) Sign() string {
	if m >= meanings {
		return ""
	}
	return [meanings]string{
		Good:      "ok",
		Calm:      "-",
		Warn:      "!",
		Danger:    "!!",
		Unread:    "new",
		Mention:   "@",
		Selection: ">",
		Drill:     "DRILL",
		Alarm:     "!!!",
	}[m]
}
