package tui

import (
	"strings"

	"warroom/session/incident"
	"warroom/tui/form"
)

// sheets are the forms of the verbs that have many fields, by the verb.
func sheets() map[string]func(incident.View) form.Sheet {
	return map[string]func(incident.View) form.Sheet{
		"declare":  declareSheet,
		"handover": handoverSheet,
		"task":     taskSheet,
		"decide":   decideSheet,
		"cia":      impactSheet,
		"affects":  affectsSheet,
	}
}

// sheet is the form for a line that is a verb and nothing more, where there is
// one and the person may use it.
func (r *Root) sheet(line string) (form.Sheet, bool) {
	name := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(line), "/"))
	open, ok := sheets()[name]
	switch {
	case !ok:
		return form.Sheet{}, false
	case name == "declare":
		return open(incident.View{}), r.who.CheckDeclare() == nil
	case r.bridge == nil || !mayWrite(r.bridge.view, r.who):
		return form.Sheet{}, false
	}
	_, known := incident.FindVerb(name)
	return open(r.bridge.view), known
}

func declareSheet(incident.View) form.Sheet {
	return form.Sheet{
		Title: "DECLARE AN INCIDENT",
		Fields: []form.Field{
			{Name: "title", Hint: "what is wrong, in a few words"},
			{Name: "severity", Hint: "press the digit, or left and right", Start: "3 moderate", Words: severityWords()},
			{Name: "drill", Hint: "a drill is marked DRILL on every screen; space changes it", Start: "no", Words: []string{"no", "yes"}},
			{Name: "scope", Hint: "open, or known to its members alone", Start: incident.ScopeOpen.String(), Words: scopeWords()},
		},
		Line: func(v []string) string {
			line := "/declare --sev " + v[1][:1]
			if v[2] == "yes" {
				line += " --drill"
			}
			if v[3] != incident.ScopeOpen.String() {
				line += " --scope " + v[3]
			}
			return line + " " + v[0]
		},
	}
}

// severityWords are the severities, each with its word.
func severityWords() (words []string) {
	for s := incident.SEV1; s <= incident.SEV5; s++ {
		words = append(words, strings.TrimPrefix(s.String(), "SEV")+" "+s.Word())
	}
	return words
}

func scopeWords() (words []string) {
	for s := incident.ScopeOpen; s <= incident.ScopeConfidential; s++ {
		words = append(words, s.String())
	}
	return words
}

func handoverSheet(s incident.View) form.Sheet {
	var roles []string
	for _, r := range incident.Roles() {
		if r == incident.RoleManager || s.AssignedTo(r) != "" {
			roles = append(roles, r.String())
		}
	}
	return form.Sheet{
		Title: "HAND A ROLE OVER",
		Fields: []form.Field{
			{Name: "to", Hint: "who is to take it", Before: "/handover "},
			{Name: "role", Hint: "left and right choose", Start: roles[0], Words: roles},
		},
		Line: func(v []string) string { return "/handover " + at(v[0]) + " " + v[1] },
	}
}

func taskSheet(s incident.View) form.Sheet {
	return form.Sheet{
		Title: "GIVE A TASK",
		Fields: []form.Field{
			{Name: "who", Hint: "a person, as @kim, or a role", Before: "/task "},
			{Name: "time box", Hint: "as 15m or 2h; empty for none", Start: "30m", Check: isLength},
			{Name: "what", Hint: "what is to be done"},
			{Name: "after", Hint: "proposals that must be accepted first, as P2; empty for none", Before: "/decide ", Check: areProposals},
		},
		Line: func(v []string) string {
			who, after := v[0], ""
			if _, known := s.Member(who); known {
				who = at(who)
			}
			if v[3] != "" {
				after = "after " + v[3]
			}
			return "/task " + join(who, v[1], after, v[2])
		},
	}
}

func decideSheet(s incident.View) form.Sheet {
	open := ""
	for p := range s.Proposals() {
		if p.Open() {
			open = incident.Ref{Kind: incident.RefProposal, N: p.N}.String()
		}
	}
	return form.Sheet{
		Title: "DECIDE",
		Fields: []form.Field{
			{Name: "on", Hint: "a proposal, as P2; empty for something that nobody proposed", Start: open, Before: "/decide ", Check: areProposals},
			{Name: "verdict", Hint: "on a proposal: left and right choose", Start: "go", Words: []string{"go", "no"}},
			{Name: "text", Hint: "what will be done, or why not"},
			{Name: "accountable", Hint: "who answers for it, from their own key; empty: you", Before: "/handover "},
		},
		Line: func(v []string) string {
			line := "/decide " + v[2]
			if v[0] != "" {
				line = "/decide " + join(v[0], v[1], v[2])
			}
			if v[3] != "" {
				line += " --by " + strings.TrimPrefix(v[3], "@")
			}
			return line
		},
	}
}

func impactSheet(s incident.View) form.Sheet {
	now := []incident.Rating{s.Impact().Confidentiality, s.Impact().Integrity, s.Impact().Availability, s.Urgency()}
	sheet := form.Sheet{Title: "RATE THE IMPACT"}
	for i, name := range []string{"confidential", "integrity", "available", "urgency"} {
		sheet.Fields = append(sheet.Fields, form.Field{
			Name: name, Hint: "left and right choose; ? marks a guess", Start: now[i].String(), Words: ratingWords(),
		})
	}
	sheet.Fields = append(sheet.Fields, form.Field{Name: "why", Hint: "what shows it"})
	sheet.Line = func(v []string) string { // what stays as it is, isn't said
		line := "/cia"
		for i, letter := range []string{"C", "I", "A", "U"} {
			if v[i] != now[i].String() {
				line += " " + letter + "=" + v[i]
			}
		}
		return join(line, v[len(v)-1])
	}
	return sheet
}

func affectsSheet(incident.View) form.Sheet {
	return form.Sheet{
		Title:  "AN AFFECTED SYSTEM",
		Fields: []form.Field{{Name: "system", Hint: "its name, as on its sheet", Before: "/affects "}},
		Line:   func(v []string) string { return "/affects " + v[0] },
	}
}

// ratingWords are what an impact may be stated as; a question mark is a guess.
func ratingWords() []string {
	words := []string{incident.LevelUnknown.String()}
	for l := incident.LevelNone; l <= incident.LevelHigh; l++ {
		words = append(words, l.String(), l.String()+"?")
	}
	return words
}

// isLength refuses what a line would take for the first word of its text.
func isLength(value string) error {
	if value == "" {
		return nil
	}
	_, err := incident.ParseDuration(value)
	return err
}

// areProposals refuses what a line would take for the first word of its text.
func areProposals(value string) error {
	for _, word := range strings.FieldsFunc(value, func(c rune) bool { return c == ',' || c == ' ' }) {
		if ref, err := incident.ParseRef(word); err != nil || ref.Kind != incident.RefProposal {
			return refuse("%q is no proposal: write it as P2, or leave it empty", incident.Quote(word))
		}
	}
	return nil
}

// at is a person's name as it is typed.
func at(name string) string {
	if name == "" || strings.HasPrefix(name, "@") {
		return name
	}
	return "@" + name
}

// join puts words behind each other, without those that are empty.
func join(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}
