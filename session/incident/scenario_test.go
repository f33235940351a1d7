package incident

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write what the scenarios say now into testdata")

// TestScenarios plays each script of testdata. A script has one step a line:
//
//	# why                 a comment; \u200b in a step is that character
//	as cy observer        who asks from here on, with what rank of key
//	at 14:05, +15m        the clock; at 2026-03-01T14:05:00Z sets the day too
//	house kim responder, cy observer   who can come in; with "certificates", others too
//	zone Europe/Berlin    how the asker reads a clock
//	declare sev 2 drill scope restricted T   opens the incident
//	join, leave           come and go
//	/fact x, hello        a line of the prompt, after "> "
//	sev 1 secrets read    any verb, as exec takes it
//	! sev 9               a verb that must be refused
//	refused '…'           the sentence of that refusal
//	log, timeline, chat, stars, show, people   what is compared
//	visible as cy         the entries that a person sees
//	impact, standings, hypotheses, metrics   the size-up
//
// What is compared stands after "-- want --"; -update writes it.
func TestScenarios(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scenarios in testdata", err)
	}
	for _, path := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			script, want, _ := strings.Cut(string(data), "-- want --\n")
			r := newRun(t)
			r.play(script)
			if *update {
				text := strings.Join(r.script, "\n") + "\n-- want --\n" + r.out.String()
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got := r.out.String(); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			sameAfterReplay(t, r.state, r.events)
		})
	}
}

// run is a script that is being played.
type run struct {
	t       testing.TB
	script  []string // as played, with the refusals as they are
	out     strings.Builder
	state   *State
	events  []*Event
	ask     Ask
	ranks   map[string]Rank
	refused error // of the last step, nil where it was accepted
}

func newRun(t testing.TB) *run {
	r := &run{t: t, state: New("INC-1"), ranks: map[string]Rank{}}
	r.ask.At, r.ask.Opens = time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC), "INC-2"
	return r
}

func (r *run) play(script string) {
	for n, line := range strings.Split(strings.TrimRight(script, "\n"), "\n") {
		step, comment := strings.TrimSpace(line), strings.HasPrefix(line, "#")
		switch {
		case step == "" || comment:
		case strings.HasPrefix(step, "refused "):
			r.wasRefused(n+1, step)
			continue
		default:
			r.step(n+1, unescape(step))
		}
		r.script = append(r.script, line)
	}
}

// unescape reads Go's escapes, for characters that a script would hide.
func unescape(step string) string {
	if !strings.Contains(step, `\`) {
		return step
	}
	return must(strconv.Unquote(`"` + step + `"`))
}

// wasRefused compares the sentence of the last refusal.
func (r *run) wasRefused(n int, step string) {
	got := "refused '" + fmt.Sprint(r.refused) + "'"
	r.script = append(r.script, got)
	if got != step && !*update {
		r.t.Errorf("line %d:\n got %s\nwant %s", n, got, step)
	}
}

func (r *run) step(n int, step string) {
	word, rest := cutWord(step)
	if do, ok := steps()[word]; ok {
		do(r, rest)
		return
	}
	if strings.HasPrefix(word, "+") {
		r.ask.At = r.ask.At.Add(must(time.ParseDuration(word[1:])))
		return
	}
	c, err := r.command(word, step, rest)
	if err == nil {
		err = r.do(c)
	}
	r.refused = err
	if refusal := (Refusal{}); err != nil && !errors.As(err, &refusal) {
		r.t.Fatalf("line %d: %q: no refusal, a fault: %v", n, step, err)
	}
	if wanted := word == "!"; wanted != (err != nil) {
		r.t.Errorf("line %d: %q: %v", n, step, err)
	}
}

func (r *run) command(word, step, rest string) (Command, error) {
	switch word {
	case ">":
		return Parse(rest)
	case "!":
		if line, ok := strings.CutPrefix(rest, "> "); ok {
			return Parse(line)
		}
		first, args := cutWord(rest)
		return r.command(first, rest, args)
	case "declare":
		return declaration(rest), nil
	case "join":
		return Join{}, nil
	case "leave":
		return Leave{}, nil
	}
	return ParseVerb(step)
}

func declaration(args string) Declare {
	var c Declare
	if word, rest := cutWord(args); word == "sev" {
		word, args = cutWord(rest)
		c.Severity = must(ParseSeverity(word))
	}
	if word, rest := cutWord(args); word == "drill" {
		c.Drill, args = true, rest
	}
	if word, rest := cutWord(args); word == "scope" {
		word, args = cutWord(rest)
		c.Scope = must(ParseScope(word))
	}
	c.Title = args
	return c
}

// do asks for a command. A refusal must leave no trace.
func (r *run) do(c Command) error {
	events, err := Decide(r.state, r.ask, c)
	if err == nil && Opens(c) {
		r.ask.Opens = NewID(r.ask.Opens.Number() + 1)
	}
	for _, e := range events {
		r.events = append(r.events, e)
		r.state = Fold(r.state, e)
	}
	return err
}

// steps are the steps that ask for nothing, of all sections.
func steps() map[string]func(r *run, rest string) {
	all := maps.Clone(basicSteps)
	for _, section := range []map[string]func(r *run, rest string){
		sizeUpSteps(), workSteps(), decidingSteps(), needSteps(), shelfSteps(), closingSteps(), recordSteps(),
	} {
		maps.Copy(all, section)
	}
	return all
}

var basicSteps = map[string]func(r *run, rest string){
	"as": func(r *run, rest string) {
		name, rank := cutWord(rest)
		if rank != "" {
			r.ranks[name] = must(ParseRank(rank))
		}
		r.ask.By = Person{Name: name, Rank: r.ranks[name], Key: "SHA256:" + name}
	},
	"at": func(r *run, rest string) {
		if t, err := time.Parse(time.RFC3339, rest); err == nil {
			r.ask.At = t
			return
		}
		t := must(time.Parse("15:04", rest))
		y, m, d := r.ask.At.Date()
		r.ask.At = time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, time.UTC)
	},
	"house": func(r *run, rest string) {
		d := Directory{Ranks: map[string]Rank{}}
		for one := range strings.SplitSeq(rest, ", ") {
			if name, rank := cutWord(one); name == "certificates" {
				d.Certifies = true
			} else if name != "" {
				d.Ranks[name] = must(ParseRank(rank))
			}
		}
		r.ask.Directory = func() Directory { return d }
	},
	"zone": func(r *run, rest string) { r.ask.Zone = must(time.LoadLocation(rest)) },
	"log":  func(r *run, _ string) { r.tell("log", logOf(r.state)) },
	"show": func(r *run, _ string) { r.tell("show", stateOf(r.state)) },
	"timeline": func(r *run, _ string) {
		var lines []string
		for e := range r.state.TimelineFrom(Mark{}) {
			lines = append(lines, r.plain(e))
		}
		r.tell("timeline", lines)
	},
	"chat": func(r *run, _ string) {
		var lines []string
		for e := range r.state.ChatFrom(0) {
			lines = append(lines, r.plain(e))
		}
		r.tell("chat", lines)
	},
	"stars": func(r *run, _ string) {
		var lines []string
		for e := range r.state.Stars() {
			lines = append(lines, r.plain(e))
		}
		r.tell("stars", lines)
	},
	"people":  func(r *run, _ string) { r.tell("people", peopleOf(r.state)) },
	"visible": (*run).visible,
}

// visible tells what a person sees: "as cy" or "as cy observer".
func (r *run) visible(rest string) {
	_, who := cutWord(rest)
	name, rank := cutWord(who)
	p := Person{Name: name, Rank: r.ranks[name]}
	if rank != "" {
		p.Rank = must(ParseRank(rank))
	}
	var seen []string
	for e := range r.state.Entries(0) {
		if r.state.For(p).Shows(e.Event) {
			seen = append(seen, fmt.Sprintf("#%d", e.Seq))
		}
	}
	if seen == nil {
		seen = []string{"nothing"}
	}
	r.tell("", []string{fmt.Sprintf("%s %s sees %s", p.Rank, name, strings.Join(seen, " "))})
}

func (r *run) plain(e *Entry) string {
	marks := " "
	if e.Starred {
		marks = "*"
	}
	return marks + e.Plain(r.ask.At, r.ask.Zone)
}

// tell adds lines to what is compared, under a heading where others stand.
func (r *run) tell(heading string, lines []string) {
	if r.out.Len() > 0 && heading != "" {
		r.out.WriteString(heading + "\n")
	}
	for _, line := range lines {
		r.out.WriteString(line + "\n")
	}
}

func logOf(s *State) []string {
	var lines []string
	for e := range s.Entries(0) {
		lines = append(lines, fmt.Sprintf("%d %s %s", e.Seq, e.By, e.Original()))
	}
	return lines
}

func stateOf(s *State) []string {
	drill := ""
	if s.Drill {
		drill = " DRILL"
	}
	lines := []string{fmt.Sprintf("%s %q %s %s sys:%s TLP:%s%s", s.ID, s.Status.Title, s.SizeUp.Severity, s.Status.Phase, seenByAll(s).SystemState(), s.Access.TLP, drill)}
	for _, r := range Roles() {
		if name := s.Team.Roles[r]; name != "" {
			lines = append(lines, r.Short()+" "+name)
		}
		if name := s.Team.Offers[r]; name != "" {
			lines = append(lines, r.Short()+" offered to "+name)
		}
	}
	return lines
}

func peopleOf(s *State) []string {
	standings := []string{"stranger", "seen", "member", "out"}
	var lines []string
	for _, name := range people(sources{View: seenByAll(s)}, 0) {
		m := s.Access.Members[name[1:]]
		lines = append(lines, fmt.Sprintf("%s %s %s", name, m.Rank, standings[m.Status]))
	}
	return lines
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
