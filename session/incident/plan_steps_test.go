package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

var someRole, deciderRole = RoleForensics, RoleDecider

// housePlaybook is the playbook of the scripts that ask for one.
var housePlaybook = Playbook{
	Name: "house", Version: "0123456789ab", Span: 7, ActAfter: Duration(15 * time.Minute),
	Exits: []ExitRule{
		{Key: "scope-known", Phase: PhaseTriage, Text: "what is affected is known"},
		{Key: "access-cut", Phase: PhaseContainment, Text: "the attacker has no way in"},
		{Key: "exec-told", Phase: PhaseContainment, Text: "the board knows", Severity: SEV1},
		{Key: "cause-gone", Phase: PhaseEradication, Text: "the cause is gone"},
	},
	Tasks: []TaskRule{
		{Key: "scribe-up", Text: "keep the timeline", Role: RoleScribe},
		{Key: "image", Text: "image what is affected", Role: RoleForensics, Within: Duration(time.Hour), Severity: SEV3},
		{Key: "counsel", Text: "call counsel", Role: RoleLegal, Within: Duration(30 * time.Minute), Severity: SEV2},
		{Key: "press", Text: "prepare a holding line", Role: RoleCommunications, Within: Duration(4 * time.Hour), Severity: SEV1},
	},
	Checklists: []Checklist{
		{Key: "first-hour", Title: "The first hour", On: "declare", Items: []CheckItem{
			{Key: "call-open", Text: "a call is open", Role: RoleManager}, {Key: "logs-kept", Text: "logs are kept", Role: RoleForensics}}},
		{Key: "major", Title: "A major incident", On: "declare", Severity: SEV2, Items: []CheckItem{
			{Key: "rota", Text: "the next shift is named", Role: RoleDeputy}}},
		{Key: "containing", Title: "Containing", On: "containment", Items: []CheckItem{
			{Key: "ram-kept", Text: "memory is captured first", Role: RoleForensics}}},
	},
	Cadence:    []CadenceRule{{Severity: SEV2, Every: Duration(30 * time.Minute)}, {Every: Duration(4 * time.Hour)}},
	Escalation: []EscalationRule{{Severity: SEV2, After: Duration(time.Hour), Call: "the CISO"}, {After: Duration(day), Call: "the owner"}},
	Severities: []SeverityRule{{Impact: LevelHigh, Urgency: LevelHigh, Severity: SEV1}},
}

// smallPlaybook asks for next to nothing.
var smallPlaybook = Playbook{
	Name: "small", Version: "ba9876543210",
	Exits:      []ExitRule{{Key: "scope-known", Phase: PhaseTriage, Text: "what is affected is known"}},
	Checklists: []Checklist{{Key: "sorting", Title: "Sorting it out", On: "triage", Items: []CheckItem{{Key: "who-saw", Text: "who saw it is named"}}}},
}

// shuttingPlaybook has a list for a shutdown, with what is to be done before it.
var shuttingPlaybook = Playbook{
	Name: "shutting", Version: "0123456789ab",
	Checklists: []Checklist{{Key: "dr", Title: "Disaster recovery", On: "shutdown", Items: []CheckItem{
		{Key: "users-told", Text: "users are told"}, {Key: "memory", Text: "memory is captured", Role: RoleForensics, Before: "shutdown"},
	}}},
}

// strictPlaybook asks for proof of what is ticked.
var strictPlaybook = Playbook{
	Name: "strict", Version: "0123456789ab",
	Exits: []ExitRule{
		{Key: "scope-known", Phase: PhaseTriage, Text: "what is affected is known", Wants: WantsEntry},
		{Key: "loss-taken", Phase: PhaseTriage, Text: "the loss is accepted", Role: &deciderRole, Wants: WantsDecision},
		{Key: "image-made", Phase: PhaseTriage, Text: "an image is made", Wants: WantsTask},
	},
}

// callingPlaybook asks for calls with proof, and for some of it before a shutdown.
var callingPlaybook = Playbook{
	Name: "calling", Version: "0123456789ab",
	Exits: []ExitRule{
		{Key: "image-made", Phase: PhaseTriage, Text: "an image is made", Before: "shutdown"},
		{Key: "keys-kept", Phase: PhaseTriage, Text: "the keys in memory are kept", Before: "shutdown", When: Condition{Not: &Match{Kinds: KindOutage}}},
		{Key: "users-know", Phase: PhaseContainment, Text: "users know", Before: "shutdown", Wants: WantsDecision},
	},
	Checklists: []Checklist{
		{Key: "dr", Title: "Disaster recovery", On: "shutdown", Items: []CheckItem{
			{Key: "memory", Text: "memory is captured", Before: "shutdown", When: Condition{Not: &Match{Kinds: KindOutage}}}}},
	},
	Escalation: []EscalationRule{
		{After: Duration(time.Hour), Call: "the CISO", Wants: WantsEntry},
		{After: Duration(2 * time.Hour), Call: "the insurer", Wants: WantsDecision},
		{After: Duration(3 * time.Hour), Call: "the owner"},
	},
}

// callFirstPlaybook asks for a call before a shutdown.
var callFirstPlaybook = Playbook{
	Name: "callfirst", Version: "0123456789ab",
	Escalation: []EscalationRule{
		{After: Duration(time.Hour), Call: "the owner", Before: "shutdown"},
		{After: Duration(time.Hour), Call: "the insurer", Before: "shutdown", When: Condition{Match: Match{Kinds: KindRansom}}},
	},
}

// timedPlaybook asks by a time.
var timedPlaybook = Playbook{
	Name: "timed", Version: "0123456789ab",
	Exits: []ExitRule{
		{Key: "scope-known", Phase: PhaseTriage, Text: "what is affected is known", Within: Duration(time.Hour)},
		{Key: "loss-taken", Phase: PhaseTriage, Text: "the loss is accepted", Role: &deciderRole, Wants: WantsDecision, Within: Duration(2 * time.Hour)},
		{Key: "owner-told", Phase: PhaseTriage, Text: "the owner knows"},
		{Key: "access-cut", Phase: PhaseContainment, Text: "the attacker has no way in", Within: Duration(30 * time.Minute)},
	},
	Checklists: []Checklist{
		{Key: "data", Title: "Data", On: "declare", When: Condition{Match: Match{Kinds: KindData}}, Items: []CheckItem{
			{Key: "copies-down", Text: "copies are taken down", Role: RoleLead, Within: Duration(15 * time.Minute)},
			{Key: "people-told", Text: "the people know", Role: RoleLegal}}},
		{Key: "dr", Title: "Disaster recovery", On: "shutdown", Items: []CheckItem{
			{Key: "users-told", Text: "users are told", Role: RoleCommunications, Within: Duration(10 * time.Minute)}}},
	},
}

var noDrill = false

// kindsPlaybook asks by kind, spread and the rest.
var kindsPlaybook = Playbook{
	Name: "kinds", Version: "0123456789ab",
	Upkeep: Upkeep{Owner: "noor", Edition: "3", ApprovedBy: "ana", Reviewed: noon.AddDate(0, -1, 0), ReviewEvery: Duration(90 * day), LastDrilled: noon.AddDate(0, -2, 0)},
	Roster: []RosterRule{{Role: RoleLegal, Ask: []string{"zoe", "team counsel"}}, {Role: RoleScribe, Ask: []string{"mei"}}},
	Exits: []ExitRule{
		{Key: "scope-known", Phase: PhaseTriage, Text: "what is affected is known"},
		{Key: "access-cut", Phase: PhaseTriage, Text: "the attacker's access is cut", When: Condition{Not: &Match{Kinds: KindOutage | KindLostDevice}}},
		{Key: "people-told", Phase: PhaseTriage, Text: "it is known whose data it is", When: Condition{Match: Match{PersonalData: []Touched{TouchedYes}}}},
		{Key: "house-warned", Phase: PhaseTriage, Text: "the whole house is warned", When: Condition{Match: Match{Spread: SpreadHouse, Drill: &noDrill}}},
		{Key: "secrets-out", Phase: PhaseReview, Text: "what is secret is accounted for", When: Condition{Match: Match{Classes: []string{"confidential", "secret"}}}},
	},
	Tasks: []TaskRule{
		{Key: "counsel", Text: "call counsel", Role: RoleLegal, Severity: SEV4, When: Condition{Match: Match{PersonalData: []Touched{TouchedYes, TouchedUnknown}, Kinds: KindData | KindRansom}}},
		{Key: "suppliers", Text: "call the suppliers", Role: RoleCommunications, When: Condition{Match: Match{Spread: SpreadBeyond}}},
		{Key: "sweep", Text: "sweep for what the attacker left", Role: RoleForensics, When: Condition{Match: Match{Phases: []Phase{PhaseEradication}}}},
		{Key: "hush", Text: "say who may not know", Role: RoleManager, When: Condition{Match: Match{Scope: ScopeConfidential}}},
		{Key: "vault", Text: "count what is in the vault", Role: RoleLead, When: Condition{Match: Match{Classes: []string{"confidential"}}}},
	},
	Checklists: []Checklist{
		{Key: "ransom", Title: "Ransom", On: "declare", When: Condition{Match: Match{Kinds: KindRansom}}, Items: []CheckItem{
			{Key: "backups-off", Text: "backups are off the network", Role: RoleLead},
			{Key: "insurer", Text: "the insurer is told", Role: RoleLegal, Severity: SEV2}}},
	},
	Cadence:    []CadenceRule{{When: Condition{Match: Match{Spread: SpreadBeyond}}, Every: Duration(time.Hour)}, {Every: Duration(4 * time.Hour)}},
	Escalation: []EscalationRule{{When: Condition{Match: Match{Kinds: KindRansom}}, After: Duration(time.Hour), Call: "the insurer"}},
	FixWithin:  []FixRule{{SEV2, Duration(day)}},
}

// workSteps are the steps about tasks and what must be so:
//
//	playbook house     the playbook that is in force from here on; none for none
//	tasks, load        all tasks as they stand; who has how much to do
//	criteria           of the present phase
//	checklists         those that are open
//	due                what comes due next, and what is late
//	checks             what is to be ticked, as show tells it
//	gate               whether it must be answered, and what is open
//	outstanding        what must be settled before closing
//	told to decide     what the asker's brief tells under that label
func workSteps() map[string]func(r *run, rest string) {
	return map[string]func(r *run, rest string){
		"calls": func(r *run, _ string) {
			read := Reader{Now: r.ask.At, Stamp: stampUTC}
			var lines []string
			for _, e := range seenByAll(r.state).Escalations(r.ask.At) {
				lines = append(lines, read.escalationText(e))
			}
			r.tell("calls", lines)
		},
		"due":    func(r *run, _ string) { r.tell("due", r.part("due_next")) },
		"checks": func(r *run, _ string) { r.tell("checks", r.part("checks")) },
		"playbook": func(r *run, name string) {
			books := map[string]*Playbook{"house": &housePlaybook, "small": &smallPlaybook, "strict": &strictPlaybook, "kinds": &kindsPlaybook, "shutting": &shuttingPlaybook, "timed": &timedPlaybook, "calling": &callingPlaybook, "callfirst": &callFirstPlaybook}
			rules := *r.ask.rules()
			rules.Playbook = books[name]
			r.ask.Rules = &rules
		},
		"tasks":       func(r *run, _ string) { r.tell("tasks", tasksOf(r.state, r.ask.At)) },
		"load":        func(r *run, _ string) { r.tell("load", loadOf(r.state, r.ask.At)) },
		"criteria":    func(r *run, _ string) { r.tell("criteria", criteriaOf(r.state)) },
		"checklists":  func(r *run, _ string) { r.tell("checklists", checklistsOf(r.state)) },
		"gate":        func(r *run, _ string) { r.tell("gate", gateOf(r.state, r.ask.At)) },
		"outstanding": func(r *run, _ string) { r.tell("outstanding", outstandingOf(r.state, r.ask.At)) },
		"told": func(r *run, label string) {
			told := r.state.For(r.ask.By).Brief(Reader{Name: r.ask.By.Name, Now: r.ask.At, Stamp: stampUTC}).told(label)
			r.tell("", []string{fmt.Sprintf("%s is told %s: %s", r.ask.By.Name, label, told)})
		},
	}
}

// part tells all rows of the part of a brief that has a key in JSON.
func (r *run) part(key string) (lines []string) {
	for _, part := range seenByAll(r.state).Brief(Reader{Now: r.ask.At, Stamp: stampUTC}) {
		for row := range part.All() {
			if part.Key == key {
				lines = append(lines, row.Text())
			}
		}
	}
	return lines
}

func tasksOf(s *State, now time.Time) []string {
	var lines []string
	for _, t := range s.Plan.Tasks.All() {
		state := enumName(t.State, "open", "acknowledged", "done", "dropped")
		switch {
		case t.Overdue(now):
			state += " OVERDUE"
		case t.DueSoon(now):
			state += " soon"
		}
		if !t.Due.IsZero() {
			state += " due " + t.Due.Format("15:04")
		}
		if t.Result != "" {
			state += " “" + t.Result + "”"
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s [%s]", t.Ref(), assigneeText(s, t), t.Text, state))
	}
	var open []string
	for _, t := range s.openTasks() {
		open = append(open, t.Ref().String())
	}
	return append(lines, "open, by when they are due: "+strings.Join(open, " "))
}

func loadOf(s *State, now time.Time) []string {
	var lines []string
	for _, w := range seenByAll(s).Load(s.openTasks(), now) {
		lines = append(lines, fmt.Sprintf("%q %d open, %d overdue, first %s", w.Name, w.Open, w.Overdue, seenByAll(s).TasksOf(w.Name)[0].Ref()))
	}
	return lines
}

func tickOf(met bool, key, text string, tick Tick) string {
	mark := "[x]"
	switch {
	case tick.NotNeeded:
		mark = "[-]"
	case !met:
		return fmt.Sprintf("[ ] %s: %s", key, text)
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s: %s (%s %s) %s", mark, key, text, tick.Who(), refList(tick.Refs), tick.Note))
}

func criteriaOf(s *State) []string {
	lines := []string{"to leave " + s.Status.Phase.String()}
	for _, c := range s.criteria(s.Status.Phase, time.Time{}) {
		lines = append(lines, tickOf(c.Met, c.Rule.Key, c.Rule.Text, c.Tick)+becauseOf(c.Because))
	}
	return lines
}

func checklistsOf(s *State) []string {
	var lines []string
	for _, list := range s.openChecklists(time.Time{}) {
		lines = append(lines, list.Title+becauseOf(list.Because))
		for _, item := range list.Items {
			lines = append(lines, tickOf(item.Met, item.Key, item.Text, item.Tick)+becauseOf(item.Because))
		}
	}
	return lines
}

func gateOf(s *State, now time.Time) []string {
	lines := []string{fmt.Sprintf("applies: %v, open: %d", s.Status.gatedBy > 0, len(s.gateOpen(now)))}
	left := unanswered(s, now)
	for _, q := range gateQuestions() {
		tick := s.Plan.Gate[q]
		lines = append(lines, tickOf(!slices.Contains(left, q), q.String(), q.Question(), tick))
	}
	return lines
}

func outstandingOf(s *State, now time.Time) []string {
	lines := []string{}
	for _, m := range s.closeBlockers(now) {
		lines = append(lines, fmt.Sprintf("%s | %s | %s", m.Name(), m.What, m.Do))
	}
	return append(lines, plural(len(lines), "thing"))
}

// anyWork is some command about tasks and gates, sensible or not.
func anyWork(c chance, who, text string) Command {
	n := uint64(c.IntN(5))
	to := taskAssignee{typedPerson: named(who), Role: Role(c.IntN(12))}
	box := []Duration{0, Duration(time.Minute), Duration(100 * day), -1}[c.IntN(4)]
	refs := [][]Ref{nil, {{RefEntry, 1}}, {{RefProposal, n}}, {{RefEvidence, 7}}, {{'\x1b', n}}, {{RefTask, 1<<63 + n}}, make([]Ref, 30)}[c.IntN(7)]
	key := []string{"scope-known", "access-cut", "call-open", "", "\x1b[2J", "skope-known"}[c.IntN(6)]
	when := []typedTime{{}, whenAgo(time.Hour), whenAt(noon.Add(-time.Hour)), whenClock("99:99")}[c.IntN(4)]
	question := gateQuestion(c.IntN(7))
	return []Command{
		giveTask{To: to, Within: box, Stream: []string{"", text}[c.IntN(2)], After: refs, Text: text},
		giveTask{To: to, Text: "look"}, ackTask{n}, finishTask{n, text}, dropTask{n, text},
		extendTask{n, box, text}, reassignTask{n, to, text}, tickItem{Key: key, NotNeeded: c.IntN(3) == 0, Refs: refs, Note: text, Kept: c.IntN(2) == 0}, untickItem{key, text},
		answerGate{Question: question, Restore: when, Refs: refs, Note: text, NotNeeded: c.IntN(3) == 0, Also: []gateQuestion{gateTargetsHold}[:c.IntN(2)]}, openGate{question, text},
	}[c.IntN(11)]
}
