package exec

import (
	"maps"
	"slices"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

type shownPeople struct {
	Roles    map[string]string `json:"roles"`
	Acting   map[string]string `json:"acting"`
	Offers   map[string]string `json:"offers"` // to whom a role is offered
	Present  []shownPresence   `json:"present"`
	Members  []shownMember     `json:"members"`
	Reports  []shownReport     `json:"reports"`
	Streams  []shownStream     `json:"streams"`
	Mode     shownMode         `json:"mode"`
	Channels []shownChannel    `json:"channels"`
}

type shownPresence struct {
	Name   string    `json:"name"`
	Rank   string    `json:"rank"`
	Status string    `json:"status"`
	Since  time.Time `json:"since"`
}

// shownMember is a person admitted by name.
type shownMember struct {
	Name  string     `json:"name"`
	Until *time.Time `json:"until"` // null where no end is set
}

type shownReport struct {
	Who string `json:"who"`
	To  string `json:"to"`
}

type shownStream struct {
	Name    string   `json:"name"`
	Lead    string   `json:"lead"`
	Members []string `json:"members"`
	Closed  bool     `json:"closed"`
}

type shownMode struct {
	Kind string `json:"kind"`
	Link string `json:"link"`
}

type shownChannel struct {
	Name  string `json:"name"`
	Trust string `json:"trust"`
	Why   string `json:"why"`
}

func peopleShown(scene *session.Scene, sees func(uint64) bool) shownPeople {
	s := scene.State
	out := shownPeople{
		Roles: byWord(s.Team.Roles), Acting: byWord(s.Team.Acting), Offers: byWord(s.Team.Offers), Present: []shownPresence{}, Members: membersShown(s),
		Reports: []shownReport{}, Streams: []shownStream{}, Channels: []shownChannel{},
		Mode: shownMode{s.Comms.Mode.Kind, s.Comms.Mode.Link},
	}
	for _, p := range scene.Present {
		out.Present = append(out.Present, shownPresence{p.Name, p.Rank.String(), p.Status.String(), p.Since.UTC()})
	}
	for _, l := range incident.Chain(s) {
		out.Reports = append(out.Reports, shownReport{l.Who, l.To})
	}
	for _, st := range s.Team.Streams {
		if sees(st.Seq) {
			out.Streams = append(out.Streams, shownStream{st.Name, st.Lead, append([]string{}, st.Members...), st.Closed})
		}
	}
	for _, c := range s.Comms.Channels {
		out.Channels = append(out.Channels, shownChannel{c.Name, c.Trust.String(), c.Why})
	}
	return out
}

func membersShown(s *incident.State) []shownMember {
	members := []shownMember{}
	for _, name := range slices.Sorted(maps.Keys(s.Access.Members)) {
		if m := s.Access.Members[name]; m.Standing == incident.Member && m.Footing > incident.Unasked {
			members = append(members, shownMember{name, instant(m.Until)})
		}
	}
	return members
}

// byWord keys the holders by the words of their roles.
func byWord(held map[incident.Role]string) map[string]string {
	out := make(map[string]string, len(held))
	for role, name := range held {
		out[role.String()] = name
	}
	return out
}
