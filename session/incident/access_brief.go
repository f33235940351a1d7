package incident

import (
	"strings"
	"time"
)

type presentShown struct {
	Name   string    `json:"name"`
	Rank   string    `json:"rank"`
	Status string    `json:"status"`
	Since  time.Time `json:"since"`
}

// presentPart tells who is here.
func presentPart(_ View, r Reader) Part {
	names, shown := make([]string, len(r.Present)), make([]presentShown, len(r.Present))
	for i, p := range r.Present {
		status := "here"
		if p.Away {
			status = "away"
		}
		names[i] = p.Name + " (" + p.Rank.String() + ", " + status + " since " + r.Stamp(p.Since) + ")"
		shown[i] = presentShown{p.Name, p.Rank.String(), status, p.Since.UTC()}
	}
	return single("here", ToneText, strings.Join(names, ", "), Field{"present", shown})
}

// memberShown is a person admitted by name.
type memberShown struct {
	Name  string     `json:"name"`
	Until *time.Time `json:"until"` // null where no end is set
}

// membersPart tells who was admitted by name.
func membersPart(v View, r Reader) Part {
	admitted := func(yield func(memberShown) bool) {
		for name, m := range v.Members() {
			if m.LetIn() && !yield(memberShown{name, instant(m.Until)}) {
				return
			}
		}
	}
	return list[memberShown]{
		label: "members", heading: "admitted by name", key: "members", all: admitted,
		line: func(m memberShown) string {
			if m.Until == nil {
				return m.Name
			}
			return m.Name + ", until " + r.Stamp(*m.Until)
		},
		value: func(m memberShown) any { return m },
	}.part()
}
