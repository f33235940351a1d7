package pane

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
)

// Scroll is how many rows of a short list stand above what is seen.
type Scroll int

// Update moves by a key or the wheel, where page rows are seen at once of a
// list with so many rows in all.
func (d Scroll) Update(msg tea.Msg, k keys.Move, page, all int) Scroll {
	d = d.Within(page, all)
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		d += wheel(msg)
	case tea.KeyPressMsg:
		d = d.press(msg, k, max(1, page), all)
	}
	return d.Within(page, all)
}

// Within is d where it shows as much of the list as it can.
func (d Scroll) Within(page, all int) Scroll {
	return max(0, min(d, Scroll(all-page)))
}

func wheel(msg tea.MouseWheelMsg) Scroll {
	switch msg.Button {
	case tea.MouseWheelUp:
		return -1
	case tea.MouseWheelDown:
		return 1
	}
	return 0
}

func (d Scroll) press(msg tea.KeyPressMsg, k keys.Move, page, all int) Scroll {
	switch {
	case key.Matches(msg, k.Up):
		return d - 1
	case key.Matches(msg, k.Down):
		return d + 1
	case key.Matches(msg, k.PageUp):
		return d - Scroll(page)
	case key.Matches(msg, k.PageDown):
		return d + Scroll(page)
	case key.Matches(msg, k.Top):
		return 0
	case key.Matches(msg, k.Bottom):
		return Scroll(all)
	}
	return d
}
