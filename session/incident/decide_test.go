package incident

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// crowd has a person of every rank, a guest of another incident and nobody.
var crowd = []Person{
	{Name: "ana", Rank: RankManager, Key: "SHA256:ana"}, {Name: "noor", Rank: RankManager, Key: "SHA256:noor"},
	{Name: "raj", Rank: RankResponder, Key: "SHA256:raj"}, {Name: "kim", Rank: RankResponder, Key: "SHA256:kim"},
	{Name: "mei", Rank: RankResponder, Only: "INC-1"}, {Name: "cy", Rank: RankObserver}, {Name: "lee", Rank: RankResponder, Only: "INC-2"},
	{Name: "zed"}, {Name: House, Rank: RankManager},
}

// chance gives small numbers, from a seed or from a fuzzer's bytes.
type chance interface{ IntN(n int) int }

// bytesOf is a chance that reads bytes, then zeros.
type bytesOf struct{ rest []byte }

func (b *bytesOf) IntN(n int) int {
	if len(b.rest) == 0 {
		return 0
	}
	v := int(b.rest[0])
	b.rest = b.rest[1:]
	return v % n
}

// anyCommand is some command, sensible or not.
func anyCommand(c chance, last uint64) Command {
	who := append([]string{"", "nobody-here", "Ünal", "\x1b[2J"}, "ana", "noor", "raj", "kim", "mei", "cy", "lee", "zed")[c.IntN(12)]
	text := []string{"", "hello", "\x1b]52;c;x\a", "two\nlines", "<&\"\\", strings.Repeat("é", 2100), "\u200b", "TLP:RED they have the keys", "مرحبا"}[c.IntN(9)]
	seq := uint64(c.IntN(int(min(last, 200)) + 3))
	n := uint8(c.IntN(12))
	when := []typedTime{{}, whenAgo(time.Minute), whenClock("12:30"), whenClock("99:99"), whenAt(noon), whenAt(noon.Add(-1e6 * time.Hour)), whenAt(noon.AddDate(1, 0, 0))}[c.IntN(7)]
	all := []Command{
		Say{text}, addFact{when, text}, addFinding{when, text}, addNote{text}, Star{seq}, Promote{seq}, correctEntry{Seq: seq, Text: text},
		setTitle{text}, setSeverity{Severity(n), text}, setPhase{To: Phase(n), Why: text, Override: c.IntN(3) == 0}, setSystemState{To: SystemState(n), Why: text},
		setSystemState{System: []string{wholeSystem, "web", "db-1", "db-2", who}[c.IntN(5)], Sure: c.IntN(2) == 0, To: SystemState(n), Refs: []Ref{{RefDecision, seq}}[:c.IntN(2)], For: []string{"", "forensics", "@" + who}[c.IntN(3)], Why: text},
		setMode{[]string{modeBridge, modeAsync, text}[c.IntN(3)], text}, setTrust{who, channelTrust(n), text},
		affectSystem{Name: who, Unlisted: c.IntN(2) == 0, Sure: c.IntN(2) == 0, More: []affectSystem{{Name: "web-2", Unlisted: true, Sure: true}}[:c.IntN(2)]}, clearSystem{who, text}, askOwner{who},
		NameAsset{AssetType(n), []string{text, who, "192.0.2.7", "hxxp://evil[.]com"}[c.IntN(4)], c.IntN(2) == 0, c.IntN(2) == 0, AssetState(n), text, ""},
		linkTo{[]ID{"INC-1", "INC-3", ID(text)}[c.IntN(3)], []string{linkRelated, linkDuplicate, text}[c.IntN(3)], text},
		linkBack{"INC-3", linkParent, text}, unlinkFrom{"INC-3", text}, unlinkBack{ID(who), text},
		giveRole{Role: Role(n), To: named(who)}, offerHandover{named(who), Role(n)}, Take{Role(n), c.IntN(2) == 0}, setTLP{TLP(n)},
		admitPerson{Who: named(who)}, removePerson{named(who), text}, ejectPerson{named(who), text}, Join{}, Leave{}, Declare{Title: text, Severity: Severity(n)},
		setImpact{map[aspect]Rating{aspect(n % 5): {Level(n), n%2 == 0}}, text}, holdHypothesis{attackVector{text, int(n)*12 - 5, []string{"t1552"}[:n%2]}},
		changeHypothesis{seq % 4, attackVector{text, int(n), []string{text}[:n%2]}}, judgeHypothesis{seq % 4, HypothesisVerdict(n % 4), []Ref{{RefEntry, seq}}, text},
		setFix{N: seq % 4, Text: text}, setFallback{seq % 4, text}, setMilestone{Milestone(n), when, text}, pauseWork{text}, resumeWork{text},
	}
	all = append(all, anyDeciding(c, who, text)...)
	if c.IntN(3) == 0 {
		return anyWork(c, who, text)
	}
	all = append(all, needToKnow(c, who, text, seq, n, when)...)
	if c.IntN(20) == 0 {
		return []Command{closeIncident{Verdict: Verdict(n % 8), Result: text, Override: c.IntN(2) == 0}, reopenIncident{"again"}}[c.IntN(2)]
	}
	return all[c.IntN(len(all))]
}

// playAny lets some people ask for anything, and checks after each step what
// must hold whatever they ask.
func playAny(t testing.TB, c chance, steps int) (*State, []*Event) {
	s, at := New("INC-1"), noon
	var events []*Event
	do := func(p Person, c Command) {
		made, err := Decide(s, Ask{By: p, At: at, Rules: &Rules{Playbook: &housePlaybook}}, c)
		var refusal Refusal
		switch {
		case err != nil && (!errors.As(err, &refusal) || len(made) > 0):
			t.Fatalf("%+v: %v, with %d events", c, err, len(made))
		case err != nil && !isSentence(refusal.Why):
			t.Fatalf("%+v was refused with %q", c, refusal.Why)
		}
		for _, e := range made {
			checkEvent(t, s, p, e)
			s, events = Fold(s, e), append(events, e)
		}
	}
	do(crowd[2+c.IntN(2)], Declare{Title: "db down"})
	for range steps {
		at = at.Add(time.Duration(c.IntN(200)) * time.Second)
		do(crowd[c.IntN(len(crowd))], anyCommand(c, s.Last))
	}
	return s, events
}

func checkEvent(t testing.TB, s *State, p Person, e *Event) {
	t.Helper()
	switch {
	case e.Seq != s.Last+1:
		t.Fatalf("#%d comes after #%d", e.Seq, s.Last)
	case e.OccurredAt.After(e.RecordedAt):
		t.Fatalf("#%d happened after it was written", e.Seq)
	case e.By != p.Name || e.Key != p.Key:
		t.Fatalf("#%d by %s is %s's", e.Seq, p.Name, e.By)
	case s.Last > 0 && !s.MayEnter(p) && !e.Rings():
		t.Fatalf("%s wrote #%d from outside", p.Name, e.Seq)
	case p.Rank <= RankObserver && placeOf(e) != inRecord:
		t.Fatalf("%s, of rank %s, wrote #%d", p.Name, p.Rank, e.Seq)
	case Clean(e.Line()) != e.Line():
		t.Fatalf("#%d is not clean: %q", e.Seq, e.Line())
	}
	if f, ok := e.Fact.(incidentClosed); ok {
		checkClosed(t, s, f, e)
	}
}

// checkClosed fails if an incident is closed while its system is down, with a question of
// the gate that is neither answered nor overridden by name, or on a proof that isn't there.
func checkClosed(t testing.TB, s *State, f incidentClosed, e *Event) {
	t.Helper()
	checkUp(t, s, "", s.Status.whole, e)
	for _, sys := range s.Affected.Systems {
		checkUp(t, s, sys.Sheet.Name, sys.Status, e)
	}
	for _, q := range gateKeys(s.gateOpen(e.RecordedAt)) {
		if !slices.Contains(f.Left, q) {
			t.Fatalf("#%d closed it, and %s is neither answered nor overridden: %q", e.Seq, q, f.Left)
		}
	}
	for q, tick := range s.Plan.Gate {
		for _, r := range tick.Refs {
			if r.Kind == RefEvidence || openerOf(s, r) == 0 || s.Entry(openerOf(s, r)) == nil {
				t.Fatalf("#%d closed it on %s for %s, which isn't there", e.Seq, r, q)
			}
		}
	}
}

// checkUp fails if a system is taken off, or is degraded or retired by no decision that holds.
func checkUp(t testing.TB, s *State, name string, st SystemStatus, e *Event) {
	t.Helper()
	held := len(st.Refs) > 0
	for _, r := range st.Refs {
		held = held && r.Kind == RefDecision && itemN(s.Decisions.All, r.N).StateAt(e.RecordedAt) == "holds"
	}
	switch {
	case st.State == SystemRunning, st.State == SystemRestored:
	case st.State == SystemDegraded && held, st.State == SystemRetired && held:
	default:
		t.Fatalf("#%d closed it while %q is %s (%v)", e.Seq, name, st.State, st.Refs)
	}
}

// isSentence reports whether a refusal can stand on a screen.
func isSentence(s string) bool {
	return len(s) >= 10 && len(s) < 500 && !strings.Contains(s, "%!(") && CleanLine(s) == s
}

// TestReplayingTheLogGivesTheLiveState lets people ask for anything at length.
func TestReplayingTheLogGivesTheLiveState(t *testing.T) {
	for seed := range uint64(20) {
		s, events := playAny(t, rand.New(rand.NewPCG(seed, 1)), 600)
		if len(events) < 20 {
			t.Errorf("seed %d: only %d of 600 were accepted", seed, len(events))
		}
		sameAfterReplay(t, s, events)
	}
}

// TestOldStatesStayAsTheyWere folds one log twice, once from each of its
// versions on, and looks at every version again at the end.
func TestOldStatesStayAsTheyWere(t *testing.T) {
	_, events := playAny(t, rand.New(rand.NewPCG(7, 7)), 500)
	s := New("INC-1")
	var states []*State
	var seen []string
	for _, e := range events {
		states, seen = append(states, s), append(seen, observe(s))
		s = Fold(s, e)
	}
	end := observe(s)
	for i, old := range states {
		Fold(old, &Event{Incident: "INC-1", Seq: old.Last + 1, By: "raj", Fact: lineSaid{Text: "another branch"}})
		if got := observe(old); got != seen[i] {
			t.Fatalf("the state after #%d has changed", old.Last)
		}
		if i%50 == 0 {
			again := old
			for _, e := range events[i:] {
				again = Fold(again, e)
			}
			if observe(again) != end {
				t.Fatalf("going on from #%d twice gives two ends", old.Last)
			}
		}
	}
}

func FuzzDecide(f *testing.F) {
	f.Add([]byte("someone asks for something"))
	f.Add([]byte{0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
	f.Fuzz(func(t *testing.T, data []byte) {
		s, events := playAny(t, &bytesOf{data}, min(len(data)/8, 60))
		sameAfterReplay(t, s, events)
	})
}

// TestLimitsAreInBytes: a text of two-byte letters fills a line with half as
// many of them, at the prompt and for whoever asks past it.
func TestLimitsAreInBytes(t *testing.T) {
	s, ask := roomFor(actor{}, false), Ask{By: kim, At: noon}
	fits, over := strings.Repeat("é", 2048), strings.Repeat("é", 2049)
	if _, err := Decide(s, ask, Say{Text: fits}); err != nil {
		t.Error(err)
	}
	for _, c := range []Command{Say{over}, addFact{Text: over}, addNote{over}, setSeverity{SEV1, over}, correctEntry{Seq: 2, Text: over}} {
		if _, err := Decide(s, ask, c); err == nil || !strings.Contains(err.Error(), "4098") {
			t.Errorf("%T of 4098 bytes: %v", c, err)
		}
	}
	for _, parse := range []func(string) (Command, error){Parse, ParseVerb} {
		if _, err := parse("say " + over); err == nil || !strings.Contains(err.Error(), "4102") {
			t.Errorf("a line of 4102 bytes: %v", err)
		}
	}
	if _, err := Decide(s, ask, Say{Text: strings.Repeat("\x00", 2000)}); err == nil {
		t.Error("what is too long once it is clean was kept")
	}
}

// TestWhoWroteHasBeenHere: a person who only ever used exec has been
// here too. The prompt offers them, and who was given something.
func TestWhoWroteHasBeenHere(t *testing.T) {
	s := roomFor(actor{}, false)
	if s.Access.Members["kim"].Status != memberVisited {
		t.Errorf("kim, who wrote, is %+v", s.Access.Members["kim"])
	}
	if got := fmt.Sprint(people(sources{View: seenByAll(s)}, 0)); got != "[@ana @kim @mei @pat @zoe]" {
		t.Errorf("who is offered: %s", got)
	}
}
