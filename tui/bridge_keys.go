package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/brief"
	"warroom/tui/feed"
)

// updateBridge takes in what hands do on a bridge.
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

// updateBrief hands a key to the brief that stands in front, and reports whether it
// went no further. What is typed or pasted closes the brief and reaches the
// prompt, and so does the key that begins to type: none of it is swallowed.
func (r *Root) updateBrief(msg tea.Msg) (cmd tea.Cmd, used bool) {
	b := r.bridge
	k, ok := msg.(tea.KeyPressMsg)
	bound := r.keys
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

// onInterrupt goes one step back: out of the line, then, asked for twice, out.
func (r *Root) onInterrupt(again bool) tea.Cmd {
	switch {
	case r.bridge.typing && r.prompt.Text() != "":
		r.prompt, r.notice = r.prompt.Set(""), notice{}
	case again:
		return r.leaveServer()
	default:
		r.notice = note("press ctrl+c again to leave")
		r.notice.leaving = true
	}
	return nil
}

// bridgeKey is what a key does on a bridge while the prompt isn't focused.
type bridgeKey struct {
	key key.Binding
	do  func(*Root, tea.KeyPressMsg) tea.Cmd
}

// bridgeKeys are those of a bridge; what is none of them is for the active panel.
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

// updatePanels takes in a key while the prompt isn't focused.
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

// focusPrompt gives the keyboard to the prompt; a slash that did so begins a command.
func (r *Root) focusPrompt(k tea.KeyPressMsg) tea.Cmd {
	r.bridge.searching = false
	r.bridge.typing = true
	if k.String() == "/" && r.prompt.Text() != "/" {
		return r.promptWith("/")
	}
	return nil
}

// promptWith gives the keyboard to the prompt, with a line begun. A draft that stood
// there is one up key away.
func (r *Root) promptWith(line string) tea.Cmd {
	r.bridge.typing = true
	if draft := r.prompt.Text(); draft != "" {
		r.prompt = r.prompt.Remember(draft)
	}
	r.prompt = r.prompt.Set(line)
	return nil
}

// searchWith begins a line about what is shown. Once it is sent or given up, the
// panels have the keyboard again.
func (r *Root) searchWith(line string) tea.Cmd {
	r.bridge.searching = true
	return r.promptWith(line)
}

// selectPanel goes to the panel of a digit.
func (r *Root) selectPanel(k tea.KeyPressMsg) tea.Cmd { return r.showPanel(int(k.String()[0] - '0')) }

// showPanel makes a panel active, or opens what lies over the panels.
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

// clearSelection lets go of the row that is selected, and of what was found.
func (r *Root) clearSelection() tea.Cmd {
	f, _ := r.bridge.panels.feed()
	*f = f.Follow().Forget()
	return nil
}

// selectedEntry is the entry that keys act upon. Where none is, it is said how to
// select one.
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

// updateFeed changes the active feed, given how it looks. A change that may go far
// through the record takes its turn.
func (r *Root) updateFeed(far bool, change func(feed.Model, incident.View, feed.Look) feed.Model) {
	f, panel := r.bridge.panels.feed()
	r.inWorkSlot(far || f.Filtered(), func() {
		*f = change(*f, r.bridge.view, r.feedLook(r.plan().area(panel)))
	})
}

// inWorkSlot runs f in one of the house's turns, where it goes far through the
// record: its own person waits for that, and nobody else. It must not stand
// within another.
func (r *Root) inWorkSlot(far bool, f func()) {
	if far {
		if r.hub.WorkSlots().Acquire(r.ctx, r.who.Key) != nil {
			return // they have gone
		}
		defer r.hub.WorkSlots().Release(r.who.Key)
	}
	f()
}
