package themes_test

import (
	"testing"

	"warroom/themes"
)

func TestColoursFollowTheEnvironment(t *testing.T) {
	for _, c := range []struct {
		name string
		env  []string
		want themes.Depth
	}{
		{"nothing known", nil, themes.Plain},
		{"empty TERM", []string{"TERM="}, themes.Plain},
		{"dumb", []string{"TERM=dumb", "COLORTERM=truecolor"}, themes.Plain},
		{"dumb without colour", []string{"TERM=dumb", "NO_COLOR=1"}, themes.Plain},
		{"xterm", []string{"TERM=xterm"}, themes.Color16},
		{"xterm of 256", []string{"TERM=xterm-256color"}, themes.Color256},
		{"truecolor", []string{"TERM=xterm-256color", "COLORTERM=truecolor"}, themes.TrueColor},
		{"24bit", []string{"TERM=xterm-256color", "COLORTERM=24bit"}, themes.TrueColor},
		{"direct", []string{"TERM=xterm-direct"}, themes.TrueColor},
		{"kitty", []string{"TERM=xterm-kitty"}, themes.TrueColor},
		{"tmux", []string{"TERM=tmux-256color"}, themes.Color256},
		{"screen", []string{"TERM=screen"}, themes.Color256},
		{"screen hides COLORTERM", []string{"TERM=screen-256color", "COLORTERM=truecolor"}, themes.Color256},
		{"console", []string{"TERM=linux"}, themes.Color16},
		{"vt100", []string{"TERM=vt100"}, themes.NoColor},
		{"xterm-mono", []string{"TERM=xterm-mono"}, themes.NoColor},
		{"NO_COLOR=1", []string{"TERM=xterm-256color", "NO_COLOR=1"}, themes.NoColor},
		{"NO_COLOR=0", []string{"TERM=xterm-256color", "NO_COLOR=0"}, themes.NoColor},
		{"NO_COLOR=please", []string{"NO_COLOR=please", "TERM=xterm", "COLORTERM=truecolor"}, themes.NoColor},
		{"NO_COLOR empty", []string{"TERM=xterm-256color", "NO_COLOR="}, themes.Color256},
		{"NO_COLOR without a value", []string{"TERM=xterm-256color", "NO_COLOR"}, themes.Color256},
		{"said twice", []string{"TERM=dumb", "TERM=xterm-256color"}, themes.Color256},
		{"the server's own", []string{"TERM=xterm", "WT_SESSION=1", "CLICOLOR_FORCE=1", "GOOGLE_CLOUD_SHELL=1"}, themes.Color16},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := themes.DepthOf(c.env); got != c.want {
				t.Errorf("depth %d, want %d", got, c.want)
			}
		})
	}
}
