package incident

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// script runs lines as "kim /fact x", a minute apart, and returns the state and the time.
func script(t *testing.T, lines ...string) (*State, time.Time) {
	t.Helper()
	s, now := New("INC-7"), time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	do := func(name string, c Command) {
		now = now.Add(time.Minute)
		rank := RankResponder
		if name == "ana" {
			rank = RankManager
		}
		events, err := Decide(s, Ask{By: Person{Name: name, Rank: rank, Key: "SHA256:" + name}, At: now}, c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, e := range events {
			s = Fold(s, e)
		}
	}
	do("ana", Declare{Title: "db down"})
	for _, line := range lines {
		name, verb, _ := strings.Cut(line, " ")
		c, err := Parse(verb)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		do(name, c)
	}
	return s, now
}

func briefOf(s *State, name string, r Reader) Brief {
	rank := RankResponder
	if name == "ana" {
		rank = RankManager
	}
	r.Name = name
	return s.For(Person{Name: name, Rank: rank}).Brief(r)
}

func TestWhatWasSaidToYouByNameWaitsForYou(t *testing.T) {
	s, now := script(t, "ana @lee image the host", "ana @leela isn't lee", "lee @lee talks to himself", "ana /task @lee 15m isolate bld-07",
		"lee /propose cut the subnet off", "ana /object P1 loses the image", "ana /handover @lee scribe", "ana /decide wait --by lee",
		"ana mail lee@example.org, or ask @lee.")
	want := "role (/take): the scribe is offered to you | key D1 of ana (/confirm D1): wait | objection P1 of ana (/answer P1 TEXT): loses the image; P1, open, is: cut the subnet off | " +
		"task A1 of ana, due 2026-03-04 14:20Z (/ack A1): isolate bld-07 | said #10 of ana, 2026-03-04 14:10Z: mail lee@example.org, or ask @lee. | said #2 of ana, 2026-03-04 14:02Z: @lee image the host"
	if got := briefOf(s, "lee", Reader{Now: now}).told("for you"); got != want {
		t.Errorf("lee reads\n%s\nwant\n%s", got, want)
	}
	if got := briefOf(s, "lee", Reader{Now: now, Read: s.Last}).told("for you"); strings.Contains(got, "said") || !strings.Contains(got, "task A1") {
		t.Errorf("back with all read, lee reads %s", got)
	}
	if got := briefOf(s, "kim", Reader{Now: now}).told("for you"); got != "" {
		t.Errorf("kim reads %s", got)
	}
}

func TestWhatIsNewSinceYouLeftStandsFirst(t *testing.T) {
	s, now := script(t, "ana /fact one", "ana /sev 1 secrets read", "ana chat", "ana /decide wait", "ana /finding the token leaked")
	b := briefOf(s, "kim", Reader{Now: now, Read: 2})
	want := "#6 2026-03-04 14:06Z ana: the token leaked | #5 2026-03-04 14:05Z ana: D1 wait | #3 2026-03-04 14:03Z ana: SEV3 → SEV1: secrets read"
	if got := b.told("new"); got != want {
		t.Errorf("new is\n%s\nwant\n%s", got, want)
	}
	if b[2].Label != "new" {
		t.Errorf("%s stands before what is new", b[2].Label)
	}
	if got := briefOf(s, "kim", Reader{Now: now}).told("new"); got != "" {
		t.Errorf("for who was never here %s is new", got)
	}
}

// TestWhatMovedIsToldWhenItHappened, in words and in JSON, not when it was first said to have.
func TestWhatMovedIsToldWhenItHappened(t *testing.T) {
	s, now := script(t, "ana /finding @kim the token leaked", "ana /correct 2 at 13:50")
	moved := time.Date(2026, 3, 4, 13, 50, 0, 0, time.UTC)
	b := briefOf(s, "kim", Reader{Now: now, Read: 1})
	for label, want := range map[string]string{
		"new":     "#2 2026-03-04 13:50Z ana [time was 2026-03-04 14:02Z]: @kim the token leaked",
		"for you": "", // it is told among what is new
	} {
		if got := b.told(label); got != want {
			t.Errorf("%s tells %q, want %q", label, got, want)
		}
	}
	for _, p := range b {
		for row := range p.All() {
			if shown, ok := row.Value().(newsShown); ok && !shown.At.Equal(moved) {
				t.Errorf("JSON has %s", shown.At)
			}
		}
	}
}

// TestABriefTellsEachThingOnce: what is the reader's stands among that, with all that is told
// of it to others, and in no part behind it. JSON has each list whole.
func TestABriefTellsEachThingOnce(t *testing.T) {
	s, now := script(t, "lee /propose cut the subnet off", "ana /object P1 loses the image", "ana /decide wait --by lee", "ana /task @lee 15m isolate bld-07",
		"ana /task @lee tidy up", "ana /task @mei 15m call the vendor", "ana /finding @lee the token leaked")
	lee, mei := briefOf(s, "lee", Reader{Now: now, Read: 1}), briefOf(s, "mei", Reader{Now: now, Read: 1})
	for label, want := range map[string]string{"new": "#8 2026-03-04 14:08Z ana: @lee the token leaked", "to decide": "", "to answer": "", "tasks": "", "due next": "2026-03-04 14:22Z task A3 mei, open: call the vendor"} {
		if got := lee.told(label); got != want {
			t.Errorf("%s tells lee %q, want %q", label, got, want)
		}
	}
	yours := lee.told("for you")
	for _, once := range []string{"key D1", "loses the image; P1, open, is: cut", "task A1", "task A2"} {
		if strings.Count(yours, once) != 1 {
			t.Errorf("lee is told %q, want %q in it once", yours, once)
		}
	}
	for _, label := range []string{"to decide", "to answer", "tasks"} {
		if mei.told(label) == "" {
			t.Errorf("%s tells mei nothing", label)
		}
	}
	for _, p := range lee {
		n := len(slices.Collect(p.All()))
		if want, of := map[string]int{"news": 3, "for_you": 5, "due_next": 2, "tasks": 3}[p.Key]; of && n != want {
			t.Errorf("JSON has %d of %s, want %d", n, p.Key, want)
		}
	}
}

// TestWhatIsntDrawnIsToldByTheNextPart: a screen draws the first rows of each part alone.
func TestWhatIsntDrawnIsToldByTheNextPart(t *testing.T) {
	s, now := script(t)
	for i := range 8 {
		s = goneOn(s, taskGiven{N: uint64(i) + 1, To: "lee", Text: fmt.Sprintf("step %d", i), Due: now.Add(time.Duration(8-i) * time.Hour)})
	}
	b := briefOf(s, "lee", Reader{Now: now})
	all := b.told("for you") + b.told("due next") + b.told("tasks")
	for i := range 8 {
		if n := strings.Count(all, fmt.Sprintf("step %d", i)); n != 1 {
			t.Errorf("step %d is told %d times in %s", i, n, all)
		}
	}
}

func TestABriefHasWhatIsCompromisedNow(t *testing.T) {
	lines := []string{"ana /asset bld-07 host compromised", "ana /ioc 192.0.2.7", "ana /ioc 192.0.2.7 compromised", "ana /asset bld-07 host cleared"}
	for i := range 4 * fewStale {
		lines = append(lines, fmt.Sprintf("ana /asset h-%d host compromised", i), fmt.Sprintf("ana /asset h-%d host cleared", i))
	}
	s, now := script(t, append(lines, "ana /asset bld-07 host compromised it is back")...)
	if got, want := briefOf(s, "kim", Reader{Now: now}).told("assets"), "host bld-07 is compromised, by ana: it is back | IOC ipv4 192[.]0[.]2[.]7 is compromised, by ana"; got != want {
		t.Errorf("compromised are %s, want %s", got, want)
	}
	if n := s.Affected.compromised.places.Len(); n > 3*fewStale {
		t.Errorf("%d places are kept for two things", n)
	}
}

func TestWhatComesDueIsToldInItsOrder(t *testing.T) {
	s, now := script(t, "ana /tradeoff RTO farm: 4h -> 24h until 14:30 because it is rebuilt", "ana /task @lee 15m isolate bld-07", "ana /task @kim 2h image it", "ana /task @lee tidy up")
	want := "2026-03-04 14:18Z task A1 lee, open: isolate bld-07 | 2026-03-04 14:30Z trade-off D1: ends: RTO farm: 4h → 24h because it is rebuilt | 2026-03-04 16:04Z task A2 kim, open: image it"
	if got := briefOf(s, "mei", Reader{Now: now}).told("due next"); got != want {
		t.Errorf("due are\n%s\nwant\n%s", got, want)
	}
	if got := briefOf(s, "mei", Reader{Now: now}).told("tasks"); got != "A3 lee, open, no time: tidy up" {
		t.Errorf("beside what is due, the tasks are %s", got)
	}
	later := now.Add(30 * time.Minute)
	b := briefOf(s, "kim", Reader{Now: later})
	if got := b.told("due next"); !strings.HasPrefix(got, "LATE since 2026-03-04 14:18Z task A1") || !strings.Contains(got, "LATE since 2026-03-04 14:30Z trade-off D1") {
		t.Errorf("late are %s", got)
	}
	if got := b.told("decided"); !strings.HasPrefix(got, "D1 EXPIRED at 2026-03-04 14:30Z") {
		t.Errorf("decided is %s", got)
	}
}

// TestAKeptChangeIsLateOnceItsTimeHasPassed, for the list as in the brief, until it is undone.
func TestAKeptChangeIsLateOnceItsTimeHasPassed(t *testing.T) {
	s, now := script(t, "lee /fact x", "ana /change opened port 8443 -- close it", "ana /keep C1 @lee until 1h the vendor needs it")
	ana := Person{Name: "ana", Rank: RankManager}
	if _, clocks := s.For(ana).Late(now); clocks != 0 {
		t.Errorf("%d clocks are late before the time", clocks)
	}
	if got, want := briefOf(s, "ana", Reader{Now: now}).told("due next"), "2026-03-04 15:04Z change C1: lee, undo it or keep it anew: opened port 8443"; got != want {
		t.Errorf("due is %q, want %q", got, want)
	}
	later := now.Add(time.Hour)
	for _, state := range []*State{s, s.Outline()} {
		if _, clocks := state.For(ana).Late(later); clocks != 1 {
			t.Errorf("%d clocks are late after it", clocks)
		}
	}
	s = goneOn(s, changeUndone{N: 1})
	if _, clocks := s.For(ana).Late(later); clocks != 0 {
		t.Errorf("%d clocks are late though it is undone", clocks)
	}
}

func TestNamesInATextEndWhereTheirLettersDo(t *testing.T) {
	for text, want := range map[string]string{
		"@kim: look": "kim", "ask @j.doe.": "j.doe j", "a@b": "b", "@": "", "@@kim @kim": "kim", "@_x-1,@y": "_x-1 y",
	} {
		if got := strings.Join(namedIn(text), " "); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
	if n := len(namedIn(strings.Repeat("@a ", 5) + manyNames(40))); n != maxMentions {
		t.Errorf("%d names of one entry are kept", n)
	}
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "@p%d ", i)
	}
	return b.String()
}
