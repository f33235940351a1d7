package header

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
)

// staffed are the roles that no bridge goes without: it is said where nobody
// holds one of these.
var staffed = [...]incident.Role{incident.RoleManager, incident.RoleSecurity, incident.RoleDecider}

// duties is the second row: who holds which role.
func duties(s *incident.State, l Look) string {
	var shown []string
	width, separator := 0, l.Theme.Paint(themes.Rule, " | ")
	for _, r := range incident.Roles() {
		text, ink := duty(s, r)
		if text == "" {
			continue
		}
		if len(shown) > 0 {
			width += len(" | ")
		}
		if width += ansi.StringWidth(text); width > l.Width && len(shown) > 0 {
			break
		}
		shown = append(shown, l.Theme.Paint(ink, text))
	}
	return strings.Join(shown, separator)
}

// duty tells one role, with to whom it is offered; empty where nobody holds it
// and nobody must.
func duty(s *incident.State, r incident.Role) (string, themes.Meaning) {
	name, held := s.Roles[r]
	ink := themes.Text
	switch {
	case !held && !slices.Contains(staffed[:], r):
		return "", ink
	case !held:
		name, ink = "none!", themes.Warn
	}
	if to := s.Offers[r]; to != "" {
		name += " > " + to + "?"
	}
	return r.Short() + " " + name, ink
}
