package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
	"warroom/tui/prompt"
)

// drawBridge draws a bridge: the shared sheet, and the person's own rows.
func (r *Root) drawBridge(f *paint.Frame) {
	l := r.look()
	f.Shared = r.frames.sheet(r.bridge.scene, r.bridge.view, l)
	row, cursor := r.drawPrompt(f.Width)
	if l.plan.own > 2 {
		above, below := r.drawAbovePrompt(f.Width)
		f.Own = []paint.Row{above, below, row}
	} else {
		f.Own = []paint.Row{r.drawOneAbovePrompt(f.Width), row}
	}
	if r.bridge.typing {
		f.Cursor = &paint.Cursor{X: cursor, Y: f.Height - 1, Shape: tea.CursorBar, Blink: true}
	}
}

// drawPrompt draws the prompt. An empty prompt looks the same for many people,
// and is drawn once.
func (r *Root) drawPrompt(width int) (row paint.Row, cursor int) {
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
		Status: "record ok " + s.Head + " #" + strconv.FormatUint(r.bridge.view.Last(), 10), State: themes.Muted,
	}
	if s.Frozen != "" {
		l.Status, l.State = "RECORD FROZEN", themes.Danger
	}
	if stream := r.bridge.panels.stream; stream != "" && s.Frozen == "" {
		l.Status, l.State = r.streamStatus(stream), themes.Warn
	}
	if !mayWrite(r.bridge.view, r.who) {
		l.Idle = "OBSERVER: you read along; / commands"
	}
	return l
}

// rowKey holds everything that the row of a notice is drawn from.
type rowKey struct {
	notice notice
	width  int
	theme  themes.Theme
}

func (r *Root) drawNotice(n notice, width int) paint.Row {
	t := r.prefs.theme()
	return r.frames.row(rowKey{n, width, t}, func() paint.Row { return n.row(width, t) })
}

// currentNotice returns the notice for this person, or else what waits for
// them.
func (r *Root) currentNotice() notice {
	if r.notice.text != "" {
		return r.notice
	}
	return needsNotice(r.bridge.view, r.bridge.scene.Faults, r.frames.taskIndex(r.bridge.view), r.who, pane.In(r.minute, r.prefs.zone()))
}

// drawAbovePrompt draws the two rows above the prompt: the notice, and below it
// the banner of a frozen record, the rest of a long notice, or hints.
func (r *Root) drawAbovePrompt(width int) (paint.Row, paint.Row) {
	whole := r.currentNotice()
	first, second := whole.split(width)
	switch {
	case r.frozenWhy() != "":
		return r.drawNotice(whole, width), r.drawNotice(banner(r.frozenWhy()), width)
	case second.text != "":
		return r.drawNotice(first, width), r.drawNotice(second, width)
	}
	return r.drawNotice(first, width), r.drawBridgeHints(width)
}

// drawOneAbovePrompt draws the only row above the prompt on the smallest
// screens.
func (r *Root) drawOneAbovePrompt(width int) paint.Row {
	switch {
	case r.frozenWhy() != "":
		return r.drawNotice(banner(r.frozenWhy()), width)
	case r.currentNotice().text != "":
		return r.drawNotice(r.currentNotice(), width)
	}
	return r.drawBridgeHints(width)
}
