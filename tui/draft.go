package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/tui/prompt"
)

// draftMsg is the result of keeping or forgetting an unsent line.
type draftMsg struct{ err error }

// unsent returns the line that the person has typed and not sent, in a form or
// at the prompt, "" if there is none. Nothing is kept for those who may not
// write.
func (r *Root) unsent() string {
	if r.bridge == nil || !mayWrite(r.bridge.view, r.who) {
		return ""
	}
	if f := r.overlay.form; f != nil && f.Touched() && len(f.Line()) <= incident.MaxLine {
		return f.Line()
	}
	return r.prompt.Unsent()
}

// saveUnsent returns a function that keeps the unsent line, behind lines that could not
// be sent, for the person's next visit to this bridge. Without any, what was kept before
// stays.
func (r *Root) saveUnsent(notSent ...string) func(context.Context) error {
	text := session.JoinDraft(append(notSent, r.unsent())...)
	if text == "" {
		return func(context.Context) error { return nil }
	}
	id, key, hub := r.bridge.id(), r.who.Key, r.hub
	return func(ctx context.Context) error { return hub.SaveDraft(ctx, key, id, text) }
}

// draftCmd runs a change of the kept lines.
func (r *Root) draftCmd(change func(context.Context) error) tea.Cmd {
	return func() tea.Msg { return draftMsg{change(r.ctx)} }
}

// draftBefore returns what was kept for the person at an incident.
func (r *Root) draftBefore(id incident.ID) string {
	profile, err := r.hub.Profile(r.ctx, r.who.Key)
	if err != nil {
		return "" // the incident matters more
	}
	return profile.Drafts[id]
}

// bringDraft puts the line that was kept into the prompt's history, where it
// can't be mixed with what is typed.
func (r *Root) bringDraft(draft string) {
	if draft == "" || !mayWrite(r.bridge.view, r.who) {
		return
	}
	r.bridge.draft, r.prompt = draft, r.prompt.Keep(draft)
	r.notice = note(session.DraftKept)
}

// isDraft reports whether the line at the prompt is, or was made from, the one
// that was kept.
func (r *Root) isDraft() bool {
	d := r.bridge.draft
	return d != "" && (r.prompt.Text() == d || r.prompt.Recalled() == d)
}

// forgetDraft forgets the line that was kept for this bridge, once it is sent.
func (r *Root) forgetDraft() tea.Cmd {
	id, key := r.bridge.id(), r.who.Key
	r.bridge.draft = ""
	return r.draftCmd(func(ctx context.Context) error { return r.hub.SaveDraft(ctx, key, id, "") })
}

// runForget forgets all unsent lines of the person: what the server keeps, and
// the prompt's history.
func (r *Root) runForget(string) (tea.Cmd, error) {
	r.prompt, r.lobby.before = r.prompt.Forget(), prompt.Model{}
	if line := r.lobby.prompt; line != nil {
		empty := line.Forget()
		r.lobby.prompt = &empty
	}
	if r.bridge != nil {
		r.bridge.draft = ""
	}
	r.notice = note("the prompt's history is empty, and no unsent line of yours is kept")
	return r.draftCmd(func(ctx context.Context) error { return r.hub.ForgetDrafts(ctx, r.who.Key) }), nil
}

// onDraft says that an unsent line could not be kept or forgotten.
func (r *Root) onDraft(msg draftMsg) tea.Cmd {
	if msg.err != nil && r.ctx.Err() == nil {
		r.notice = warning("your unsent lines could not be changed: " + plain(msg.err))
	}
	return nil
}
