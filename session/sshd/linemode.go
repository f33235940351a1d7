package sshd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"warroom/session/exec"
	"warroom/session/incident"
)

// dumbTerminals are the types of terminals that can't move their cursor.
var dumbTerminals = [...]string{"", "dumb", "unknown"}

// isDumb reports whether the session's terminal can't show a screen.
func (ch *channel) isDumb() bool { return slices.Contains(dumbTerminals[:], ch.term) }

// localVerb is a verb of line mode that enters nothing.
type localVerb struct {
	name    string
	inLobby bool // with a slash or without
	run     func(m *lineMode, args string)
}

// localVerbOf finds a local verb by its name, in either case.
func localVerbOf(name string) (localVerb, bool) {
	for _, v := range []localVerb{
		{"quit", true, func(m *lineMode, _ string) { m.quit = true }},
		{"forget", true, func(m *lineMode, _ string) { m.forget() }},
		{"lobby", false, func(m *lineMode, _ string) { m.leave() }},
		{"brief", false, func(m *lineMode, _ string) { m.tell(m.do(m.ch.ctx, "brief "+string(m.at), "", m.term)) }},
		{"help", false, func(m *lineMode, args string) {
			m.tell(m.do(m.ch.ctx, "help "+cmp.Or(args, "verbs"), "", m.term))
		}},
	} {
		if strings.EqualFold(v.name, name) {
			return v, true
		}
	}
	return localVerb{}, false
}

const (
	lineModeLobby  = "line mode: this terminal can't show a screen. An incident's ID, as INC-7, enters it; list, show INC-7, declare TITLE and help work; /quit leaves\n"
	lineModeBridge = "line mode: what you type is chat, a line with / in front is a verb; /brief, /help, /forget, /lobby and /quit work\n"
)

// lineMode is a session on a terminal without cursor movement: a line that is typed is
// one command, and the entries of the incident that was entered come as lines.
type lineMode struct {
	door  *Door
	ch    *channel
	term  *lineTerminal
	at    incident.ID // "" in the lobby
	draft string      // the line that is kept for the person at this incident
	quit  bool

	undone []string // lines that were entered, and not done before the client was gone

	stopWatch context.CancelFunc // nil in the lobby
	watched   chan struct{}      // closed when the watch has ended
}

// lineMode serves a session line by line until its person leaves, and returns its exit
// status. What a client that has hung up had given before is done still.
func (d *Door) lineMode(ch *channel, id incident.ID) int {
	in := ch.newInput()
	go d.guard("read keys", func() { in.pump(ch, ch.keyPressed) })
	defer in.stop()
	m := &lineMode{door: d, ch: ch, term: &lineTerminal{to: crlfWriter{ch}, width: ch.columns()}}
	if id != "" {
		m.enter(id)
	} else {
		m.leave()
	}
	for !m.quit && ch.ctx.Err() == nil {
		line, err := m.term.readLine(in)
		switch {
		case errors.Is(err, io.EOF):
			m.quit = true
		case err != nil:
			m.tell(err)
		case ch.ctx.Err() != nil:
			m.undone = append(m.undone, line.text)
		default:
			m.run(line)
		}
	}
	m.keepUnsent(in)
	m.endWatch()
	return ch.exitStatus(nil)
}

// defaultColumns stands for the width of a terminal that doesn't tell a likely one.
const defaultColumns = 80

// columns returns a function that returns the width of the terminal as it is now.
func (ch *channel) columns() func() int {
	columns := defaultColumns
	return func() int {
		select {
		case size := <-ch.sizes.C():
			if columns = size.Columns; columns < defaultColumns/4 {
				columns = defaultColumns
			}
		default:
		}
		return columns
	}
}

// run runs one line.
func (m *lineMode) run(typed typedLine) {
	if err := m.ch.recheck(); err != nil {
		m.tell(err)
		m.quit = true
		return
	}
	line := strings.TrimSpace(typed.text)
	text, isVerb := incident.CutSlash(line)
	switch {
	case line == "" || m.runLocal(text, isVerb):
	case isVerb && text == "":
		_, err := incident.ParseVerb(text)
		m.tell(err)
	case m.at == "":
		if !isVerb {
			text = line
		}
		m.tell(m.do(m.ch.ctx, text, "", m.term))
	default:
		m.write(typed, text, isVerb)
	}
}

// runLocal runs a line that moves the person or is for their eyes only, and reports
// whether it was one.
func (m *lineMode) runLocal(text string, isVerb bool) bool {
	if id, ok := entered(text); ok && m.at == "" {
		m.enter(id)
		return true
	}
	name, args, _ := strings.Cut(text, " ")
	v, ok := localVerbOf(name)
	if !ok || m.at == "" && !v.inLobby || m.at != "" && !isVerb {
		return false
	}
	v.run(m, strings.TrimSpace(args))
	return true
}

// entered returns the incident that a line of the lobby enters.
func entered(text string) (incident.ID, bool) {
	if verb, watched := exec.VerbOf(text); verb == "watch" && watched != "" {
		return watched, true
	}
	id, err := incident.ParseID(text)
	return id, err == nil
}

// write sends a line to the incident. The watch shows it.
func (m *lineMode) write(typed typedLine, text string, isVerb bool) {
	line, stdin := "say "+string(m.at)+" -", text // whatever it is, it is text there
	if isVerb {
		line, stdin = "do "+string(m.at)+" "+text, ""
	}
	err := m.do(m.ch.ctx, line, stdin, io.Discard)
	switch {
	case err != nil && m.ch.ctx.Err() != nil:
		m.undone = append(m.undone, typed.text)
		return
	case err != nil:
		m.tell(err)
		return
	}
	if m.draft != "" && (typed.text == m.draft || typed.recalled == m.draft) {
		m.saveDraft("")
	}
}

// do runs a command line with its data to out. It counts, and is recorded, as one that
// came by itself.
func (m *lineMode) do(ctx context.Context, line, stdin string, out io.Writer) error {
	if err := m.door.hub.Visit(ctx, m.ch.who().Person); err != nil {
		return err
	}
	m.door.recordAsked(m.ch, line)
	r := exec.Request{Person: m.ch.who().Person, Line: line, Out: out, Stderr: m.term, OnLink: m.ch.setLink, Guard: m.door.guard}
	if stdin != "" {
		r.In = strings.NewReader(stdin)
	}
	return m.door.config.Commands.Run(ctx, r)
}

// tell says why a line was not done.
func (m *lineMode) tell(err error) {
	if _, why := m.ch.explain(err); err != nil && why != "" {
		_, _ = fmt.Fprintln(m.term, incident.Clean(why)) // the client may be gone
	}
}

// enter shows the entries of an incident from now on, those before it first.
func (m *lineMode) enter(id incident.ID) {
	m.at, m.watched = id, make(chan struct{})
	ctx, stop := context.WithCancel(m.ch.ctx)
	m.stopWatch = stop
	_, _ = io.WriteString(m.term, lineModeBridge)
	m.bringDraft()
	watched := m.watched
	go m.door.guard("watch in line mode", func() {
		defer close(watched)
		if err := m.do(ctx, "watch "+string(id), "", m.term); ctx.Err() == nil {
			m.tell(err)
		}
	})
}

// endWatch waits until no entry is shown any more.
func (m *lineMode) endWatch() {
	if m.stopWatch != nil {
		m.stopWatch()
		<-m.watched
		m.stopWatch = nil
	}
}

// leave goes to the lobby.
func (m *lineMode) leave() {
	m.endWatch()
	m.at, m.draft = "", ""
	_, _ = io.WriteString(m.term, lineModeLobby)
	m.tell(m.do(m.ch.ctx, "list", "", m.term))
}
