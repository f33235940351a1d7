package incident

import (
	"fmt"
	"strings"
)

// Level says how badly something is affected. The zero Level is unknown.
type Level uint8

// The levels, each worse than those before it; unknown is outside of the order.
const (
	LevelUnknown Level = iota
	LevelNone
	LevelLow
	LevelMedium
	LevelHigh
)

var levelWords = []string{"unknown", "none", "low", "medium", "high"}

func (l Level) String() string { return enumName(l, levelWords...) }

// MarshalText writes the level's word.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText parses the level's whole word.
func (l *Level) UnmarshalText(b []byte) error { return parseExact(l, b, levelWords) }

// Rating is a level that someone stated or guessed. Unknown is never a guess.
type Rating struct {
	Level Level
	Guess bool
}

// String returns the level's word, with a "?" after a guess.
func (r Rating) String() string {
	if r.Guess && r.Level != LevelUnknown {
		return r.Level.String() + "?"
	}
	return r.Level.String()
}

// MarshalText writes "high", or "high?" for a guess.
func (r Rating) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText parses what MarshalText wrote.
func (r *Rating) UnmarshalText(b []byte) error {
	level, guess := strings.CutSuffix(string(b), "?")
	var l Level
	if err := l.UnmarshalText([]byte(level)); err != nil || guess && l == LevelUnknown {
		return fmt.Errorf("%q isn't a rating", b)
	}
	*r = Rating{l, guess}
	return nil
}

// parseRating parses a level's word, or an unambiguous beginning of it, with a
// "?" after a guess; "?" alone is unknown.
func parseRating(s string) (Rating, error) {
	level, guess := strings.CutSuffix(s, "?")
	if guess && level == "" {
		return Rating{}, nil
	}
	i, err := matchPrefix(level, "level", levelWords)
	return Rating{Level(i), guess && Level(i) != LevelUnknown}, err
}

// stated reports whether the level is known and not a guess.
func (r Rating) stated() bool { return r.Level != LevelUnknown && !r.Guess }
