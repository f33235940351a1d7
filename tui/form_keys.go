package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/tui/form"
)

// openForm opens the form of a line that is only a verb, and reports whether
// there is one for this person here.
func (r *Root) openForm(line string) bool {
	definition, ok := r.formFor(line)
	if !ok {
		return false
	}
	open := form.Open(definition)
	r.notice, r.overlay = notice{}, overlay{form: &open}
	return true
}

// updateForm handles a key or a paste in a form.
func (r *Root) updateForm(msg tea.Msg) tea.Cmd {
	next, bound := *r.overlay.form, r.keys.Form
	var err error
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if next, err = next.Paste(msg.Content); err != nil && r.bridge != nil {
			r.prompt, err = r.prompt.KeepPaste(msg.Content, err)
		}
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, bound.Close):
			r.closeForm()
			return nil
		case key.Matches(msg, bound.Accept):
			return r.sendForm()
		}
		next, err = next.Press(msg, bound, r.completeLine)
	}
	r.overlay.form = &next
	r.showFormError(err)
	return nil
}

// closeForm closes the form. On a bridge, the line of a form that was definition in
// goes into the prompt's history.
func (r *Root) closeForm() {
	form := *r.overlay.form
	r.overlay = overlay{}
	if r.bridge == nil || !form.Touched() {
		return
	}
	draft := r.prompt.Text()
	r.prompt = r.prompt.Remember(form.Line()).Set(draft)
	r.notice = note("not sent; the up key brings its line back")
}

// sendForm sends the form's line as if it had been typed. The form stays open
// until the answer arrives.
func (r *Root) sendForm() tea.Cmd {
	if r.overlay.sending {
		return nil
	}
	checked, err := r.overlay.form.Check()
	if r.overlay.form = &checked; err != nil {
		r.showFormError(err)
		return nil
	}
	line := r.overlay.form.Line()
	cmd, local, err := r.runLocal(line)
	if !local {
		cmd, err = r.sendLine(line)
	}
	r.showFormError(err)
	r.overlay.sending = err == nil && cmd != nil
	return cmd
}

// sendLine sends a line that is a verb of the record.
func (r *Root) sendLine(line string) (tea.Cmd, error) {
	command, err := r.parse(line)
	if err != nil {
		return nil, err
	}
	return r.send(queuedCommand{command: command, line: line, form: true}), nil
}

// onFormAnswer closes the form that was sent, or shows in it why it was
// refused.
func (r *Root) onFormAnswer(err error) {
	r.overlay.sending = false
	if err == nil {
		r.overlay = overlay{}
		return
	}
	r.showFormError(err)
}

// showFormError shows err in the form; nil shows nothing.
func (r *Root) showFormError(err error) {
	if err != nil {
		refused := r.overlay.form.Refuse(reason(err))
		r.overlay.form = &refused
	}
}
