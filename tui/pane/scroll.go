package pane

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
)

// Scroll is the number of rows of a short list above the visible part.
type Scroll int

// Update moves by a key or the wheel in a list of all rows, of which page are
// visible.
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

// Within returns d, limited so that as much of the list as possible is visible.
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
