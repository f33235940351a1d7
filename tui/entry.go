package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"warroom/tui/pane"
)

// details says of the selected entry what its row leaves out.
func (r *Root) details(tea.KeyPressMsg) tea.Cmd {
	e := r.selected()
	if e == nil {
		return nil
	}
	zone := r.prefs.zone()
	text := fmt.Sprintf("#%d %s by %s, happened %s, logged %s", e.Seq, e.Kind(), e.By,
		pane.In(e.OccurredAt, zone).Format("2006-01-02 15:04:05Z07:00"), pane.In(e.RecordedAt, zone).Format("15:04:05Z07:00"))
	if e.Correction != nil {
		text += fmt.Sprintf(", corrected in #%d by %s (o shows the original)", e.Correction.Seq, e.Correction.By)
	}
	r.notice = note(text)
	return nil
}

// correct begins the line that corrects the selected entry.
func (r *Root) correct(tea.KeyPressMsg) tea.Cmd {
	e := r.selected()
	if e == nil {
		return nil
	}
	return r.begin(fmt.Sprintf("/correct %d %s", e.Seq, e.Line()))
}
