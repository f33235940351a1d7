package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/lobby"
)

// declaredMsg is the answer to a declaration.
type declaredMsg struct {
	id  incident.ID
	err error
}

// declare opens the form, for who may declare.
func (r *Root) declare() tea.Cmd {
	if r.who.Rank < incident.Responder {
		r.notice = warning("observers can read, not declare")
		return nil
	}
	form := lobby.NewForm()
	r.hall.form = &form
	return nil
}

// fill takes in what hands do in the form.
func (r *Root) fill(msg tea.Msg) tea.Cmd {
	var form lobby.Form
	var err error
	switch msg := msg.(type) {
	case tea.PasteMsg:
		form, err = r.hall.form.Paste(msg.Content)
	case tea.KeyPressMsg:
		if key.Matches(msg, r.keys.Modal.Close) {
			r.hall.form = nil
			return nil
		}
		if key.Matches(msg, r.keys.Modal.Accept) {
			return r.sendForm()
		}
		form, err = r.hall.form.Press(msg, r.keys.Modal)
	}
	r.hall.form = &form
	r.refused(err)
	return nil
}

// sendForm declares. The form stays until the answer is there.
func (r *Root) sendForm() tea.Cmd {
	if r.hall.declaring {
		return nil
	}
	r.hall.declaring = true
	c := r.hall.form.Declaration()
	return func() tea.Msg {
		id, err := r.hub.Declare(r.ctx, r.who, c)
		return declaredMsg{id, err}
	}
}

// declared opens the new bridge, or says why there is none.
func (r *Root) declared(msg declaredMsg) tea.Cmd {
	r.hall.declaring = false
	if msg.err != nil {
		r.refused(msg.err)
		return nil
	}
	r.hall.form = nil
	r.hall.list = r.hall.list.Choose(msg.id)
	return r.open(msg.id)
}
