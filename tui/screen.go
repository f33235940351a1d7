package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/prompt"
)

// drawBridge draws a bridge: the shared sheet, and the person's own rows.
func (r *Root) drawBridge(f *paint.Frame) {
	l := r.look()
	f.Shared = r.frames.sheet(r.bridge.scene, l)
	row, cursor := r.promptRow(f.Width)
	if l.plan.own > 2 {
		f.Own = []paint.Row{r.noticeRow(f.Width), r.hintRow(f.Width), row}
	} else {
		f.Own = []paint.Row{r.onlyRow(f.Width), row}
	}
	if r.bridge.typing {
		f.Cursor = &paint.Cursor{X: cursor, Y: f.Height - 1, Shape: tea.CursorBar, Blink: true}
	}
}

// promptRow draws the prompt. Where nothing was typed it looks the same for
// many, and is drawn once.
func (r *Root) promptRow(width int) (row paint.Row, cursor int) {
	l := r.promptLook(width)
	if r.prompt.Text() != "" {
		return r.prompt.View(l)
	}
	row = r.frames.row(l, func() paint.Row {
		row, _ := r.prompt.View(l)
		return row
	})
	return row, prompt.Start
}

func (r *Root) promptLook(width int) prompt.Look {
	s := r.bridge.scene
	l := prompt.Look{
		Width: width, Theme: r.prefs.theme(), Focused: r.bridge.typing, Idle: "press i to type, / for a command",
		Status: "record ok " + s.Head + " #" + strconv.FormatUint(s.State.Last, 10), State: themes.Muted,
	}
	if s.Frozen != "" {
		l.Status, l.State = "RECORD FROZEN", themes.Danger
	}
	if !mayWrite(s, r.who) {
		l.Idle = "OBSERVER: you read along; / for a command"
	}
	return l
}

// rowKey is what a row of one sentence was drawn from.
type rowKey struct {
	notice notice
	width  int
	theme  themes.Theme
}

func (r *Root) sentence(n notice, width int) paint.Row {
	t := r.prefs.theme()
	return r.frames.row(rowKey{n, width, t}, func() paint.Row { return n.row(width, t) })
}

// noticeRow says what needs an answer now.
func (r *Root) noticeRow(width int) paint.Row {
	n := r.notice
	if n.text == "" {
		n = needsAnswer(r.bridge.scene, r.who)
	}
	return r.sentence(n, width)
}

// hintRow is the banner of a frozen record, else what could be typed or pressed.
func (r *Root) hintRow(width int) paint.Row {
	banner := frozen(r.bridge.scene)
	switch {
	case banner.text != "":
		return r.sentence(banner, width)
	case !r.bridge.typing:
		return r.sentence(hint("i type  tab next panel  n next unread  f filter  F find  ? help  q lobby"), width)
	case r.prompt.Text() == "":
		return r.sentence(hint("enter sends  / commands  tab completes  up recalls  esc to the panels"), width)
	}
	return r.prompt.Offer(r.complete).View(width, r.prefs.theme())
}

// onlyRow is the one row above the prompt on the smallest screens.
func (r *Root) onlyRow(width int) paint.Row {
	s := r.bridge.scene
	if s.Frozen == "" && (r.notice.text != "" || needsAnswer(s, r.who).text != "") {
		return r.noticeRow(width)
	}
	return r.hintRow(width)
}
