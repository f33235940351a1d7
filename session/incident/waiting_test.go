package incident

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// calling returns an incident in which people are named, given tasks and asked for keys,
// some of it where not all may look.
func calling(t *testing.T) *State {
	t.Helper()
	s := keepingSecrets(t)
	n := uint64(s.Plan.Tasks.Len())
	return goneOn(s,
		lineSaid{Text: "@kim @ana look at this"},
		lineSaid{Text: "TLP:RED @kim and @ana, not for all", TLP: labelOf(TLPRed)},
		streamSaid{Stream: "closed", Text: "@kim @lee between us"},
		taskGiven{N: n + 1, To: "kim", Text: "look", Due: noon.Add(time.Minute)},
		taskGiven{N: n + 2, To: "kim", Text: "later", Due: noon.Add(time.Hour)},
		taskGiven{N: n + 3, To: "kim", Text: "unseen", Stream: "closed", Due: noon},
	)
}

func TestWhatWaitsIsCountedOnlyWhereItIsSeen(t *testing.T) {
	s := calling(t)
	last := s.Last - 5 // the line that everyone reads
	for name, said := range map[string][]uint64{"kim": {last}, "ana": {last + 1, last}, "lee": {last + 2}} {
		i := slices.IndexFunc(readers(), func(p Person) bool { return p.Name == name })
		w := s.For(readers()[i]).Waiting(readers()[i], noon)
		if len(w.Said) < len(said) || !slices.Equal(w.Said[:len(said)], said) {
			t.Errorf("to %s was said %v, want %v first", name, w.Said, said)
		}
		if n := s.Plan.Tasks.Len(); name == "kim" && (!slices.Equal(w.Tasks, []uint64{uint64(n - 2), uint64(n - 1)}) || len(w.Late) != 0) {
			t.Errorf("kim has the tasks %v, late %v", w.Tasks, w.Late)
		}
	}
	kim := Person{Name: "kim", Rank: RankResponder}
	if w := s.For(kim).Waiting(kim, noon.Add(2*time.Minute)); len(w.Late) != 1 || len(w.Tasks) != 2 {
		t.Errorf("two minutes later, %d of %d are late", len(w.Late), len(w.Tasks))
	}
	out := Person{Name: "pat", Rank: RankResponder, Only: "INC-9"}
	if w := s.For(out).Waiting(out, noon); !reflect.DeepEqual(w, Waiting{}) {
		t.Errorf("who may not enter has %+v", w)
	}
}

// TestAnOutlineTellsWhatWaitsAsItsStateDoes: the list is the same once nobody is there.
func TestAnOutlineTellsWhatWaitsAsItsStateDoes(t *testing.T) {
	s := calling(t)
	o := s.Outline()
	for _, p := range readers() {
		for _, now := range []time.Time{noon, noon.Add(24 * time.Hour)} {
			if got, want := o.For(p).Waiting(p, now), s.For(p).Waiting(p, now); !reflect.DeepEqual(got, want) {
				t.Errorf("for %s the outline has %+v, the state %+v", p.Name, got, want)
			}
			gotTasks, gotClocks := o.For(p).Late(now)
			if tasks, clocks := s.For(p).Late(now); gotTasks != tasks || gotClocks != clocks {
				t.Errorf("for %s the outline has %d and %d late, the state %d and %d", p.Name, gotTasks, gotClocks, tasks, clocks)
			}
		}
	}
}

// TestALateCheckWaitsForWhoHoldsItsRole, the same once nobody is there; and counts as late
// again once what was cited for it shows it no more.
func TestALateCheckWaitsForWhoHoldsItsRole(t *testing.T) {
	r := newRun(t)
	r.play("playbook timed\nas ana manager\ndeclare db down\nas lee responder\njoin\ntake lead\nas kim responder\njoin\nkind data")
	check := func(when string, after time.Duration, late int, of map[string]string) {
		t.Helper()
		for _, s := range []*State{r.state, r.state.Outline()} {
			for _, name := range []string{"ana", "lee", "kim"} {
				p := Person{Name: name, Rank: r.ranks[name]}
				if got := strings.Join(s.For(p).Waiting(p, r.ask.At.Add(after)).Checks, " "); got != of[name] {
					t.Errorf("%s, for %s waits %q", when, name, got)
				}
			}
			if _, clocks := s.For(r.ask.By).Late(r.ask.At.Add(after)); clocks != late {
				t.Errorf("%s, %d are late", when, clocks)
			}
		}
	}
	check("at once", 0, 0, nil)
	check("a quarter of an hour on", 15*time.Minute, 1, map[string]string{"lee": "copies-down"})
	check("later", time.Hour, 2, map[string]string{"lee": "copies-down"})
	r.play("channel chat trusted its server is ours")
	r.play(fmt.Sprintf("check scope-known #%d", r.state.Last))
	check("ticked", time.Hour, 1, map[string]string{"lee": "copies-down"})
	r.play("channel chat compromised they read along")
	check("no longer shown", time.Hour, 2, map[string]string{"lee": "copies-down"})
}

// TestACallWhoseProofIsGoneIsLateAgain, the same once nobody is there.
func TestACallWhoseProofIsGoneIsLateAgain(t *testing.T) {
	r := newRun(t)
	r.play("playbook calling\nas ana manager\ndeclare db down\nfact noor has it\n+61m")
	late := func() (counts [2]int) {
		for i, s := range []*State{r.state, r.state.Outline()} {
			_, counts[i] = s.For(r.ask.By).Late(r.ask.At)
		}
		return counts
	}
	for _, c := range []struct {
		line string
		want int
	}{
		{"called E1 nobody", 1}, {"called E1 #3 noor", 0}, {"strike 3 another noor", 1},
	} {
		r.play(c.line)
		if got := late(); got != [2]int{c.want, c.want} {
			t.Errorf("%s: %d are late, want %d", c.line, got, c.want)
		}
	}
}

// TestAnOutlineKeepsTheLastMentionOfEach, however often another is named.
func TestAnOutlineKeepsTheLastMentionOfEach(t *testing.T) {
	s := goneOn(roomFor(actor{}, false), lineSaid{Text: "@mei come"})
	for i := range 3 * maxKeptMentions {
		s = goneOn(s, lineSaid{Text: fmt.Sprintf("@lee line %d", i)})
	}
	o, mei := s.Outline(), Person{Name: "mei", Rank: RankResponder}
	if w := o.For(mei).Waiting(mei, noon); len(w.Said) != 1 {
		t.Errorf("mei was named %d times", len(w.Said))
	}
	if n := len(o.entries.kept); n > maxKeptMentions+10 {
		t.Errorf("the outline keeps %d entries", n)
	}
}
