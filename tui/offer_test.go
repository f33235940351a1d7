package tui

import (
	"slices"
	"testing"

	"warroom/session/incident"
	"warroom/tui/palette"
)

// TestAScreenOffersWhatItsPersonMayDo goes through the verbs of a person's own
// screen, at the prompt and in the palette, in the lobby and on a bridge.
func TestAScreenOffersWhatItsPersonMayDo(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	for name, c := range map[string]struct {
		who                   incident.Person
		declares, breaksGlass bool
	}{
		"manager":          {incident.Person{Name: "ana", Rank: incident.RankManager, Key: "SHA256:1"}, true, true},
		"manager for it":   {incident.Person{Name: "zed", Rank: incident.RankManager, Key: "SHA256:2", Only: id}, false, false},
		"responder":        {incident.Person{Name: "kim", Rank: incident.RankResponder, Key: "SHA256:3"}, true, false},
		"responder for it": {incident.Person{Name: "lee", Rank: incident.RankResponder, Key: "SHA256:4", Only: id}, false, false},
		"observer":         {incident.Person{Name: "cy", Rank: incident.RankObserver, Key: "SHA256:5"}, false, false},
		"observer for it":  {incident.Person{Name: "bob", Rank: incident.RankObserver, Key: "SHA256:6", Only: id}, false, false},
	} {
		v := s.at(c.who, id, 80, 24)
		offers := func(where string, want bool, verb string) {
			t.Helper()
			inPalette := slices.ContainsFunc(v.root.paletteItems(), func(i palette.Item) bool { return i.Name == verb })
			complete := v.root.completeInLobby
			if v.root.bridge != nil {
				complete = v.root.complete
			}
			atPrompt := slices.Contains(complete("/"+verb[:2]).Words, "/"+verb)
			hinted := complete("/"+verb+" ").Hint != ""
			if inPalette != want || atPrompt != want || hinted != want {
				t.Errorf("%s, %s: /%s in the palette %v, at the prompt %v, hinted %v; want %v", name, where, verb, inPalette, atPrompt, hinted, want)
			}
		}
		offers("bridge", c.declares, "declare")
		offers("bridge", c.breaksGlass, "break-glass")
		offers("bridge", c.breaksGlass, "scope")
		offers("bridge", true, "theme")
		v.root.bridge = nil
		offers("lobby", c.declares, "declare")
		offers("lobby", c.breaksGlass, "break-glass")
		offers("lobby", true, "theme")
	}
}
