package tui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/tui/lobby"
	"warroom/tui/prompt"
)

// lobbySearch returns what the line at the lobby's prompt looks for, nothing where it is a
// command. A line that may become a command and finds nothing isn't a search yet. Blanks
// behind the slash make a search of any word.
func (r *Root) lobbySearch() session.Search {
	if r.lobby.prompt == nil {
		return nil
	}
	text := strings.TrimPrefix(r.lobby.prompt.Text(), "/")
	search := session.ParseSearch(text)
	if len(search) == 0 || strings.HasPrefix(text, " ") {
		return search
	}
	for _, l := range r.verbsHere() {
		switch {
		case l.name == search[0]:
			return nil
		case strings.HasPrefix(l.name, search[0]) && len(search.Find(r.lobby.summaries)) == 0:
			return nil
		}
	}
	return search
}

// moveInSearch moves the choice by the keys that recall lines while nothing is searched, and
// reports whether it did.
func (r *Root) moveInSearch(msg tea.KeyPressMsg) bool {
	by := 0
	switch bound := r.keys.Prompt; {
	case len(r.lobbySearch()) == 0:
	case key.Matches(msg, bound.Older):
		by = -1
	case key.Matches(msg, bound.Newer):
		by = 1
	}
	if by != 0 {
		r.lobby.list = r.lobby.list.Move(r.lobbyItems(), by)
	}
	return by != 0
}

// typeInLobby shows a newer line at the lobby's prompt. What a new search finds first is
// chosen, or the incident whose ID it is.
func (r *Root) typeInLobby(line prompt.Model) {
	before := r.lobbySearch()
	r.lobby.prompt = &line
	search := r.lobbySearch()
	if len(search) == 0 || slices.Equal(search, before) {
		return
	}
	items := r.lobbyItems()
	shown := r.lobby.list.Shown(items)
	if len(shown) == 0 {
		return
	}
	found := max(slices.IndexFunc(shown, func(i lobby.Item) bool { return search.IsID(i.ID) }), 0)
	r.lobby.list = r.lobby.list.Choose(shown[found].ID)
}

// searchHint tells what a search found, and the keys that go on from there; "" while
// nothing is searched.
func (r *Root) searchHint() string {
	if len(r.lobbySearch()) == 0 {
		return ""
	}
	items := r.lobbyItems()
	if id := r.lobby.list.Chosen(items); id != "" {
		return fmt.Sprintf("enter opens %s, up and down choose, esc ends the search", id)
	}
	return "nothing is found: esc ends the search"
}
