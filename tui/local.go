package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/themes"
)

// localVerb is a verb that changes a person's own screen and nothing on record.
type localVerb struct {
	name, args, help string
	anywhere         bool                 // it works in the lobby too
	words            func(*Root) []string // completes its argument; nil for nothing
	run              func(r *Root, args string) (tea.Cmd, error)
	may              func(incident.Person) bool // who is offered it; nil for everyone
}

// localVerbs returns all local verbs, in the order of the help.
func localVerbs() []localVerb {
	return []localVerb{
		{"declare", "[--sev N] [--scope SCOPE] [--drill] TITLE", "declare another incident; without a title, in a form", true, nil, (*Root).runDeclare, mayDeclare},
		{"theme", "NAME", "choose the colours", true, func(*Root) []string { return themes.Names() }, (*Root).runTheme, nil},
		{"zone", "NAME | utc", "show and read times in a zone, as Europe/Berlin", true, func(*Root) []string { return []string{"utc"} }, (*Root).runZone, nil},
		{"alert", "bell | osc9 | both | off", "how to alert you when you are named or given something, or the severity rises", true, func(*Root) []string { return alertWords[:] }, (*Root).runAlert, nil},
		{"forget", "", "forget the unsent lines that are kept for you, and the prompt's history", true, nil, (*Root).runForget, nil},
		{"systems", "[NAME]", "the sheets of the systems, or one of them", true, (*Root).sheetNames, (*Root).runSystems, mayReadHouse},
		{"readiness", "", "what is reviewed, drilled and missing, before anything happens", true, nil, (*Root).runReadiness, mayReadHouse},
		{"find", "[TEXT]", "go to the last entry with TEXT; without it, to the one before; esc ends it", false, nil, (*Root).runFind, nil},
		{"filter", "WORDS | @PERSON | =TAG | =star", "show only what matches; without words, everything", false, nil, (*Root).runFilter, nil},
		{"brief", "", "what a latecomer must know", false, nil, func(r *Root, _ string) (tea.Cmd, error) { return r.showPanel(briefNumber), nil }, nil},
		{"chat", "[STREAM]", "show a workstream's chat in place of the bridge's, and write to it; without a name, the bridge's again", false, (*Root).streamNames, (*Root).runChat, nil},
		{"board", "", "decisions, gates, systems, assets, people, changes, times", false, nil, func(r *Root, _ string) (tea.Cmd, error) { return r.showPanel(boardNumber), nil }, nil},
		{"help", "[VERB]", "keys and verbs", true, func(*Root) []string { return verbNames() }, (*Root).runHelp, nil},
		{"who", "", "who is here", false, nil, (*Root).runWho, nil},
		{"lobby", "", "back to the lobby", false, nil, func(r *Root, _ string) (tea.Cmd, error) { return r.leaveBridge(), nil }, nil},
		{"quit", "", "leave the server", true, nil, func(r *Root, _ string) (tea.Cmd, error) { return r.leaveServer(), nil }, nil},
	}
}

// lobbyVerbs returns the local verbs that only the lobby has: a bridge has a
// verb of the record with the same name.
func lobbyVerbs() []localVerb {
	return []localVerb{{
		"break-glass", "INC-7 WHY", "enter an incident that you have no access to, on record; for keys of rank manager",
		true, nil, (*Root).runBreakGlass, incident.Person.RunsHouse,
	}}
}

// verbsHere returns the local verbs that work in the lobby or on the bridge,
// where the person is now.
func (r *Root) verbsHere() (here []localVerb) {
	if r.bridge == nil {
		here = lobbyVerbs()
	}
	for _, l := range localVerbs() {
		if l.anywhere || r.bridge != nil {
			here = append(here, l)
		}
	}
	return here
}

func mayDeclare(p incident.Person) bool { return p.CheckDeclare() == nil }

// offeredVerbs returns the local verbs that work here and that the person may
// use.
func (r *Root) offeredVerbs() []localVerb {
	return slices.DeleteFunc(r.verbsHere(), func(l localVerb) bool { return l.may != nil && !l.may(r.who) })
}

// runLocal runs a line that is a local verb, and reports whether it was one.
func (r *Root) runLocal(line string) (cmd tea.Cmd, ok bool, err error) {
	text, isVerb := incident.CutSlash(line)
	if !isVerb {
		return nil, false, nil
	}
	name, args, _ := strings.Cut(text, " ")
	for _, l := range r.verbsHere() {
		if strings.EqualFold(l.name, name) {
			r.notice = notice{}
			cmd, err := l.run(r, strings.TrimSpace(args))
			return cmd, true, err
		}
	}
	return nil, false, nil
}

// parseVerb reads a line as a command. The suggestion for an unknown verb may
// be a local one.
func (r *Root) parseVerb(line string) (incident.Command, error) {
	command, err := incident.Parse(line)
	text, _ := incident.CutSlash(line)
	name, _, _ := strings.Cut(text, " ")
	if _, known := incident.FindVerb(name); err == nil || known {
		return command, err
	}
	if near := incident.Nearest(name, localNames()); near != "" && incident.Nearest(name, verbNames()) == near {
		return nil, refuse("there is no verb %q: did you mean /%s?", incident.Quote(name), near)
	}
	return nil, err
}

// complete completes a line on a bridge: a verb of the record, a local one, or
// its argument.
func (r *Root) complete(head string) incident.Completion {
	return r.completeLocal(r.bridge.view.Complete(r.who, r.hub.Rules(), r.hub.Directory(r.who, r.bridge.view.ID()), head), head)
}

// completeLocal adds to c the local verbs that work here.
func (r *Root) completeLocal(c incident.Completion, head string) incident.Completion {
	name, arg, inArgs := strings.Cut(strings.TrimPrefix(head, "/"), " ")
	if !strings.HasPrefix(head, "/") {
		return c
	}
	for _, l := range r.offeredVerbs() {
		switch {
		case !inArgs && strings.HasPrefix(l.name, strings.ToLower(name)):
			c.Words = append(c.Words, "/"+l.name)
			if l.name == name {
				c.Hint = l.hint()
			}
		case inArgs && strings.EqualFold(l.name, name):
			c.Hint = l.hint()
			c.Words = l.candidates(r, arg)
			c.From = len(head) - len(arg)
		}
	}
	slices.Sort(c.Words)
	if len(c.Words) == 1 && c.Hint == "" {
		c.Hint = hintOf(c.Words[0])
	}
	return c
}

// hintOf returns the arguments and the effect of a verb, "" if there is no such
// verb.
func hintOf(word string) string {
	name := strings.TrimPrefix(word, "/")
	if v, ok := incident.FindVerb(name); ok {
		return v.Hint()
	}
	for _, l := range localVerbs() {
		if l.name == name {
			return l.hint()
		}
	}
	return ""
}

func (l localVerb) hint() string { return strings.TrimSpace("/"+l.name+" "+l.args) + "  " + l.help }

func (l localVerb) candidates(r *Root, arg string) (words []string) {
	if l.words == nil {
		return nil
	}
	for _, w := range l.words(r) {
		if strings.HasPrefix(w, strings.ToLower(arg)) {
			words = append(words, w)
		}
	}
	return words
}

func localNames() []string {
	var names []string
	for _, l := range localVerbs() {
		names = append(names, l.name)
	}
	return names
}

// verbNames returns the names of all verbs, those of the record first.
func verbNames() []string {
	var names []string
	for _, v := range incident.Verbs() {
		names = append(names, v.Name)
	}
	return append(names, localNames()...)
}

func refuse(format string, args ...any) error {
	return incident.Refusal{Why: fmt.Sprintf(format, args...)}
}
