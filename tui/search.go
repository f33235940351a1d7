package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/tui/feed"
)

func (r *Root) runFind(text string) (tea.Cmd, error) {
	if text == "" {
		text = r.bridge.panels.lastFind()
	}
	if text == "" {
		return nil, refuse("say what to find: /find TEXT")
	}
	if n := len(text); n > feed.MaxFind {
		return nil, refuse("the text to find has %d bytes, at most %d are allowed: find a part of it", n, feed.MaxFind)
	}
	result := feed.FindNothing
	r.updateFeed(true, func(m feed.Model, v incident.View, l feed.Look) feed.Model {
		m, result = m.Find(v, l, text)
		return m
	})
	switch result {
	case feed.FindNothing:
		return nil, refuse("the %s has no %q; esc, then 1 or 2, chooses where to look", r.bridge.panels.feedName(), incident.Quote(text))
	case feed.FindTooFar:
		return nil, refuse("the newest part of the %s has no %q, and the record is too long for a screen: ssh HOST search %s %s searches all of it",
			r.bridge.panels.feedName(), incident.Quote(text), r.bridge.id(), incident.Quote(text))
	}
	return nil, nil
}

func (r *Root) runFilter(query string) (tea.Cmd, error) {
	if err := feed.CheckQuery(query); err != nil {
		return nil, err
	}
	p := &r.bridge.panels
	p.timeline, p.chat = p.timeline.Filter(query), p.chat.Filter(query)
	if query != "" {
		r.notice = note("showing only what matches " + query + "; /filter alone shows everything")
	}
	return nil, nil
}

func (r *Root) runHelp(verb string) (tea.Cmd, error) {
	r.openHelp(strings.ToLower(strings.TrimPrefix(verb, "/")))
	return nil, nil
}

func (r *Root) runWho(string) (tea.Cmd, error) {
	words := make([]string, len(r.bridge.scene.Present))
	for i, p := range r.bridge.scene.Present {
		words[i] = p.Name
		if p.Status != session.StatusHere {
			words[i] += " (" + p.Status.String() + ")"
		}
	}
	r.notice = note("here: " + strings.Join(words, ", "))
	return nil, nil
}
