package pane_test

import (
	"testing"
	"time"

	"warroom/tui/pane"
)

func TestAges(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "now", 30 * time.Second: "now", 59 * time.Minute: "59m", 61 * time.Minute: "1h01", 47 * time.Hour: "47h00", 49 * time.Hour: "2d",
	} {
		if got := pane.Age(d); got != want {
			t.Errorf("%v is %s, want %s", d, got, want)
		}
	}
}
