package incident

import (
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
