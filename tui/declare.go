package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
)

// declaredMsg is the result of /declare or /break-glass.
type declaredMsg struct {
	id  incident.ID
	err error
}

// declare opens the form, if the person may declare.
func (r *Root) declare() tea.Cmd {
	if !r.openForm("/declare") {
		r.showError(r.who.CheckDeclare())
	}
	return nil
}

// runDeclare declares an incident from a line's arguments, or opens the form if
// there are none.
func (r *Root) runDeclare(args string) (tea.Cmd, error) {
	if args == "" {
		return r.declare(), nil
	}
	c, err := parseDeclaration(args)
	if err != nil {
		return nil, err
	}
	return func() tea.Msg {
		id, err := r.hub.Declare(r.ctx, r.who, c)
		return declaredMsg{id, err}
	}, nil
}

// parseDeclaration reads the flags of a declaration, the same as over exec, and
// its title.
func parseDeclaration(args string) (c incident.Declare, err error) {
	for strings.HasPrefix(args, "--") && err == nil {
		flag, rest, _ := strings.Cut(args, " ")
		value, after, _ := strings.Cut(strings.TrimSpace(rest), " ")
		switch flag {
		case "--drill":
			c.Drill, after = true, rest
		case "--sev":
			c.Severity, err = incident.ParseSeverity(value)
		case "--scope":
			c.Scope, err = incident.ParseScope(value)
		default:
			err = refuse("%s is no flag of /declare: use --sev N, --scope SCOPE and --drill before the title", incident.Quote(flag))
		}
		args = strings.TrimSpace(after)
	}
	c.Title = args
	return c, err
}

// onDeclared opens the new bridge, once all that was typed on this one is
// written, or shows why there is none.
func (r *Root) onDeclared(msg declaredMsg) tea.Cmd {
	asked := r.overlay.form != nil && r.overlay.sending
	switch {
	case asked:
		r.onFormAnswer(msg.err)
	case msg.err != nil:
		r.showError(msg.err)
	}
	if msg.err != nil {
		return nil
	}
	r.lobby.list = r.lobby.list.Choose(msg.id)
	if r.bridge == nil {
		return r.open(msg.id)
	}
	return r.whenDrained(func() tea.Cmd {
		left := r.toLobby()
		r.lobby.list = r.lobby.list.Choose(msg.id)
		return tea.Batch(left, r.open(msg.id))
	})
}
