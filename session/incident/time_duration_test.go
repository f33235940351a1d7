package incident

import (
	"testing"
	"time"
)

// TestLengthsOfTimeReadAsTheyAreWritten checks the form of files, logs and screens.
func TestLengthsOfTimeReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]struct {
		d             time.Duration
		wire, display string
	}{
		"15m":      {15 * time.Minute, "15m", "15 min"},
		"15m0s":    {15 * time.Minute, "15m", "15 min"},
		"4h":       {4 * time.Hour, "4h", "4 h"},
		"90m":      {90 * time.Minute, "1h30m", "1 h 30 min"},
		"2d":       {48 * time.Hour, "2d", "2 d"},
		"1d12h":    {36 * time.Hour, "1d12h", "1 d 12 h"},
		"2w":       {14 * day, "14d", "14 d"},
		"1w1d12h":  {8*day + 12*time.Hour, "8d12h", "8 d 12 h"},
		"90d":      {90 * day, "90d", "90 d"},
		"45s":      {45 * time.Second, "45s", "45 s"},
		"0s":       {0, "0s", "0 min"},
		"1.5h":     {90 * time.Minute, "1h30m", "1 h 30 min"},
		"1h0m0.5s": {time.Hour + time.Second/2, "1h0m0.5s", "1 h"},
	} {
		d, err := ParseDuration(text)
		m := Duration(d)
		if err != nil || time.Duration(m) != want.d || m.String() != want.display {
			t.Errorf("%q reads as %s (%v)", text, m, err)
		}
		if wire, err := m.MarshalText(); err != nil || string(wire) != want.wire {
			t.Errorf("%q is written as %s (%v)", text, wire, err)
		}
		var back Duration
		if err := back.UnmarshalText([]byte(want.wire)); err != nil || back != m {
			t.Errorf("%q came back as %s (%v)", want.wire, back, err)
		}
	}
	for _, text := range []string{"", "15", "d", "m", "-15m", "1d-1h", "+1d", "soon", "4000d", "2562047h", "3650d2562047h", "1h1d", "1d2d", "1d1w", "w", "1w2", "600w"} {
		if m, err := ParseDuration(text); err == nil {
			t.Errorf("%q was read as %s", text, m)
		}
	}
}
