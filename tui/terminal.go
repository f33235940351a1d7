package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"warroom/themes"
)

// minuteMsg arrives when a new minute begins.
type minuteMsg time.Time

// linkMsg tells whether the person's link answers.
type linkMsg bool

// nextMinute waits for the next minute. It is the only timer of an idle screen.
func (r *Root) nextMinute() tea.Cmd {
	return func() tea.Msg {
		now := r.now()
		timer := time.NewTimer(now.Truncate(time.Minute).Add(time.Minute).Sub(now))
		defer timer.Stop()
		select {
		case <-timer.C:
			return minuteMsg(r.now())
		case <-r.ctx.Done():
			return nil
		}
	}
}

// onTerminal handles what the terminal reports about itself.
func (r *Root) onTerminal(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg.Width > 0 && msg.Height > 0 { // Bubble Tea sends 0, 0 first
			r.size = msg
		}
	case tea.BackgroundColorMsg:
		r.prefs.dark = msg.IsDark()
	case tea.ColorProfileMsg:
		if msg.Profile == colorprofile.TrueColor && r.prefs.depth >= themes.Color16 {
			r.prefs.depth = themes.TrueColor
		}
	}
}

// markActive records that the person pressed a key, and that they have seen
// what is on the screen.
func (r *Root) markActive() {
	if r.bridge != nil {
		r.bridge.seat.KeyPressed()
		r.bridge.readMark = markOf(r.bridge.view)
	}
}

// onLink records whether the person can be reached, for this bridge and the
// next.
func (r *Root) onLink(answers bool) {
	r.linkDown = !answers
	if r.bridge != nil {
		r.bridge.seat.Link(answers)
	}
}
