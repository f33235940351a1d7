package incident

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestWhatADeclarationBringsAlongIsNoAnswer: tasks that open with the incident
// are written at its moment, and nobody has come yet.
func TestWhatADeclarationBringsAlongIsNoAnswer(t *testing.T) {
	s := New("INC-1")
	tell := func(at time.Time, by string, f Fact) {
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: by, Fact: f, OccurredAt: noon.Add(-time.Hour), RecordedAt: at})
	}
	s = Fold(s, &Event{Incident: s.ID, Seq: 1, By: "siem", Fact: incidentDeclared{Title: "x", Severity: SEV3}, OccurredAt: noon, RecordedAt: noon})
	tell(noon, "siem", factAdded{Text: "the alert"})
	tell(noon.Add(time.Minute), "cy", personJoined{Rank: RankObserver})
	tell(noon.Add(2*time.Minute), "cy", personLeft{})
	tell(noon.Add(3*time.Minute), "lee", entryStarred{Seq: 2, On: true})
	if m := seenByAll(s).Measures(); m.TTA.Known {
		t.Errorf("acknowledged by %+v", m.Milestones[MilestoneAcknowledged])
	}
	tell(noon.Add(4*time.Minute), "lee", factAdded{Text: "an hour ago I saw it"})
	if m := seenByAll(s).Measures(); m.TTA != (Elapsed{4 * time.Minute, true}) || m.Milestones[MilestoneAcknowledged].By != "lee" {
		t.Errorf("acknowledged by %+v", m.Milestones[MilestoneAcknowledged])
	}
}

// TestTimesInTheWrongOrderAreUnknown checks it for times of people and of the log.
func TestTimesInTheWrongOrderAreUnknown(t *testing.T) {
	s := sized(t, kim, Declare{Title: "db down"})
	for _, m := range []Milestone{MilestoneContained, MilestoneRecovered, MilestoneAcknowledged} {
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: "kim", Fact: milestoneSet{Milestone: m}, OccurredAt: noon.Add(-time.Hour), RecordedAt: noon})
	}
	if m := seenByAll(s).Measures(); m.TTA.Known || m.TTC.Known || m.TTR.Known || m.TTD.Known {
		t.Errorf("%+v", m)
	}
	if m := seenByAll(New("INC-1")).Measures(); m != (Measures{Milestones: m.Milestones}) || m.Milestones[MilestoneDetected].Known {
		t.Errorf("before a declaration: %+v", m)
	}
	if _, runs := seenByAll(New("INC-1")).RunningFor(MilestoneRecovered, noon); runs {
		t.Error("a recovery is waited for before anything was declared")
	}
}

// TestAPauseCountsOnlyWhereItOverlaps with what is measured.
func TestAPauseCountsOnlyWhereItOverlaps(t *testing.T) {
	s, at := sized(t, kim, Declare{Title: "db down"}), func(m int) time.Time { return noon.Add(time.Duration(m) * time.Minute) }
	s.Metrics.Milestones = map[Milestone]Stamp{MilestoneDetected: {At: at(10)}, MilestoneContained: {At: at(40)}}
	for _, p := range []Pause{
		{From: at(0), To: at(5)},   // before
		{From: at(6), To: at(15)},  // 5 of 9
		{From: at(20), To: at(22)}, // whole
		{From: at(35)},             // lasts: 5 up to the end
	} {
		s.Metrics.Pauses = s.Metrics.Pauses.Append(p)
	}
	if got := seenByAll(s).Measures().TTC.Took; got != 18*time.Minute {
		t.Errorf("TTC is %s, want 18m: 30 without 12", got)
	}
	if got, runs := seenByAll(s).RunningFor(MilestoneRecovered, at(100)); got != 18*time.Minute || !runs {
		t.Errorf("TTR runs for %s (%v), want to stand still at 18m", got, runs)
	}
	if got, runs := seenByAll(s).RunningFor(MilestoneContained, at(100)); runs {
		t.Errorf("what is contained is waited for since %s", got)
	}
}

// TestWhatIsWaitedForRunsFromItsFirstMoment also has a clock that counts in minutes
// and is behind.
func TestWhatIsWaitedForRunsFromItsFirstMoment(t *testing.T) {
	s := goneOn(New("INC-1"), incidentDeclared{Title: "db down", Severity: SEV2})
	if took, running := seenByAll(s).RunningFor(MilestoneContained, noon.Add(-30*time.Second)); took != 0 || !running {
		t.Errorf("it runs: %v, for %s", running, took)
	}
}

// TestAMilestoneIsNeverNowByMistake: whatever looks like a time in the place of a milestone's
// time is taken or asked about.
func TestAMilestoneIsNeverNowByMistake(t *testing.T) {
	for _, typed := range []string{
		"noon", "midnight", "0930", "2310", "930", "23", "10", "10:0", "10.5", "11.10", "9h", "15m", "2 hours", "today", "tomorrow", "Friday", "Fri", "Nov", "morning", "this morning", "tonight", "earlier", "last night", "10-11", "10:00-11", "2310 military", "1", "28/11", "11'30", "１０", "１０.３０", "10 x",
	} {
		for _, line := range []string{"milestone contained " + typed, "milestone contained " + typed + " the fix"} {
			c, err := ParseVerb(line)
			if refusal := (Refusal{}); !errors.As(err, &refusal) || !isSentence(refusal.Why) || !strings.HasSuffix(refusal.Why, keepHint) {
				t.Errorf("%s is taken as %+v (%v)", line, c, err)
			}
		}
		if c, err := ParseVerb("milestone contained -- " + typed); err != nil || c.(setMilestone).Why != typed {
			t.Errorf("%q behind -- is %+v (%v)", typed, c, err)
		}
	}
	for _, why := range []string{"", "the link was cut", "10 hosts isolated", "10 of 12 hosts isolated", "10.0.0.7 isolated", "500 sessions ended", "may be more", "#112"} {
		if c, err := ParseVerb("milestone contained " + why); err != nil || c.(setMilestone).Why != why || c.(setMilestone).When.form != formNow {
			t.Errorf("%q is taken as %+v (%v)", why, c, err)
		}
	}
	for _, typed := range []string{"11.10pm", "11:10 PM", "1110pm", "yesterday 23:50", "３ days ago 10:00"} {
		if c, err := ParseVerb("milestone contained " + typed + " the fix"); err != nil || c.(setMilestone).Why != "the fix" || c.(setMilestone).When.form != formClock {
			t.Errorf("%q is taken as %+v (%v)", typed, c, err)
		}
	}
}
