package tui

import (
	"github.com/charmbracelet/x/ansi"

	"warroom/session"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
)

// notice is a sentence for one person, on the row above their hints.
type notice struct {
	text    string
	meaning themes.Meaning
	leaving bool // it asks whether they really want to leave
}

func warning(text string) notice { return notice{text: text, meaning: themes.Danger} }
func note(text string) notice    { return notice{text: text, meaning: themes.Accent} }
func hint(text string) notice    { return notice{text: text, meaning: themes.Hint} }

// row draws the notice, with the sign of its meaning.
func (n notice) row(width int, t themes.Theme) paint.Row {
	text := incident.CleanLine(n.text)
	if sign := n.meaning.Sign(); sign != "" && text != "" {
		text = sign + " " + text
	}
	return paint.NewRow(t.Paint(n.meaning, ansi.Truncate(text, width, "…"))).Fit(width)
}

// needsAnswer is what of a scene waits for p, where nothing else is to be said.
func needsAnswer(s *session.Scene, p incident.Person) notice {
	for _, role := range incident.Roles() {
		if s.State.Offers[role] != p.Name {
			continue
		}
		from := s.State.Roles[role]
		if from == "" {
			from = "the bridge"
		}
		return notice{text: from + " offers you " + role.String() + ": /take", meaning: themes.Mention}
	}
	return notice{}
}

// frozen is the banner of a store that can't be written to.
func frozen(s *session.Scene) notice {
	if s.Frozen == "" {
		return notice{}
	}
	return notice{text: "RECORD FROZEN: " + s.Frozen + "; nothing you send is kept", meaning: themes.Alarm}
}
