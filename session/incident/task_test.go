package incident

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// working is an incident that ana runs, with A3 for kim, A4 for forensics, which
// waits for P1 and P2, and A5, which nobody may see.
func working() *State {
	s := roomFor(actor{}, false)
	s = goneOn(s,
		roleGiven{Role: RoleManager, To: "ana"},
		taskGiven{N: 3, To: "kim", Text: "isolate bld-07", Within: Duration(time.Minute), Due: noon.Add(time.Minute)},
		taskGiven{N: 4, Role: &someRole, Text: "quarantine the subnet", After: []Ref{{RefProposal, 1}, {RefProposal, 2}}},
		taskGiven{N: 5, To: "kim", Text: "hidden from all"})
	hidden := *s.Task(5)
	hidden.Seq = 1000
	s.Plan.Tasks = s.Plan.Tasks.Set(4, &hidden)
	return goneOn(s, actionProposed{N: 2, Text: "cut it off"})
}

// goneOn is s after some facts by zoe.
func goneOn(s *State, facts ...Fact) *State {
	for _, f := range facts {
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: "zoe", Fact: f, OccurredAt: noon, RecordedAt: noon})
	}
	return s
}

func refusal(s *State, by string, c Command) string {
	_, err := Decide(s, Ask{By: Person{Name: by, Rank: RankResponder}, At: noon.Add(time.Hour)}, c)
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestATaskWaitsForItsProposals: it can be acknowledged before, and done after.
func TestATaskWaitsForItsProposals(t *testing.T) {
	s := goneOn(working(), roleGiven{Role: RoleForensics, To: "lee"})
	set := func(n uint64, to proposalState) {
		p := *s.Decisions.Proposals.At(int(n - 1))
		p.State = to
		s.Decisions.Proposals = s.Decisions.Proposals.Set(int(n-1), &p)
	}
	if got := refusal(s, "lee", ackTask{4}); got != "" {
		t.Error(got)
	}
	for _, step := range []struct {
		n    uint64
		to   proposalState
		want string
	}{
		{1, proposalOpen, "A4 waits for P1, which isn't accepted: it can be acknowledged now, and done when that is decided"},
		{1, proposalAccepted, "A4 waits for P2, which isn't accepted: it can be acknowledged now, and done when that is decided"},
		{2, proposalRejected, "A4 waits for P2, which was rejected: /drop A4 WHY"},
		{2, proposalAccepted, ""},
	} {
		set(step.n, step.to)
		if got := refusal(s, "lee", finishTask{4, "cut off"}); got != step.want {
			t.Errorf("got %q, want %q", got, step.want)
		}
	}
	if got := refusal(s, "lee", giveTask{To: personTo("kim"), After: []Ref{{RefEntry, 1}}, Text: "x"}); !strings.Contains(got, "only for proposals") {
		t.Errorf("a task that waits for an entry: %q", got)
	}
	if got := refusal(s, "lee", giveTask{To: personTo("kim"), After: []Ref{{RefProposal, 2}}, Text: "x"}); got != "" {
		t.Error(got)
	}
}

// TestWhoActsForARoleHoldsItsTasks checks that who holds the role then doesn't.
func TestWhoActsForARoleHoldsItsTasks(t *testing.T) {
	s := goneOn(working(), roleGiven{Role: RoleForensics, To: "lee"})
	s.Team.Acting = map[Role]string{RoleForensics: "mei"}
	if got := refusal(s, "mei", ackTask{4}); got != "" {
		t.Error(got)
	}
	if got := refusal(s, "lee", ackTask{4}); got != "A4 is for forensics (mei): only they can acknowledge it" {
		t.Error(got)
	}
	if got := seenByAll(s).TasksOf("mei"); len(got) != 2 || got[1].N != 4 {
		t.Errorf("mei is to do %v", got)
	}
}

// TestAHiddenTaskIsAnsweredLikeNone asks with every verb that names a task.
func TestAHiddenTaskIsAnsweredLikeNone(t *testing.T) {
	s := working()
	for _, about := range []func(n uint64) Command{
		func(n uint64) Command { return ackTask{n} },
		func(n uint64) Command { return finishTask{n, "x"} },
		func(n uint64) Command { return dropTask{n, "x"} },
		func(n uint64) Command { return extendTask{n, Duration(time.Minute), ""} },
		func(n uint64) Command { return reassignTask{n, personTo("lee"), ""} },
		func(n uint64) Command { return tickItem{Key: "access-cut", Refs: []Ref{{RefTask, n}}} },
		func(n uint64) Command { return answerGate{Question: gatePrivacyKept, Refs: []Ref{{RefTask, n}}} },
	} {
		hidden, missing := refusal(s, "kim", about(5)), refusal(s, "kim", about(9))
		if hidden == "" || strings.ReplaceAll(hidden, "A5", "A9") != missing {
			t.Errorf("%T: hidden %q, missing %q", about(5), hidden, missing)
		}
	}
}

// TestATaskInAClosedStreamIsForItsMembers to give, and to get.
func TestATaskInAClosedStreamIsForItsMembers(t *testing.T) {
	s := working()
	s.Team.Streams = []*Stream{{Name: "forensics", Members: []string{"kim", "mei"}, Closed: true, Seq: 2}, {Name: "press", Seq: 2}}
	give := func(to, stream string) Command {
		return giveTask{To: personTo(to), Stream: stream, Text: "look"}
	}
	if got := refusal(s, "kim", give("mei", "Forensics")); got != "" {
		t.Error(got)
	}
	if got := refusal(s, "lee", give("lee", "press")); got != "" {
		t.Error(got)
	}
	if got, missing := refusal(s, "lee", give("mei", "forensics")), refusal(s, "lee", give("mei", "lunch")); strings.ReplaceAll(got, "forensics", "lunch") != missing {
		t.Errorf("closed %q, missing %q", got, missing)
	}
	if got := refusal(s, "kim", give("lee", "forensics")); !strings.Contains(got, "works outside of forensics") {
		t.Errorf("a task that its holder can't see: %q", got)
	}
	s = goneOn(s, taskGiven{N: 6, To: "mei", Stream: "forensics", Text: "look"})
	if got := refusal(s, "mei", reassignTask{6, personTo("lee"), ""}); !strings.Contains(got, "works outside of forensics") {
		t.Errorf("passed on to who can't see it: %q", got)
	}
	if got := fmt.Sprint(completeFor(s, clearance{work: true}, "/drop A").Words); got != "[A3 A1 A2 A4]" {
		t.Errorf("who isn't in it is offered %s", got)
	}
	if got := fmt.Sprint(s.For(kim).Complete(kim, nil, nil, "/drop A").Words); got != "[A3 A1 A2 A4 A6]" {
		t.Errorf("who is in it is offered %s", got)
	}
}

// TestWhatGoesOnWithATaskIsAsHiddenAsTheTask checks each thing that can go on.
func TestWhatGoesOnWithATaskIsAsHiddenAsTheTask(t *testing.T) {
	s := goneOn(working(), noteAdded{Text: "private"})
	private := *s.Task(4)
	private.Seq = s.Last
	s.Plan.Tasks = s.Plan.Tasks.Set(3, &private)
	for _, f := range []Fact{taskAcked{N: 4}, taskFinished{N: 4}, openTaskDropped{N: 4}, taskExtended{N: 4}, taskReassigned{N: 4}} {
		e := eventOf(f)
		e.Seq = s.Last + 1
		if s.For(Person{Name: "cy", Rank: RankObserver}).Shows(e) || !s.For(kim).Shows(e) {
			t.Errorf("%s is shown to an observer, or to nobody", e.Kind())
		}
	}
}

// TestNonsenseInALogChangesNoTask: another program may have written it.
func TestNonsenseInALogChangesNoTask(t *testing.T) {
	s := working()
	want := fmt.Sprint(tasksOf(s, noon))
	for _, f := range []Fact{
		taskGiven{N: 1, To: "kim", Text: "again"}, taskGiven{N: 99, To: "kim"}, taskGiven{},
		taskAcked{}, taskAcked{1 << 63}, taskFinished{N: 9}, openTaskDropped{N: ^uint64(0)}, taskExtended{N: 9}, taskReassigned{N: 9},
		itemTicked{}, itemUnticked{Key: "no such"}, gateOpened{Question: 200}, checklistOpened{Key: "no such"},
	} {
		s = goneOn(s, f)
		_, _ = s.closeBlockers(noon), s.openChecklists(noon)
	}
	if got := fmt.Sprint(tasksOf(s, noon)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOpenTasksAreBounded(t *testing.T) {
	s := roomFor(actor{}, false)
	give := giveTask{To: personTo("kim"), Text: "look"}
	ana := Person{Name: "ana", Rank: RankManager}
	for s.Task(maxOpenTasks) == nil {
		s = goneOn(s, must(give.decide(s, Ask{By: ana, At: noon}))...)
	}
	if got := refusal(s, "kim", give); !strings.HasPrefix(got, "500 tasks are open") {
		t.Errorf("one more: %q", got)
	}
	s = goneOn(s, taskFinished{N: 7, Result: "x"})
	if got := refusal(s, "kim", give); got != "" {
		t.Error(got)
	}
}

// TestHowATaskIsWritten reads what may stand before its text.
func TestHowATaskIsWritten(t *testing.T) {
	kim := personTo("kim")
	for line, want := range map[string]giveTask{
		"@kim 15m look":                       {To: kim, Within: Duration(15 * time.Minute), Text: "look"},
		"@Kim in forensics 2d after p2,P3 x":  {To: kim, Within: Duration(2 * day), Stream: "forensics", After: []Ref{{RefProposal, 2}, {RefProposal, 3}}, Text: "x"},
		"@kim after P2, P3 x":                 {To: kim, After: []Ref{{RefProposal, 2}, {RefProposal, 3}}, Text: "x"},
		"@kim -- after A2 x":                  {To: kim, Text: "after A2 x"},
		"@kim -- 14:05 alert: look":           {To: kim, Text: "14:05 alert: look"},
		"@kim 1h30m -- 2 days of logs":        {To: kim, Within: Duration(90 * time.Minute), Text: "2 days of logs"},
		"@kim 15min look":                     {To: kim, Within: Duration(15 * time.Minute), Text: "look"},
		"@kim alter P2 x":                     {To: kim, Text: "alter P2 x"},
		"@kim until the restore works, watch": {To: kim, Text: "until the restore works, watch"},
		"@kim by hand":                        {To: kim, Text: "by hand"},
		"@kim after lunch x":                  {To: kim, Text: "after lunch x"},
		"@kim 15m 30m of logs":                {To: kim, Within: Duration(15 * time.Minute), Text: "30m of logs"},
		"@kim 15 hosts":                       {To: kim, Text: "15 hosts"},
		"@kim in forensics in short":          {To: kim, Stream: "forensics", Text: "in short"},
		"forensics look":                      {To: taskAssignee{Role: RoleForensics}, Text: "look"},
		"COM look":                            {To: taskAssignee{Role: RoleCommunications}, Text: "look"},
	} {
		if got, err := ParseVerb("task " + line); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q was read as %+v (%v)", line, got, err)
		}
	}
}

// TestWhatATaskMayMeanIsAskedAbout: its time, its deadline and what it waits for.
func TestWhatATaskMayMeanIsAskedAbout(t *testing.T) {
	for _, line := range []string{"@kim after A2 x", "@kim afer P2 x", "@kim atfer P2,P3 x", "@kim 15 min look", "@kim 2 days of logs", "@kim 14:05 alert", "@kim by tomorrow look", "@kim until Friday look", "@kim until 24:10 look", "@kim by 6 XM look", "@kim 03/04 look"} {
		if c, err := ParseVerb("task " + line); err == nil || !isSentence(err.Error()) {
			t.Errorf("%q was read as %+v (%v)", line, c, err)
		}
	}
	s := working()
	a := Ask{By: Person{Name: "ana", Rank: RankManager}, At: noon}
	events, err := Decide(s, a, must(ParseVerb("task @kim until 18:00 look")))
	if err != nil {
		t.Fatal(err)
	}
	if f := events[0].Fact.(taskGiven); !f.Due.Equal(noon.Add(6*time.Hour)) || f.Within != Duration(6*time.Hour) {
		t.Errorf("the task is due at %s, within %s", f.Due, f.Within)
	}
}

// TestThePromptOffersWhatIsOpen: tasks, keys and questions.
func TestThePromptOffersWhatIsOpen(t *testing.T) {
	s := goneOn(working(), openTaskDropped{N: 1}, checklistOpened{Key: "first-hour"}, phaseSet{To: PhaseContainment})
	s = goneOn(s, entryLabelled{Seq: s.Task(2).Seq, To: labelOf(TLPRed)})
	for line, want := range map[string]string{
		"/ack ":            "A3 A4",
		"/done A4 ":        "",
		"/task f":          "forensics",
		"/task @k":         "@kim",
		"/reassign a3 @k":  "@kim",
		"/reassign A3 leg": "legal",
		"/extend A3 ":      "",
		"/check ":          "access-cut call-open logs-kept",
		"/uncheck ":        "scope-known",
		"/gate v":          "vulnerability-closed",
	} {
		if got := strings.Join(completeFor(s, clearance{work: true}, line).Words, " "); got != want {
			t.Errorf("%q: offers %q, want %q", line, got, want)
		}
	}
}

// TestADeadlineIsNeverLost: whatever looks like the time of a task is taken or asked about.
func TestADeadlineIsNeverLost(t *testing.T) {
	for _, typed := range []string{
		"un" + "till 18:00", "til 18:00", "till 18:00", "'til 18:00", "untl Fri 18:00", "before 18:00", "before noon", "due 18:00", "due: 18:00", "at 18:00", "for 15m", "in 15m", "max 2h", "until: 18:00", "until noon", "until 10:00 3/12", "until 18:00-11", "until 1h30", "by 1830", "until 18:00 Moscow", "until\u00a018:00",
		"1,5h", "0m", "0 h", "15mn", "15 mn", "15minuts", "2 hous", "1h30", "18:00", "tomorrow 09:00", "0930", "noon", "15 m", "23.10", "until last night", "within 0m", "Friday", "5 o’clock",
	} {
		c, err := ParseVerb("task @kim " + typed + " look")
		if refusal := (Refusal{}); !errors.As(err, &refusal) || !isSentence(refusal.Why) || !strings.HasSuffix(refusal.Why, keepHint) {
			t.Errorf("%q is taken as %+v (%v)", typed, c, err)
		}
		kept, err := ParseVerb("task @kim -- " + typed + " look")
		if err != nil || kept.(giveTask).Text != typed+" look" {
			t.Errorf("%q behind -- is %+v (%v)", typed, kept, err)
		}
	}
	for typed, want := range map[string]time.Duration{
		"15m:": 15 * time.Minute, "15m,": 15 * time.Minute, "within 15m": 15 * time.Minute, "within 2 hours": 2 * time.Hour, "1h30m": 90 * time.Minute, "1.5h": 90 * time.Minute, "1 h and 30 min": 0,
	} {
		c, err := ParseVerb("task @kim " + typed + " look")
		if want == 0 && err == nil || want != 0 && (err != nil || time.Duration(c.(giveTask).Within) != want || c.(giveTask).Text != "look") {
			t.Errorf("%q is taken as %+v (%v), want %s", typed, c, err, want)
		}
	}
	for _, text := range []string{"10 hosts to image", "before the change take a snapshot", "at the gateway look", "due to the outage call them", "for noor image it", "max out the log level", "3 hosts look", "still look", "util for the disk", "in-depth look", "2 mailers look", "15 hosts look", "5 users to call", "till receipts look"} {
		if c, err := ParseVerb("task @kim " + text); err != nil || c.(giveTask).Text != text {
			t.Errorf("%q is taken as %+v (%v)", text, c, err)
		}
	}
}
