package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/tui/feed"
)

func (r *Root) find(text string) (tea.Cmd, error) {
	if text == "" {
		text = r.bridge.panels.sought()
	}
	if text == "" {
		return nil, refuse("say what to find: /find TEXT")
	}
	found := false
	r.inFeed(func(m feed.Model, s *incident.State, l feed.Look) feed.Model {
		next, ok := m.Find(s, l, text)
		found = ok
		return next
	})
	if !found {
		return nil, refuse("the %s has no %q; esc, then 1 or 2, chooses where to look", r.bridge.panels.feedName(), text)
	}
	return nil, nil
}

func (r *Root) filter(query string) (tea.Cmd, error) {
	p := &r.bridge.panels
	p.timeline, p.chat = p.timeline.Filter(query), p.chat.Filter(query)
	if query != "" {
		r.notice = note("shown is what matches " + query + "; /filter alone shows everything")
	}
	return nil, nil
}

func (r *Root) help(verb string) (tea.Cmd, error) {
	r.openManual(strings.ToLower(strings.TrimPrefix(verb, "/")))
	return nil, nil
}

func (r *Root) whoIsHere(string) (tea.Cmd, error) {
	words := make([]string, len(r.bridge.scene.Present))
	for i, p := range r.bridge.scene.Present {
		words[i] = p.Name
		if p.Status != session.Here {
			words[i] += " (" + p.Status.String() + ")"
		}
	}
	r.notice = note("here: " + strings.Join(words, ", "))
	return nil, nil
}
