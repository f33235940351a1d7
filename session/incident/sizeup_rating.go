package incident

import (
	"fmt"
	"strings"
)

// Level is how far something is affected. The zero Level is unknown.
type Level uint8

// The levels, each worse than those before it; unknown is none of them.
const (
	LevelUnknown Level = iota
	LevelNone
	LevelLow
	LevelMedium
	LevelHigh
)

var levelWords = []string{"unknown", "none", "low", "medium", "high"}

func (l Level) String() string { return word(l, levelWords...) }

// MarshalText writes the level's word.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads the level's word, whole.
func (l *Level) UnmarshalText(b []byte) error { return whole(l, b, levelWords) }

// Rating is a level that someone stated, or guessed. What is unknown is no
// guess.
type Rating struct {
	Level Level
	Guess bool
}

// String is the level's word, with a "?" behind a guess.
func (r Rating) String() string {
	if r.Guess && r.Level != LevelUnknown {
		return r.Level.String() + "?"
	}
	return r.Level.String()
}

// MarshalText writes "high", or "high?" for a guess.
func (r Rating) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (r *Rating) UnmarshalText(b []byte) error {
	level, guess := strings.CutSuffix(string(b), "?")
	var l Level
	if err := l.UnmarshalText([]byte(level)); err != nil || guess && l == LevelUnknown {
		return fmt.Errorf("%q is no rating", b)
	}
	*r = Rating{l, guess}
	return nil
}

// ParseRating reads a level's word, or as much of it as names only one, with a
// "?" behind a guess; "?" alone is unknown.
func ParseRating(s string) (Rating, error) {
	level, guess := strings.CutSuffix(s, "?")
	if guess && level == "" {
		return Rating{}, nil
	}
	i, err := pick(level, "level", levelWords)
	return Rating{Level(i), guess && Level(i) != LevelUnknown}, err
}

// stated reports whether someone was sure.
func (r Rating) stated() bool { return r.Level != LevelUnknown && !r.Guess }
