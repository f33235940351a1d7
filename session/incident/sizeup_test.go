package incident

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// sizeUpSteps are what scripts compare of the size-up.
func sizeUpSteps() map[string]func(r *run, rest string) {
	return map[string]func(r *run, rest string){
		"impact":     func(r *run, _ string) { r.tell("impact", impactOf(r.state)) },
		"standings":  func(r *run, _ string) { r.tell("standings", standingsOf(r.state)) },
		"hypotheses": func(r *run, _ string) { r.tell("hypotheses", hypothesesOf(r.state, r.ask.At)) },
		"courses":    func(r *run, _ string) { r.tell("courses", coursesOf(r.state, r.ask.At)) },
		"hunts":      func(r *run, _ string) { r.tell("hunts", huntsOf(r.state)) },
		"estimates":  func(r *run, _ string) { r.tell("estimates", estimatesOf(r.state, r.ask.At)) },
		"metrics":    func(r *run, _ string) { r.tell("metrics", metricsOf(r.state, r.ask.At)) },
	}
}

func impactOf(s *State) []string {
	lines := []string{fmt.Sprintf("C %s I %s A %s U %s",
		s.SizeUp.Impact.Confidentiality, s.SizeUp.Impact.Integrity, s.SizeUp.Impact.Availability, s.SizeUp.Urgency)}
	for _, b := range seenByAll(s).Bases() {
		lines = append(lines, b.String())
	}
	for _, c := range s.SizeUp.Impacts.All() {
		lines = append(lines, fmt.Sprintf("#%d %s %s: %s %s %s %s: %s", c.Seq, c.At.Format("15:04"), c.By,
			c.To.Confidentiality, c.To.Integrity, c.To.Availability, c.Urgency, c.Why))
	}
	return lines
}

func standingsOf(s *State) (lines []string) {
	for _, c := range s.Status.History.All() {
		lines = append(lines, fmt.Sprintf("#%d %s %s: %s %s → %s: %s", c.Seq, c.At.Format("15:04"), c.By, c.What, c.From, c.To, c.Why))
	}
	return lines
}

func hypothesesOf(s *State, now time.Time) (lines []string) {
	for _, h := range s.SizeUp.Hypotheses.All() {
		line := fmt.Sprintf("H%d %s %s by %s at %s", h.N, h.vector(), h.Verdict, h.By, h.At.Format("15:04"))
		for _, r := range h.Because {
			line += " " + r.String()
		}
		if h.Effect != (Impact{}) {
			line += " (" + h.Effect.String() + ")"
		}
		if h.Fix+h.Fallback != "" {
			line += fmt.Sprintf(", fix %q, fallback %q", h.Fix, h.Fallback)
			if standing := seenByAll(s).FixStanding(h, now, func(at time.Time) string { return DayTime(at, now, time.UTC) }); standing != "" {
				line += " (" + standing + ")"
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func metricsOf(s *State, now time.Time) (lines []string) {
	m := seenByAll(s).Measures()
	for _, r := range m.Milestones {
		line := r.Milestone.String() + " unknown"
		if r.Known {
			how := map[bool]string{true: "entered by", false: "by"}[r.Entered]
			line = fmt.Sprintf("%s %s %s %s in #%d", r.Milestone, r.At.Format("15:04"), how, r.By, r.Seq)
		}
		lines = append(lines, line)
	}
	for i, took := range []Elapsed{m.TTD, m.TTA, m.TTC, m.TTR} {
		line := [...]string{"TTD", "TTA", "TTC", "TTR"}[i]
		if took.Known {
			line += " " + took.Took.String()
		}
		if ran, ok := seenByAll(s).RunningFor(Milestone(i+1), now); ok {
			line += fmt.Sprintf(" running for %s", ran)
		}
		lines = append(lines, line)
	}
	return lines
}

// sized is an incident in which people asked for these, a minute apart from
// noon on.
func sized(t *testing.T, by Person, asked ...Command) *State {
	t.Helper()
	s := New("INC-1")
	for i, c := range asked {
		events, err := Decide(s, Ask{By: by, At: noon.Add(time.Duration(i) * time.Minute)}, c)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		for _, e := range events {
			s = Fold(s, e)
		}
	}
	return s
}

func TestWhatTheSizeUpVerbsMean(t *testing.T) {
	for line, want := range map[string]Command{
		"/cia c=high":                     setImpact{To: map[aspect]Rating{aspectConfidentiality: {Level: LevelHigh}}},
		"/cia I?=low U=med? why not":      setImpact{map[aspect]Rating{aspectIntegrity: {LevelLow, true}, aspectUrgency: {LevelMedium, true}}, "why not"},
		"/cia Availability=? urgency=un":  setImpact{To: map[aspect]Rating{aspectAvailability: {}, aspectUrgency: {}}},
		"/vector H1N1 in the office 40%":  holdHypothesis{attackVector{Text: "H1N1 in the office", Confidence: 40}},
		"/vector ruled-out is what it is": holdHypothesis{attackVector{Text: "ruled-out is what it is"}},
		"/vector T1552.001 was it":        holdHypothesis{attackVector{Text: "was it", Techniques: []string{"T1552.001"}}},
		"/vector token T1552 70% ta0006":  holdHypothesis{attackVector{"token", 70, []string{"T1552", "TA0006"}}},
		"/vector load 5% of 30%":          holdHypothesis{attackVector{Text: "load 5% of", Confidence: 30}},
		"/vector h2 80%":                  changeHypothesis{2, attackVector{Confidence: 80}},
		"/vector H2 -- confirmedly odd":   changeHypothesis{2, attackVector{Text: "confirmedly odd"}},
		"/vector H2 rule out 7, E3 by it": judgeHypothesis{2, HypothesisRuledOut, []Ref{{RefEntry, 7}, {RefEvidence, 3}}, "by it"},
		"/vector H2 possible #7 is wrong": judgeHypothesis{N: 2, Why: "#7 is wrong"},
		"/fix h1  roll back":              setFix{N: 1, Text: "roll back"},
		"/fallback H1 restore":            setFallback{1, "restore"},
		"/milestone det -5m a page":       setMilestone{MilestoneDetected, whenAgo(5 * time.Minute), "a page"},
		"/pause the vendor sleeps":        pauseWork{"the vendor sleeps"},
		"/resume":                         resumeWork{},
	} {
		if got, err := Parse(line); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q means %#v (%v), want %#v", line, got, err, want)
		}
	}
}

func TestWhatAPromptOffersForTheSizeUp(t *testing.T) {
	s := sized(t, kim, Declare{Title: "db down"}, holdHypothesis{attackVector{Text: "token"}}, holdHypothesis{attackVector{Text: "insider"}})
	for line, want := range map[string]string{
		"/cia c=":           "C=high C=medium C=low C=none C=unknown",
		"/cia C=high u=h":   "U=high",
		"/vector ":          "H1 H2",
		"/vector h2 ":       "possible confirmed ruled-out",
		"/vector h2 r":      "ruled-out",
		"/fix h":            "H1 H2",
		"/fallback H1 ":     "",
		"/milestone re":     "recovered",
		"/milestone con x ": "",
	} {
		if got := strings.Join(s.For(Person{Name: "ana", Rank: RankManager}).Complete(Person{Name: "ana", Rank: RankManager}, nil, nil, line).Words, " "); got != want {
			t.Errorf("%q: offers %q, want %q", line, got, want)
		}
	}
}

func TestWhatAnotherProgramCountsOtherwiseChangesNothing(t *testing.T) {
	s := sized(t, kim, Declare{Title: "db down"}, holdHypothesis{attackVector{Text: "token"}})
	before := hypothesesOf(s, noon)
	shown := []Ref{{RefEntry, 2}}
	for _, f := range []Fact{
		hypothesisHeld{N: 1, attackVector: attackVector{Text: "again"}}, hypothesisHeld{N: 7}, hypothesisHeld{},
		hypothesisChanged{N: 2}, hypothesisChanged{}, hypothesisJudged{N: ^uint64(0), To: HypothesisConfirmed},
		fixSet{N: 3, To: "x"}, fallbackSet{To: "x"}, workResumed{},
		fixMoved{N: 3, To: FixFailed, Because: shown}, effectSet{N: 3}, huntAnswered{N: 1, To: HuntFound, Refs: shown}, huntGiven{N: 1}, huntWidened{},
	} {
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: "kim", Fact: f, OccurredAt: noon, RecordedAt: noon})
		if got := hypothesesOf(s, noon); !slices.Equal(got, before) || s.Metrics.Pauses.Len() > 0 {
			t.Errorf("%+v left %q", f, got)
		}
	}
	if got := must(s.withReopened([]Fact{entryStruck{Seq: 2}})); len(got) != 1 {
		t.Errorf("striking what they cite takes back %v", got)
	}
}

// TestAHiddenHypothesisIsAnsweredLikeNone: who may not see it can't tell it
// from one that isn't there.
func TestAHiddenHypothesisIsAnsweredLikeNone(t *testing.T) {
	s := sized(t, kim, Declare{Title: "db down"}, holdHypothesis{attackVector{Text: "token"}})
	_, hidden := s.hypothesis(1, Person{Name: "lee", Rank: RankResponder, Only: "INC-2"})
	_, missing := s.hypothesis(2, Person{Name: "lee", Rank: RankResponder, Only: "INC-2"})
	if hidden == nil || strings.Replace(hidden.Error(), "H1", "H2", 1) != missing.Error() {
		t.Errorf("hidden: %v, missing: %v", hidden, missing)
	}
	if _, err := goneOn(s, lineSaid{Text: "for all"}).Outline().hypothesis(1, kim); err == nil {
		t.Error("an outline, which has few entries, shows one")
	}
}

func TestHowMuchAVectorMayHold(t *testing.T) {
	s := sized(t, kim, Declare{Title: "db down"}, holdHypothesis{attackVector{Text: "token"}})
	many := make([]Ref, 21)
	for i := range many {
		s = goneOn(s, factAdded{Text: "seen"})
		many[i] = Ref{RefEntry, s.Last}
	}
	for _, c := range []Command{
		holdHypothesis{attackVector{Text: strings.Repeat("é", 2049)}},
		holdHypothesis{attackVector{Text: "\u200b"}},
		holdHypothesis{attackVector{"token", 101, nil}},
		holdHypothesis{attackVector{"token", 1, slices.Repeat([]string{"T1552"}, 21)}},
		holdHypothesis{attackVector{"token", 1, []string{"TA1"}}},
		judgeHypothesis{N: 1, To: HypothesisConfirmed, Because: many},
		judgeHypothesis{N: 1, To: 9, Because: many[:1]},
		judgeHypothesis{N: 1, To: HypothesisConfirmed, Because: []Ref{{}}},
		setFix{N: 1, Text: strings.Repeat("é", 2049)},
		setImpact{},
		setImpact{To: map[aspect]Rating{9: {LevelHigh, false}}},
		setImpact{To: map[aspect]Rating{aspectIntegrity: {9, false}}},
		setMilestone{Milestone: 9},
	} {
		if events, err := Decide(s, Ask{By: kim, At: noon.Add(time.Hour)}, c); err == nil || !isSentence(err.Error()) {
			t.Errorf("%+v gives %v (%v)", c, events, err)
		}
	}
	if _, err := Decide(s, Ask{By: kim, At: noon}, judgeHypothesis{N: 1, To: HypothesisRuledOut, Because: many[:20]}); err != nil {
		t.Error(err)
	}
}

func TestATextOfSeveralLinesStandsInOne(t *testing.T) {
	s := sized(t, kim, Declare{Title: "db down"},
		holdHypothesis{attackVector{Text: "stolen\ntoken"}}, setFix{N: 1, Text: "revoke\nit"}, setFallback{1, "re\r\nbuild"})
	for e := range s.Entries(0) {
		if strings.ContainsAny(e.Line(), "\r\n") {
			t.Errorf("#%d reads %q", e.Seq, e.Line())
		}
	}
}

// TestWhatIsSaidOfAHypothesisRegardsItsEntry: whoever may not see the entry
// that opened it learns nothing from what follows.
func TestWhatIsSaidOfAHypothesisRegardsItsEntry(t *testing.T) {
	s := sized(t, kim, Declare{Title: "db down"}, Say{"hello"}, holdHypothesis{attackVector{Text: "token"}},
		changeHypothesis{1, attackVector{Confidence: 40}}, setFix{N: 1, Text: "revoke it"}, setFallback{1, "rebuild"},
		judgeHypothesis{N: 1, To: HypothesisConfirmed, Because: []Ref{{RefEntry, 2}}})
	for e := range s.Entries(3) {
		f, ok := e.Fact.(interface{ aboutEntry(*State) uint64 })
		if !ok || f.aboutEntry(s) != 3 || f.aboutEntry(New("INC-1")) != 0 {
			t.Errorf("#%d %s regards another entry than #3", e.Seq, e.Kind())
		}
	}
}
