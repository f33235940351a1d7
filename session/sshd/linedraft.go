package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// draftTimeout bounds how long the end of a session waits for a draft to be kept.
const draftTimeout = 2 * time.Second

// bringDraft puts the line that is kept for the person at this incident into the history,
// where it can't be mixed with what is typed.
func (m *lineMode) bringDraft() {
	profile, err := m.door.hub.Profile(m.ch.ctx, m.ch.who().Key)
	if m.draft = profile.Drafts[m.at]; err != nil || m.draft == "" || !m.mayWrite(m.ch.ctx) {
		m.draft = ""
		return
	}
	m.term.keep(m.draft)
	_, _ = fmt.Fprintln(m.term, session.DraftKept)
}

// mayWrite reports whether the person may write to this incident: nothing is kept for those
// who may not.
func (m *lineMode) mayWrite(ctx context.Context) bool {
	who := m.ch.who().Person
	scene, err := m.door.hub.Scene(ctx, who, m.at)
	return err == nil && scene.For(who).MayWrite(who)
}

// keepUnsent keeps, for the next visit, what was entered and not done before the client was
// gone, and what was typed and not entered. Without any, what was kept before stays.
func (m *lineMode) keepUnsent(in io.Reader) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(m.ch.ctx), draftTimeout)
	defer cancel()
	if m.at == "" || !m.mayWrite(ctx) {
		return
	}
	for m.ch.ctx.Err() != nil {
		line, err := m.term.readLine(in)
		if errors.Is(err, io.EOF) {
			break
		}
		m.undone = append(m.undone, line.text)
	}
	lines := slices.DeleteFunc(append(m.undone, m.term.unsent()), isLocal)
	if text := session.JoinDraft(lines...); text != "" {
		_ = m.door.hub.SaveDraft(ctx, m.ch.who().Key, m.at, text) // if it fails, they type it again
	}
}

// isLocal reports whether a line is one of the local verbs.
func isLocal(line string) bool {
	text, isVerb := incident.CutSlash(strings.TrimSpace(line))
	name, _, _ := strings.Cut(text, " ")
	_, known := localVerbOf(name)
	return isVerb && known
}

// saveDraft changes what is kept for the person at this incident.
func (m *lineMode) saveDraft(text string) {
	m.draft = text
	m.tell(m.door.hub.SaveDraft(m.ch.ctx, m.ch.who().Key, m.at, text))
}

// forget forgets all unsent lines of the person, and the history.
func (m *lineMode) forget() {
	m.draft = ""
	m.term.forget()
	if err := m.door.hub.ForgetDrafts(m.ch.ctx, m.ch.who().Key); err != nil {
		m.tell(err)
		return
	}
	_, _ = fmt.Fprintln(m.term, "the prompt's history is empty, and no unsent line of yours is kept")
}
