package themes

// A Meaning is what the colour of a text says beyond its words.
type Meaning uint8

// The meanings, from the plainest to the loudest.
const (
	Text      Meaning = iota // normal text: the terminal's own colours
	Muted                    // less important: times, keys, hashes
	Hint                     // possible input: arguments, completions
	Rule                     // borders and dividing lines
	Strong                   // titles, keys in help, the name of a column
	Accent                   // has the keyboard, or opens on enter
	OtherName                // an author
	OwnName                  // an author who is the reader
	Good                     // met, done, verified
	Calm                     // in hand: low severities, clocks with time left
	Warn                     // soon: due, doubtful, stale
	Danger                   // now: major severities, overdue, missed, refused
	Unread                   // the rule above unread entries
	Mention                  // a line that names the reader
	Mark                     // a match of find or filter
	Selection                // the row that keys act on
	Drill                    // the mark of a drill, on every frame
	Alarm                    // a banner that nobody may miss

	meanings // the number of meanings
)

// Sign returns the ASCII sign or word that must accompany a meaning unless the
// text itself says it (a severity's name does, a countdown doesn't), so that
// nothing is lost without colour. It is empty for meanings whose colour only
// helps the eye.
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
