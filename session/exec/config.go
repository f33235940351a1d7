package exec

import (
	"cmp"
	"time"
)

// Config says what the command line offers. Zero values stand for the defaults.
type Config struct {
	// Formats are the formats of indicators and affected things, by name.
	Formats map[string]Format

	Guides Guides
	Limits Limits
	Now    func() time.Time // default time.Now
}

// Limits bound what one request can take. Zero values stand for the defaults.
type Limits struct {
	Pause       time.Duration // between two parts of a list that is sent; 1 min
	Whole       time.Duration // for all of it; 10 min
	SearchSteps int           // of one search, about a byte of text each; 4 Gi

	// AtLarge is how many keys may send a list at one time, some 25 MiB each. As many
	// may read a record as of another moment, which takes as much as the record; 4.
	AtLarge int
}

func (c Config) withDefaults() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	l := &c.Limits
	l.Pause = cmp.Or(l.Pause, time.Minute)
	l.Whole = cmp.Or(l.Whole, 10*time.Minute)
	l.SearchSteps = cmp.Or(l.SearchSteps, 4<<30)
	l.AtLarge = cmp.Or(l.AtLarge, 4)
	return c
}
