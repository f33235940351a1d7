package incident

import (
	"fmt"
	"strings"
	"time"
)

// cutUntil parses "", "2h", "until 18:00", or "until" and a full time.
func cutUntil(args string) (typedEnd, error) {
	if strings.TrimSpace(args) == "" {
		return typedEnd{}, nil
	}
	first, rest := cutWord(args)
	until := misspelt(first, []string{"until"})
	switch {
	case strings.EqualFold(first, "until"):
		args = rest
	case until != "":
		return typedEnd{}, refuse("%q isn't a length of stay: did you mean until? Write 2h, until 18:00 or until 2026-11-28 18:00", quote(first))
	}
	end, rest, err := cutDeadline(args)
	if err == nil && (end == (typedEnd{}) || strings.TrimSpace(rest) != "") {
		err = refuse("%q isn't a length of stay: write 2h, until 18:00 or until 2026-11-28 18:00", quote(strings.TrimSpace(args)))
	}
	return end, err
}

// Expired reports whether p was let in until a time that has passed. A key of
// rank manager for the whole server never expires here: its holder needs no
// admission.
func (s *State) Expired(p Person, now time.Time) bool {
	m := s.Access.Members[p.Name]
	if m.Until.IsZero() || now.Before(m.Until) {
		return false
	}
	if !p.RunsHouse() {
		return true
	}
	after := *s
	after.Access.Members = mapWithout(s.Access.Members, p.Name)
	return !after.MayEnter(p)
}

// House is the author's name of what the server does by itself. No person can
// have it.
const House = "warroom"

// ExpireGuest asks to end the membership of a guest whose time is over. Only
// the server asks it.
type ExpireGuest struct{ Who string }

// guestExpired happened when a guest's time was over.
type guestExpired struct {
	Who string `json:"who"`
}

func (ExpireGuest) needs() power { return powerHouse }

func (ExpireGuest) afterClose() {}

func (ExpireGuest) reachesOut() {}

func (c ExpireGuest) decide(s *State, a Ask) ([]Fact, error) {
	m := s.Access.Members[c.Who]
	if a.By.Name != House || m.Status != memberAdmitted || m.Until.IsZero() || a.At.Before(m.Until) {
		return nil, refuse("only the server ends a guest's stay, when its time is over: to remove a person, use /remove @PERSON")
	}
	return []Fact{guestExpired{Who: c.Who}}, nil
}

func (guestExpired) kind() string { return "guest-expired" }

// fold keeps the end of the guest's time: MayEnter and lists read from it that
// they are out.
func (f guestExpired) fold(s *State, e *Event) {
	m, known := s.Access.Members[f.Who]
	if !known || m.Status != memberAdmitted {
		return
	}
	m.Status, m.Footing, m.Gone = memberVisited, footingNone, e.OccurredAt
	s.Access.Members = mapWith(s.Access.Members, f.Who, m)
	s.dropDuties(f.Who)
}

func (f guestExpired) line() string { return fmt.Sprintf("the stay of %s is over", f.Who) }
