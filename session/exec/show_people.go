package exec

import (
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

func peopleShown(v incident.View, present []session.Presence) shownPeople {
	out := shownPeople{
		Roles: byWord(v.AssignedTo), Acting: byWord(v.ActingAs), Offers: byWord(v.OfferedTo), Present: []shownPresence{}, Members: membersShown(v),
		Reports: []shownReport{}, Streams: []shownStream{}, Channels: []shownChannel{},
		Mode: shownMode{v.Mode().Kind, v.Mode().Link},
	}
	for _, p := range present {
		out.Present = append(out.Present, shownPresence{p.Name, p.Rank.String(), p.Status.String(), p.Since.UTC()})
	}
	for _, l := range v.ReportingLines() {
		out.Reports = append(out.Reports, shownReport{l.Who, l.To})
	}
	for st := range v.Streams() {
		out.Streams = append(out.Streams, shownStream{st.Name, st.Lead, append([]string{}, st.Members...), st.Closed})
	}
	for _, c := range v.Channels() {
		out.Channels = append(out.Channels, shownChannel{c.Name, c.Trust.String(), c.Why})
	}
	return out
}

func membersShown(v incident.View) []shownMember {
	members := []shownMember{}
	for name, m := range v.Members() {
		if m.LetIn() {
			members = append(members, shownMember{name, instant(m.Until)})
		}
	}
	return members
}

// byWord returns the names that named gives for roles, by the words of the roles, without
// the roles for which it gives none.
func byWord(named func(incident.Role) string) map[string]string {
	out := map[string]string{}
	for _, role := range incident.Roles() {
		if name := named(role); name != "" {
			out[role.String()] = name
		}
	}
	return out
}
