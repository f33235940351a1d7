package incident

import (
	"fmt"
	"slices"
	"strings"
)

// WayOut says what can be done about a decision that waits for the key of somebody who
// isn't here; "" where they are here, or it waits for nobody by name.
func (v View) WayOut(d *Decision) string {
	name := d.NextSigner()
	m := v.state.Access.Members[name]
	if !d.Pending() || name == "" || m.Here() {
		return ""
	}
	is := "isn't here"
	switch {
	case m.Status == memberRemoved:
		is = "was removed"
	case !v.state.CameIn(name):
		is = "hasn't been here"
	}
	var ways []string
	if d.Follows {
		ways = append(ways, "/role decider @x moves it to x")
	}
	if d.Kind != decisionAct {
		ways = append(ways, fmt.Sprintf("/accountable D%d @x names another", d.N))
	}
	ways = append(ways, fmt.Sprintf("/withdraw D%d WHY", d.N))
	text := fmt.Sprintf("%s %s: %s", name, is, strings.Join(ways, ", or "))
	if others := v.state.standIns(name); len(others) > 0 {
		text += "; here to stand in: " + someNames(others)
	}
	return text
}

// standIns returns, by name, who is here and may decide, but for one person.
func (s *State) standIns(but string) []string {
	var names []string
	for name, m := range s.Access.Members {
		if name != but && m.Here() && (decidesHere(s, name) || m.Rank == RankManager) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// behindWayOut puts the way out of a waiting decision behind a sentence about it.
func behindWayOut(v View, d *Decision, sentence string) string {
	if way := v.WayOut(d); way != "" {
		return sentence + "; " + way
	}
	return sentence
}
