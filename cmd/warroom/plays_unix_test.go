//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestPlays plays each script of testdata/plays: one incident from its declaration to its
// closing, by people who each sit in front of OpenSSH. A script has one step a line:
//
//	# why                  a comment
//	declare WHO ARGS       opens the incident, which the people then enter
//	seat WHO 80x24         sits somebody at a screen of that size; "line" for line mode
//	WHO /verb …            what they type; the next step waits until it is in the record
//	WHO … {leak}           the same, and {leak} is what it made from here on, as #12 or A4
//	WHO … !> WORDS         they see why it is refused, and clear the line
//	WHO sees WORDS         what stands on their screen, sooner or later
//	WHO is asked KEY …     the criteria of the phase and the items of the lists, all of them
//	WHO is given KEY …     the tasks of the playbook, all of them; "nothing" for none
//	WHO asks verb => WORDS what a command of theirs answers; =/> what it doesn't
func TestPlays(t *testing.T) {
	scripts, err := filepath.Glob("testdata/plays/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no plays in testdata", err)
	}
	for _, path := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s := equipped(t)
			p := &staged{s: s, asks: s.wired(), seats: map[string]*terminal{}, names: map[string]string{}}
			for n, step := range strings.Split(string(script), "\n") {
				if step = strings.TrimSpace(step); step == "" || step[0] == '#' {
					continue
				}
				p.at = fmt.Sprintf("%s:%d: %s", filepath.Base(path), n+1, step)
				p.step(p.named(step))
			}
			p.ended()
		})
	}
}

// staged is a script that is being played.
type staged struct {
	s     *served
	asks  *wired
	id    string
	at    string // the step, and where it stands
	seats map[string]*terminal
	names map[string]string // of what was made, to how it is cited
}

func (p *staged) step(step string) {
	who, rest, _ := strings.Cut(step, " ")
	verb, args, _ := strings.Cut(rest, " ")
	switch {
	case who == "declare":
		p.id = strings.TrimSpace(p.s.must(verb, "declare "+args))
	case who == "seat":
		p.sit(verb, args)
	case verb == "sees":
		p.seat(who).until(args+"\n"+p.at, func(text string) bool { return strings.Contains(text, args) })
	case verb == "is":
		p.is(who, args)
	case verb == "asks":
		p.asks.step(p.id, who+" "+args)
	case strings.Contains(rest, " !> "):
		p.isRefused(who, rest)
	default:
		p.types(who, rest)
	}
}

func (p *staged) seat(who string) *terminal {
	p.s.t.Helper()
	if p.seats[who] == nil {
		p.s.t.Fatalf("%s: %q has no seat", p.at, who)
	}
	return p.seats[who]
}

func (p *staged) sit(who, size string) {
	if size == "line" {
		p.seats[who] = p.s.sitDumb(who, p.id)
		p.seats[who].sees("what you type is chat")
		return
	}
	var width, height uint16
	if _, err := fmt.Sscanf(size, "%dx%d", &width, &height); err != nil {
		p.s.t.Fatalf("%s: %v", p.at, err)
	}
	p.seats[who] = p.s.atBridge(who, width, height, p.id)
}

// types types a line, and waits until it is in the record.
func (p *staged) types(who, line string) {
	p.s.t.Helper()
	line, name := cutName(line)
	before := p.last(who)
	p.seat(who).types(line + "\r")
	for late := time.Now().Add(patience); ; {
		if ref := p.written(who, before); ref != "" {
			if name != "" {
				p.names[name] = ref
			}
			return
		}
		if time.Now().After(late) {
			p.s.t.Fatalf("%s: isn't taken; %s sees\n%s", p.at, who, p.seat(who).text())
		}
	}
}

// made are the letters of what entries make, by their kinds.
var made = map[string]string{"task-given": "A", "decision-made": "D", "change-made": "C", "hunt-opened": "Q", "hypothesis-held": "H"}

// written returns what the first entry after one that somebody wrote made: itself, as #12, or
// a task, as A4; "" where there is none.
func (p *staged) written(who string, after uint64) string {
	p.s.t.Helper()
	lines := json.NewDecoder(strings.NewReader(p.asks.ask(who, fmt.Sprintf("timeline %s --json --since %d", p.id, after)).out))
	for lines.More() {
		var e struct {
			Seq      uint64
			By, Kind string
			Body     struct{ N uint64 }
		}
		if err := lines.Decode(&e); err != nil {
			p.s.t.Fatalf("%s: %v", p.at, err)
		}
		if e.By == who && e.Kind != "joined" {
			if letter := made[e.Kind]; letter != "" {
				return fmt.Sprint(letter, e.Body.N)
			}
			return fmt.Sprint("#", e.Seq)
		}
	}
	return ""
}

// cutName cuts the name of an entry from the end of a line.
func cutName(line string) (rest, name string) {
	open := strings.LastIndex(line, " {")
	if open < 0 || !strings.HasSuffix(line, "}") {
		return line, ""
	}
	return line[:open], line[open+2 : len(line)-1]
}

// named puts what was made where a step names it.
func (p *staged) named(step string) string {
	for name, ref := range p.names {
		step = strings.ReplaceAll(step, "{"+name+"}", ref)
	}
	return step
}

// isRefused types a line that must be refused with these words.
func (p *staged) isRefused(who, rest string) {
	p.s.t.Helper()
	line, words, _ := strings.Cut(rest, " !> ")
	before, seat := p.last(who), p.seat(who)
	seat.types(line + "\r")
	seat.until(words+"\n"+p.at, func(text string) bool { return strings.Contains(flat(text), words) })
	if made := p.written(who, before); made != "" {
		p.s.t.Fatalf("%s: the record has %s of it", p.at, made)
	}
	seat.types("\x15")
}

// flat is a screen's text with its lines joined, since a sentence may be wrapped.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// is compares what the playbook asks of the incident now, in whatever order.
func (p *staged) is(who, rest string) {
	p.s.t.Helper()
	of, keys, _ := strings.Cut(rest, " ")
	var shown struct {
		Phase  string
		Checks []struct{ Key, Phase string }
		Tasks  []struct{ Rule string }
	}
	if err := json.Unmarshal([]byte(p.asks.ask(who, "show "+p.id+" --json").out), &shown); err != nil {
		p.s.t.Fatalf("%s: %v", p.at, err)
	}
	var got []string
	for _, c := range shown.Checks {
		if of == "asked" && (c.Phase == "" || c.Phase == shown.Phase) {
			got = append(got, c.Key)
		}
	}
	for _, t := range shown.Tasks {
		if of == "given" && t.Rule != "" {
			got = append(got, t.Rule)
		}
	}
	want := strings.Fields(strings.TrimSuffix(keys, "nothing"))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		p.s.t.Fatalf("%s: it is %s\n%s", p.at, of, strings.Join(got, " "))
	}
}

// last returns the number of the last entry that somebody can see.
func (p *staged) last(who string) uint64 {
	p.s.t.Helper()
	var shown struct {
		Last uint64 `json:"last_seq"`
	}
	if err := json.Unmarshal([]byte(p.asks.ask(who, "show "+p.id+" --json").out), &shown); err != nil {
		p.s.t.Fatalf("%s: %v", p.at, err)
	}
	return shown.Last
}

// ended checks that the incident is closed, for everyone, and that its record verifies.
func (p *staged) ended() {
	p.s.t.Helper()
	for who, seat := range p.seats {
		seat.until(who+": CLOSED", func(text string) bool { return strings.Contains(text, "CLOSED") || strings.Contains(text, "closed") })
	}
	if err := p.s.stop(); err != nil {
		p.s.t.Fatal(err)
	}
	code, out, words := command(p.s.t, "verify", "--data", filepath.Join(p.s.dir, "data"))
	if code != exitDone || !strings.Contains(out, "ok       "+p.id) {
		p.s.t.Errorf("verify: exit %d\n%s%s", code, out, words)
	}
}
