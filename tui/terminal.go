package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"warroom/themes"
)

// minuteMsg says that another minute began.
type minuteMsg time.Time

// linkMsg says whether the person's link answers.
type linkMsg bool

// nextMinute waits for the clock to show something else. It is the only timer
// of an idle screen.
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

// onTerminal takes in what the terminal says of itself.
func (r *Root) onTerminal(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg.Width > 0 && msg.Height > 0 { // Bubble Tea says 0, 0 at first
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

// markActive says that a key was pressed, and that what is on the screen was seen.
func (r *Root) markActive() {
	if r.bridge != nil {
		r.bridge.seat.KeyPressed()
		r.bridge.readMark = markOf(r.bridge.view)
	}
}

// onLink says whether the person can be reached, on this bridge and on the next.
func (r *Root) onLink(answers bool) {
	r.linkDown = !answers
	if r.bridge != nil {
		r.bridge.seat.Link(answers)
	}
}
