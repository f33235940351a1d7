package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/brief"
	"warroom/tui/feed"
)

// updateBridge handles a key or a paste on a bridge.
func (r *Root) updateBridge(msg tea.Msg) tea.Cmd {
	asked := r.notice.leaving
	if asked {
		r.notice = notice{}
	}
	if r.bridge.brief != nil {
		if cmd, used := r.updateBrief(msg); used {
			return cmd
		}
	}
	switch {
	case r.bridge.entry != nil:
		return r.updateEntry(msg)
	case r.bridge.board != nil:
		return r.updateBoard(msg)
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return r.onPaste(msg.Content)
	case tea.KeyPressMsg:
		switch {
		case msg.String() == "ctrl+c":
			return r.onInterrupt(asked)
		case r.bridge.typing:
			return r.updatePrompt(msg)
		}
		return r.updatePanels(msg)
	}
	return nil
}

// updateBrief handles a key while the brief is in front, and reports whether it
// was used. Typed or pasted text closes the brief and reaches the prompt, and
// so does the key that focuses the prompt: no input is lost.
func (r *Root) updateBrief(msg tea.Msg) (cmd tea.Cmd, used bool) {
	b := r.bridge
	k, ok := msg.(tea.KeyPressMsg)
	bound := r.keys
	if ok && b.pendingTake.command != nil {
		return r.answerTake(k), true
	}
	if !ok || b.typing && k.Text != "" || key.Matches(k, bound.Bridge.Type) {
		return r.closeBrief(false), false
	}
	if key.Matches(k, bound.Modal.Accept, bound.Modal.Close, bound.Bridge.Leave, bound.Bridge.Brief) {
		return r.closeBrief(key.Matches(k, bound.Modal.Accept)), true
	}
	moved := b.brief.Update(msg, bound.Bridge, b.view, r.briefLook(r.plan()))
	b.brief = &moved
	return nil, true
}

// answerTake handles a key on the page before a role is taken: it takes the role, doesn't, or
// scrolls. Any other leaves the page as it is, so that no slip of a finger closes it unread
// and becomes a line of chat.
func (r *Root) answerTake(k tea.KeyPressMsg) tea.Cmd {
	bound := r.keys
	switch {
	case key.Matches(k, bound.Modal.Accept):
		return r.closeBrief(true)
	case key.Matches(k, bound.Modal.Close, bound.Bridge.Leave):
		return r.closeBrief(false)
	}
	moved := r.bridge.brief.Update(k, bound.Bridge, r.bridge.view, r.briefLook(r.plan()))
	r.bridge.brief = &moved
	return nil
}

// onInterrupt clears the line that is being typed and keeps it in the history,
// or else leaves the server if it is pressed twice.
func (r *Root) onInterrupt(again bool) tea.Cmd {
	switch {
	case r.bridge.typing && r.prompt.Text() != "":
		r.prompt, r.notice = r.prompt.Interrupt(), note("not sent; up or ctrl+y brings it back")
	case again:
		return r.leaveServer()
	default:
		r.notice = note("press ctrl+c again to leave")
		r.notice.leaving = true
	}
	return nil
}

// bridgeKey binds a key to its effect on a bridge while the prompt isn't
// focused.
type bridgeKey struct {
	key key.Binding
	do  func(*Root, tea.KeyPressMsg) tea.Cmd
}

// bridgeKeys returns the bridge's own keys. All others go to the active panel.
func (r *Root) bridgeKeys() [15]bridgeKey {
	k := r.keys.Bridge
	return [...]bridgeKey{
		{k.Type, (*Root).focusPrompt},
		{k.Pick, (*Root).selectPanel},
		{k.Next, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { r.bridge.panels.step(+1); return nil }},
		{k.Previous, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { r.bridge.panels.step(-1); return nil }},
		{k.Open, (*Root).openEntry},
		{k.Promote, func(r *Root, _ tea.KeyPressMsg) tea.Cmd {
			return r.sendAbout(func(seq uint64) incident.Command { return incident.Promote{Seq: seq} })
		}},
		{k.Star, func(r *Root, _ tea.KeyPressMsg) tea.Cmd {
			return r.sendAbout(func(seq uint64) incident.Command { return incident.Star{Seq: seq} })
		}},
		{k.Correct, (*Root).startCorrection},
		{k.Filter, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { return r.searchWith("/filter ") }},
		{k.Find, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { return r.searchWith("/find ") }},
		{k.Zone, (*Root).toggleZone},
		{k.Brief, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { return r.showPanel(briefNumber) }},
		{k.Help, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { return r.showPanel(helpNumber) }},
		{k.Leave, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { return r.leaveBridge() }},
		{r.keys.Modal.Close, func(r *Root, _ tea.KeyPressMsg) tea.Cmd { return r.clearSelection() }},
	}
}

// updatePanels handles a key while the prompt isn't focused.
func (r *Root) updatePanels(k tea.KeyPressMsg) tea.Cmd {
	r.notice = notice{}
	for _, a := range r.bridgeKeys() {
		if key.Matches(k, a.key) {
			return a.do(r, k)
		}
	}
	r.updatePanel(r.bridge.panels.active, k)
	return nil
}

// focusPrompt gives the keyboard to the prompt. If the key was a slash, it
// begins a command.
func (r *Root) focusPrompt(k tea.KeyPressMsg) tea.Cmd {
	r.bridge.searching = false
	r.bridge.typing = true
	if k.String() == "/" && r.prompt.Text() != "/" {
		return r.promptWith("/")
	}
	return nil
}

// promptWith gives the keyboard to the prompt and puts line in it. A draft goes
// into the prompt's history.
func (r *Root) promptWith(line string) tea.Cmd {
	r.bridge.typing = true
	if draft := r.prompt.Text(); draft != "" {
		r.prompt = r.prompt.Remember(draft)
	}
	r.prompt = r.prompt.Set(line)
	return nil
}

// searchWith begins a /find or /filter in the prompt. Once it is
// sent or given up, the panels have the keyboard again.
func (r *Root) searchWith(line string) tea.Cmd {
	r.bridge.searching = true
	return r.promptWith(line)
}

// selectPanel shows the panel of a digit.
func (r *Root) selectPanel(k tea.KeyPressMsg) tea.Cmd { return r.showPanel(int(k.String()[0] - '0')) }

// showPanel makes a panel active, or opens the page or overlay of that number.
func (r *Root) showPanel(panel int) tea.Cmd {
	for _, n := range panelOrder() {
		if n == panel {
			r.bridge.panels.active = n
			return nil
		}
	}
	switch panel {
	case briefNumber:
		r.bridge.brief = &brief.Model{}
	case boardNumber:
		return r.openBoard()
	case helpNumber:
		r.openHelp("")
	default:
		r.notice = note("the panels are 1 timeline, 2 chat, 3 tasks, 4 impact, 5 here, 6 brief, 7 board, 8 help")
	}
	return nil
}

// clearSelection clears the selected row and the marks of a search.
func (r *Root) clearSelection() tea.Cmd {
	f, _ := r.bridge.panels.feed()
	*f = f.Follow().ClearFind()
	return nil
}

// selectedEntry returns the entry that keys act upon. If there is none, it
// returns nil and a notice says how to select one.
func (r *Root) selectedEntry() *incident.Entry {
	f, _ := r.bridge.panels.feed()
	e := r.bridge.view.Entry(f.Selected())
	if e == nil {
		r.notice = note("select an entry first: j and k move, in the timeline (1) or the chat (2)")
		return nil
	}
	return e
}

// sendAbout sends a command about the selected entry.
func (r *Root) sendAbout(command func(seq uint64) incident.Command) tea.Cmd {
	e := r.selectedEntry()
	if e == nil {
		return nil
	}
	return r.send(queuedCommand{command: command(e.Seq)})
}

// updateFeed applies change to the active feed. If far is set, change may read
// much of the record and waits for a work slot.
func (r *Root) updateFeed(far bool, change func(feed.Model, incident.View, feed.Look) feed.Model) {
	f, panel := r.bridge.panels.feed()
	r.inWorkSlot(far || f.Filtered(), func() {
		*f = change(*f, r.bridge.view, r.feedLook(r.plan().area(panel)))
	})
}

// inWorkSlot runs f, in one of the server's work slots if f may read much of
// the record: only its own person waits for that. Calls must not be nested.
func (r *Root) inWorkSlot(far bool, f func()) {
	if far {
		if r.hub.WorkSlots().Acquire(r.ctx, r.who.Key) != nil {
			return // their screen has ended
		}
		defer r.hub.WorkSlots().Release(r.who.Key)
	}
	f()
}
