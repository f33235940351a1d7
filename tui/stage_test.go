package tui

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
	"warroom/tui/input"
	"warroom/tui/paint"
)

// patience bounds how long a test waits.
const patience = 5 * time.Second

// stage is one server with people in front of their screens.
type stage struct {
	t      testing.TB
	ctx    context.Context
	hub    *session.Hub
	log    *faultyLog
	frames *Frames
	clock  *clock
}

// clock shows one time until pass moves it.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// faultyLog refuses every record of an incident while it is broken.
type faultyLog struct {
	store.Log
	mu     sync.Mutex
	broken error
}

func (l *faultyLog) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = err
}

func (l *faultyLog) Append(ctx context.Context, stream string, after uint64, drafts ...store.Draft) ([]store.Record, error) {
	l.mu.Lock()
	err := l.broken
	l.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return l.Log.Append(ctx, stream, after, drafts...)
}

func newStage(t testing.TB) *stage {
	t.Helper()
	s := &stage{
		t: t, ctx: t.Context(), log: &faultyLog{Log: memory.Open()}, frames: NewFrames(),
		clock: &clock{now: time.Date(2026, 3, 14, 14, 0, 9, 0, time.UTC)},
	}
	hub, err := session.Open(s.ctx, s.log, session.Options{Now: s.clock.Now, Probe: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	s.hub = hub
	hub.People().ListedBy(func() session.Listing {
		return session.Listing{Holders: func(yield func(session.KeyHolder) bool) {
			for _, p := range []incident.Person{ana, raj, kim, cy, person("noor", incident.RankResponder)} {
				if !yield(session.KeyHolder{Name: p.Name, Rank: p.Rank, Key: p.Key}) {
					return
				}
			}
		}}
	})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := hub.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return s
}

func person(name string, rank incident.Rank) incident.Person {
	return incident.Person{Name: name, Rank: rank, Key: "SHA256:" + name, Proof: "keys file"}
}

// newOutage returns a stage with an incident in which kim has written: who has may be given
// tasks and roles by name.
func newOutage(t testing.TB) (*stage, incident.ID) {
	t.Helper()
	s := newStage(t)
	id := s.declare("db down")
	s.do(kim, id, "here")
	return s, id
}

// declare opens an incident by ana.
func (s *stage) declare(title string) incident.ID {
	s.t.Helper()
	id, err := s.hub.Declare(s.ctx, person("ana", incident.RankManager), incident.Declare{Title: title, Severity: incident.SEV2})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// do sends a line by a person who has no screen.
func (s *stage) do(by incident.Person, id incident.ID, line string) {
	s.t.Helper()
	c, err := incident.Parse(line)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.hub.Do(s.ctx, by, id, nil, c); err != nil {
		s.t.Fatalf("%s: %v", line, err)
	}
}

// viewer is one person in front of a screen.
type viewer struct {
	t     testing.TB
	root  *Root
	leave context.CancelFunc
	msgs  chan tea.Msg
	bells []string
	ended bool
}

var xterm = []string{"TERM=xterm-256color"}

// come connects a person with a terminal of that size.
func (s *stage) come(p incident.Person, start incident.ID, width, height int) *viewer {
	s.t.Helper()
	v := s.screenOf(p, start)
	v.send(tea.WindowSizeMsg{Width: width, Height: height})
	if start != "" {
		v.until("the bridge opens", func() bool { return v.root.bridge != nil })
	} else {
		v.until("the lobby opens", func() bool { return v.root.profile.loaded && v.root.lobby.loaded })
	}
	return v
}

// screenOf returns the screen of a person who has just connected.
func (s *stage) screenOf(p incident.Person, start incident.ID) *viewer {
	s.t.Helper()
	ctx, leave := context.WithCancel(s.ctx)
	v := &viewer{t: s.t, leave: leave, msgs: make(chan tea.Msg)}
	h := deps{ctx: ctx, hub: s.hub, frames: s.frames, now: s.clock.Now, redraw: func() {}}
	h.writeRaw = func(seq string) bool { v.bells = append(v.bells, seq); return true }
	h.pump = func(next func() tea.Msg) {
		go func() {
			for msg := next(); msg != nil; msg = next() {
				select {
				case v.msgs <- msg:
				case <-ctx.Done():
				}
			}
		}()
	}
	v.root = newRoot(h, p, start, xterm)
	s.t.Cleanup(func() { leave(); v.root.lobby.source.Close() })
	v.run(v.root.Init())
	return v
}

// run starts a command on a goroutine of its own, as Bubble Tea does.
func (v *viewer) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	ctx := v.root.ctx
	go func() {
		msg := cmd()
		if msg == nil {
			return
		}
		select {
		case v.msgs <- msg:
		case <-ctx.Done():
		}
	}()
}

func (v *viewer) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			v.run(cmd)
		}
		return
	case tea.QuitMsg:
		v.ended = true
		return
	}
	_, cmd := v.root.Update(msg)
	v.run(cmd)
}

// until handles messages until so returns true.
func (v *viewer) until(what string, so func() bool) {
	v.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for !so() {
		select {
		case msg := <-v.msgs:
			v.send(msg)
		case <-limit.C:
			v.t.Fatalf("%s: waited in vain for %s; the screen:\n%s", v.root.who.Name, what, v.screen())
		}
	}
}

// sees waits for a text on the screen.
func (v *viewer) sees(text string) {
	v.t.Helper()
	v.until("“"+text+"”", func() bool { return strings.Contains(v.screen(), text) })
}

func (v *viewer) misses(text string) {
	v.t.Helper()
	if strings.Contains(v.screen(), text) {
		v.t.Errorf("%s should not see “%s”:\n%s", v.root.who.Name, text, v.screen())
	}
}

// screen returns the frame as text without styles, every row as wide as the
// screen.
func (v *viewer) screen() string {
	f := v.root.Frame()
	lines := make([]string, f.Height)
	for y := range lines {
		lines[y] = f.Row(y).Fit(f.Width).Plain()
	}
	return strings.Join(lines, "\n")
}

// types presses the keys of a text.
func (v *viewer) types(text string) {
	for _, c := range text {
		v.send(tea.KeyPressMsg{Code: c, Text: string(c)})
	}
}

// presses presses keys by their names, with a pause after each enter.
func (v *viewer) presses(names ...string) {
	for _, n := range names {
		v.send(keyNamed(n))
		if n == "enter" {
			v.send(input.Quiet{})
		}
	}
}

// pastes sends a text in reads of so many bytes, as a terminal without bracketed
// paste does.
func (v *viewer) pastes(text string, read int) {
	var keys input.Keys
	for _, c := range text {
		k := tea.KeyPressMsg{Code: c, Text: string(c)}
		if c == '\r' {
			k = keyNamed("enter")
		}
		if keys = append(keys, k); len(keys) == read {
			v.send(keys)
			keys = nil
		}
	}
	v.send(keys)
}

// says types a line and sends it.
func (v *viewer) says(line string) {
	v.types(line)
	v.presses("enter")
}

func keyNamed(name string) tea.KeyPressMsg {
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp,
		"pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

var _ paint.Screen = (*Root)(nil)
