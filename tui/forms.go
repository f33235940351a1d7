package tui

import (
	"strings"

	"warroom/session/incident"
	"warroom/tui/form"
)

// forms returns the forms, by their verbs. Only verbs with several arguments
// have one.
func forms() map[string]func(incident.View) form.Definition {
	return map[string]func(incident.View) form.Definition{
		"declare":  declareForm,
		"handover": handoverForm,
		"task":     taskForm,
		"decide":   decideForm,
		"cia":      impactForm,
		"affects":  affectsForm,
		"close":    closeForm,
	}
}

// formFor returns the form for a line that is only a verb, if that verb has one
// and the person may use it here.
func (r *Root) formFor(line string) (form.Definition, bool) {
	name := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(line), "/"))
	open, ok := forms()[name]
	switch {
	case !ok:
		return form.Definition{}, false
	case name == "declare":
		return open(incident.View{}), r.who.CheckDeclare() == nil
	case r.bridge == nil || !mayWrite(r.bridge.view, r.who):
		return form.Definition{}, false
	}
	if name == "close" {
		if left, hidden := r.bridge.view.CloseBlockers(r.minute); len(left)+hidden > 0 {
			return form.Definition{}, false // the line alone is refused with what is outstanding
		}
	}
	_, known := incident.FindVerb(name)
	return open(r.bridge.view), known
}

func declareForm(incident.View) form.Definition {
	return form.Definition{
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

// severityWords returns the severities, each with its word.
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

func handoverForm(s incident.View) form.Definition {
	var roles []string
	for _, r := range incident.Roles() {
		if r == incident.RoleManager || s.AssignedTo(r) != "" {
			roles = append(roles, r.String())
		}
	}
	return form.Definition{
		Title: "HAND A ROLE OVER",
		Fields: []form.Field{
			{Name: "to", Hint: "who takes it", Before: "/handover "},
			{Name: "role", Hint: "left and right choose", Start: roles[0], Words: roles},
		},
		Line: func(v []string) string { return "/handover " + atName(v[0]) + " " + v[1] },
	}
}

func taskForm(s incident.View) form.Definition {
	return form.Definition{
		Title: "GIVE A TASK",
		Fields: []form.Field{
			{Name: "who", Hint: "a person, as @kim, or a role", Before: "/task "},
			{Name: "time box", Hint: "as 15m or 2h; empty for none", Start: "30m", Check: checkDuration},
			{Name: "what", Hint: "what is to be done"},
			{Name: "after", Hint: "proposals that must be accepted first, as P2; empty for none", Before: "/decide ", Check: checkProposals},
		},
		Line: func(v []string) string {
			who, after := v[0], ""
			if _, known := s.Member(who); known {
				who = atName(who)
			}
			if v[3] != "" {
				after = "after " + v[3]
			}
			return "/task " + joinWords(who, v[1], after, v[2])
		},
	}
}

func decideForm(s incident.View) form.Definition {
	open := ""
	for p := range s.Proposals() {
		if p.Open() {
			open = incident.Ref{Kind: incident.RefProposal, N: p.N}.String()
		}
	}
	return form.Definition{
		Title: "DECIDE",
		Fields: []form.Field{
			{Name: "on", Hint: "a proposal, as P2; empty for something that nobody proposed", Start: open, Before: "/decide ", Check: checkProposals},
			{Name: "verdict", Hint: "on a proposal: left and right choose", Start: "go", Words: []string{"go", "no"}},
			{Name: "text", Hint: "what will be done, or why not"},
			{Name: "accountable", Hint: "who is accountable and confirms it; empty: you", Before: "/handover "},
		},
		Line: func(v []string) string {
			line := "/decide " + v[2]
			if v[0] != "" {
				line = "/decide " + joinWords(v[0], v[1], v[2])
			}
			if v[3] != "" {
				line += " --by " + strings.TrimPrefix(v[3], "@")
			}
			return line
		},
	}
}

func impactForm(s incident.View) form.Definition {
	now := []incident.Rating{s.Impact().Confidentiality, s.Impact().Integrity, s.Impact().Availability, s.Urgency()}
	impact := form.Definition{Title: "RATE THE IMPACT"}
	for i, name := range []string{"confidential", "integrity", "available", "urgency"} {
		impact.Fields = append(impact.Fields, form.Field{
			Name: name, Hint: "left and right choose; ? marks a guess", Start: now[i].String(), Words: ratingWords(),
		})
	}
	impact.Fields = append(impact.Fields, form.Field{Name: "why", Hint: "what shows it"})
	impact.Line = func(v []string) string { // an unchanged rating is left out
		line := "/cia"
		for i, letter := range []string{"C", "I", "A", "U"} {
			if v[i] != now[i].String() {
				line += " " + letter + "=" + v[i]
			}
		}
		return joinWords(line, v[len(v)-1])
	}
	return impact
}

// closeForm has no verdict chosen at the start: nobody closes as what stands first.
func closeForm(s incident.View) form.Definition {
	const none = "?"
	return form.Definition{
		Title: "CLOSE THE INCIDENT",
		Fields: []form.Field{
			{Name: "verdict", Hint: "what it was: left and right choose", Start: none, Words: append([]string{none}, s.Verdicts()...), Check: func(value string) error {
				if value == none {
					return refuse("say what it was: %s", strings.Join(s.Verdicts(), ", "))
				}
				return nil
			}},
			{Name: "result", Hint: "in one line, what came of it"},
		},
		Line: func(v []string) string { return "/close " + v[0] + " " + v[1] },
	}
}

func affectsForm(incident.View) form.Definition {
	return form.Definition{
		Title:  "AN AFFECTED SYSTEM",
		Fields: []form.Field{{Name: "system", Hint: "its name, or several, as on the sheets", Before: "/affects "}},
		Line:   func(v []string) string { return "/affects " + v[0] },
	}
}

// ratingWords returns the values that an impact may have; a question mark is a
// guess.
func ratingWords() []string {
	words := []string{incident.LevelUnknown.String()}
	for l := incident.LevelNone; l <= incident.LevelHigh; l++ {
		words = append(words, l.String(), l.String()+"?")
	}
	return words
}

// checkDuration refuses a value that the line wouldn't read as a duration.
func checkDuration(value string) error {
	if value == "" {
		return nil
	}
	_, err := incident.ParseDuration(value)
	return err
}

// checkProposals refuses a value that the line wouldn't read as proposals.
func checkProposals(value string) error {
	for _, word := range strings.FieldsFunc(value, func(c rune) bool { return c == ',' || c == ' ' }) {
		if ref, err := incident.ParseRef(word); err != nil || ref.Kind != incident.RefProposal {
			return refuse("%q is no proposal: write it as P2, or leave it empty", incident.Quote(word))
		}
	}
	return nil
}

// atName returns a person's name as it is typed in a line.
func atName(name string) string {
	if name == "" || strings.HasPrefix(name, "@") {
		return name
	}
	return "@" + name
}

// joinWords joins the words that aren't empty.
func joinWords(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}
