package sshd

import (
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

const (
	lineModeLobby  = "line mode: this terminal can't show a screen. An incident's ID, as INC-7, enters it; list, show INC-7, declare TITLE and help work; /quit leaves\n"
	lineModeBridge = "line mode: what you type is chat, a line with / in front is a verb; /brief, /lobby and /quit work\n"
)

// lineMode is a session on a terminal without cursor movement: a line that is typed is
// one command, and the entries of the incident that was entered come as lines.
type lineMode struct {
	door *Door
	ch   *channel
	term *lineTerminal
	at   incident.ID // "" in the lobby
	quit bool

	stopWatch context.CancelFunc // nil in the lobby
	watched   chan struct{}      // closed when the watch has ended
}

// lineMode serves a session line by line until its person leaves, and returns its exit
// status.
func (d *Door) lineMode(ch *channel, id incident.ID) int {
	in := ch.newInput()
	go d.guard("read keys", func() {
		in.pump(ch, ch.keyPressed)
		ch.cancel(nil) // the client hung up
	})
	defer in.stop()
	m := &lineMode{door: d, ch: ch, term: &lineTerminal{to: crlfWriter{ch}}}
	if id != "" {
		m.enter(id)
	} else {
		m.leave()
	}
	for !m.quit && ch.ctx.Err() == nil {
		line, err := m.term.readLine(in)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			m.tell(err)
			continue
		}
		m.run(strings.TrimSpace(line))
	}
	m.endWatch()
	return ch.exitStatus(nil)
}

// run runs one line.
func (m *lineMode) run(line string) {
	if err := m.ch.recheck(); err != nil {
		m.tell(err)
		m.quit = true
		return
	}
	id, err := incident.ParseID(line)
	if verb, watched := exec.VerbOf(line); verb == "watch" && watched != "" {
		id, err = watched, nil
	}
	switch {
	case line == "":
	case line == "/quit" || m.at == "" && line == "quit":
		m.quit = true
	case m.at == "" && err == nil:
		m.enter(id)
	case m.at == "":
		m.tell(m.do(m.ch.ctx, strings.TrimPrefix(line, "/"), m.term))
	case line == "/lobby":
		m.leave()
	case line == "/help":
		m.tell(m.do(m.ch.ctx, "help verbs", m.term))
	case line == "/brief":
		m.tell(m.do(m.ch.ctx, "brief "+string(m.at), m.term))
	case strings.HasPrefix(line, "/"):
		m.tell(m.do(m.ch.ctx, "do "+string(m.at)+" "+line[1:], io.Discard)) // the watch shows it
	default:
		m.tell(m.do(m.ch.ctx, "say "+string(m.at)+" "+line, io.Discard))
	}
}

// do runs a command line with its data to out. It counts, and is recorded, as one that
// came by itself.
func (m *lineMode) do(ctx context.Context, line string, out io.Writer) error {
	if err := m.door.hub.Visit(ctx, m.ch.who().Person); err != nil {
		return err
	}
	m.door.recordAsked(m.ch, line)
	return m.door.config.Commands.Run(ctx, exec.Request{
		Person: m.ch.who().Person, Line: line, Out: out, Stderr: m.term, OnLink: m.ch.setLink, Guard: m.door.guard,
	})
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
	watched := m.watched
	go m.door.guard("watch in line mode", func() {
		defer close(watched)
		if err := m.do(ctx, "watch "+string(id), m.term); ctx.Err() == nil {
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
	m.at = ""
	_, _ = io.WriteString(m.term, lineModeLobby)
	m.tell(m.do(m.ch.ctx, "list", m.term))
}
