package incident

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// decidingSteps are the steps of scripts about proposals, decisions and
// changes:
//
//	twokeys eject close    the acts that wait for a second key
//	key SHA256:ana         the key that the asker uses from here on
//	proposals, decisions, changes, objections, targets   what is compared
//	awaits                 the decisions that wait for the asker's key
func decidingSteps() map[string]func(r *run, rest string) {
	return map[string]func(r *run, rest string){
		"twokeys": func(r *run, rest string) {
			rules := *r.ask.rules()
			rules.TwoKeys = must(ParseTwoKeys(strings.Fields(rest)))
			r.ask.Rules = &rules
		},
		"key":        func(r *run, rest string) { r.ask.By.Key = rest },
		"proposals":  func(r *run, _ string) { r.tell("proposals", proposalsOf(r.state)) },
		"objections": func(r *run, _ string) { r.tell("objections", objectionsOf(r.state)) },
		"decisions":  func(r *run, _ string) { r.tell("decisions", decisionsOf(r.state.Decisions.All.All())) },
		"awaits": func(r *run, _ string) {
			r.tell(r.ask.By.Name+" is awaited by", decisionsOf(slices.All(r.state.For(r.ask.By).AwaitsKey(r.ask.By))))
		},
		"changes": func(r *run, _ string) { r.tell("changes", changesOf(r.state)) },
		"targets": func(r *run, _ string) { r.tell("targets", targetsOf(r.state, r.ask.At)) },
	}
}

func proposalsOf(s *State) []string {
	var lines []string
	for _, p := range s.Decisions.Proposals.All() {
		lines = append(lines, fmt.Sprintf("P%d %s by %s, for it %v, D%d: %s", p.N, p.State, p.By, p.Supporters, p.Decision, p.Text))
		for _, o := range p.Objections {
			lines = append(lines, fmt.Sprintf("  %s: %q, answered %q by %q", o.By, o.Why, o.Answer, o.Answered.By))
		}
	}
	return lines
}

func objectionsOf(s *State) []string {
	var lines []string
	for _, o := range seenByAll(s).OpenObjections() {
		lines = append(lines, fmt.Sprintf("P%d %s %s: %s", o.Proposal.N, o.Proposal.State, o.By, o.Why))
	}
	return lines
}

func decisionsOf(all func(func(int, *Decision) bool)) []string {
	var lines []string
	for _, d := range all {
		var signers []string
		for _, signer := range d.Signers {
			signers = append(signers, signer.Name)
		}
		lines = append(lines, strings.TrimRight(fmt.Sprintf("D%d %s %s go:%v P%d, %s answers, %d keys %v: %s %s",
			d.N, d.Kind, d.State, d.Go, d.Proposal, d.Accountable, d.Keys, signers, d.Text, d.Act), " "))
	}
	return lines
}

func changesOf(s *State) []string {
	var lines []string
	for _, c := range s.Decisions.Changes.All() {
		lines = append(lines, fmt.Sprintf("C%d by %s: %q, to undo %q, undone %v %q", c.N, c.By, c.Text, c.Undo, !c.Undone.IsZero(), c.Undoing.Why))
	}
	return lines
}

func targetsOf(s *State, now time.Time) []string {
	lines := []string{}
	if !s.Status.whole.ShutDown.IsZero() {
		lines = append(lines, "shut down at "+s.Status.whole.ShutDown.Format(time.RFC3339))
	}
	for _, c := range seenByAll(s).Targets(now) {
		lines = append(lines, fmt.Sprintf("%s RTO %s by %s, RPO %s from %s, by %v",
			c.System, c.RTO, c.Deadline.Format(time.RFC3339), c.RPO, c.Restore.Format(time.RFC3339), c.By))
	}
	return lines
}

// anyDeciding are commands about proposals, decisions and changes, sensible or
// not.
func anyDeciding(c chance, who, text string) []Command {
	n := uint64(c.IntN(6))
	until := []typedEnd{{}, {whenClock("18:00")}, {whenClock("99:99")}, endIn(time.Hour), endIn(-time.Hour), {whenAt(noon)}, endIn(1 << 62)}[c.IntN(7)]
	return []Command{
		proposeAction{text}, objectTo{n, text}, supportProposal{n, text}, answerObjection{n, named(who), text},
		makeDecision{n, c.IntN(2) == 0, text, named(who)}, makeDecision{Text: text}, makeDecision{Proposal: n, By: named(who)},
		setTradeOff{Target: "RTO db", Old: text, New: "6h", Until: until, Why: text, By: named(who)},
		confirmDecision{n, text, n == 2}, confirmDecision{N: n}, withdrawItem{Ref{RefProposal, n}, text}, withdrawItem{Ref{RefDecision, n}, text},
		withdrawItem{Ref{byte(n), n}, text}, makeChange{text, text}, undoChange{n, text},
	}
}

// after is a script that was played, without comparing.
func after(t *testing.T, script string) *run {
	t.Helper()
	r := newRun(t)
	r.play(script)
	return r
}

func TestWhatALineAboutDecidingMeans(t *testing.T) {
	for line, want := range map[string]Command{
		"/decide restore tonight":                  makeDecision{Text: "restore tonight"},
		"/decide P2 go":                            makeDecision{Proposal: 2},
		"/decide p2 NO  too late  ":                makeDecision{Proposal: 2, No: true, Text: "too late"},
		"/decide P2 go --by @ana after 18:00":      makeDecision{Proposal: 2, Text: "after 18:00", By: named("ana")},
		"/decide P2 go after 18:00 --by Ana":       makeDecision{Proposal: 2, Text: "after 18:00", By: named("ana")},
		"/decide --by ana restore\ntonight":        makeDecision{Text: "restore\ntonight", By: named("ana")},
		"/decide drop --bypass rules":              makeDecision{Text: "drop --bypass rules"},
		"/answer P2 @kim so be it":                 answerObjection{N: 2, Who: named("kim"), Text: "so be it"},
		"/answer P2 so be it":                      answerObjection{N: 2, Text: "so be it"},
		"/change x--y -- z -- w":                   makeChange{"x--y", "z -- w"},
		"/withdraw d3 why":                         withdrawItem{Ref{RefDecision, 3}, "why"},
		"/tradeoff RTO a: 1h->2h":                  setTradeOff{Target: "RTO a", Old: "1h", New: "2h"},
		"/tradeoff --by kim RTO a: 1h -> 2h":       setTradeOff{Target: "RTO a", Old: "1h ", New: " 2h", By: named("kim")},
		"/tradeoff a: b -> c until 2d  because  d": setTradeOff{Target: "a", Old: "b ", New: " c", Until: endIn(48 * time.Hour), Why: "d"},
	} {
		if got, err := Parse(line); err != nil || got != want {
			t.Errorf("%q means %#v (%v), want %#v", line, got, err, want)
		}
	}
}

// TestWhatMayStandForASeparatorIsAskedAbout puts what phones, editors and haste make of "--"
// and of an arrow where the sign separates: it is read or asked about, never text.
func TestWhatMayStandForASeparatorIsAskedAbout(t *testing.T) {
	for _, text := range []string{
		"x — undo y", "x – undo y", "x — put y back", "— undo y", "x ― y", "x −− y", "x --- y", "x –- y", "x —undo y", "x —undo: y", "x --undo y", "x -undo y", "x –undo y",
		"x --udno y", "x - undo y", "x-- undo y", "x— undo y", "x—undo y", "x--undo y", "x --rollback y", "x, undo: y", "x (undo: y)", "x -- ", "x --", "x\n--\n",
	} {
		_, err := Parse("/change " + text)
		var refusal Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Why, "how to undo it") || !isSentence(refusal.Why) {
			t.Errorf("/change %s: %v", text, err)
		}
	}
	for text, want := range map[string]makeChange{
		"x -- undo y":                      {"x", "undo y"},
		"x\n--\nundo y":                    {"x", "undo y"},
		"x — quickly -- undo y":            {"x — quickly", "undo y"},
		"ran aws --role ci --no-undo-log":  {Text: "ran aws --role ci --no-undo-log"},
		`pasted "—" and "--undo" into it`:  {Text: `pasted "—" and "--undo" into it`},
		"moved db-01 - the old one - away": {Text: "moved db-01 - the old one - away"},
		"undo of the patch, a well-known":  {Text: "undo of the patch, a well-known"},
		"reset 10–12 nodes":                {Text: "reset 10–12 nodes"},
	} {
		if got, err := Parse("/change " + text); err != nil || got != want {
			t.Errorf("/change %s: %#v, %v", text, got, err)
		}
	}
	for _, arrow := range []string{"->", "→", "=>", "-->", "–>", "—>", "==>", "⇒", "➜", "⟶"} {
		want := setTradeOff{Target: "RTO db", Old: "1h", New: "2h"}
		if got, err := Parse("/tradeoff RTO db: 1h" + arrow + "2h"); err != nil || got != want {
			t.Errorf("%s: %#v, %v", arrow, got, err)
		}
	}
	for _, by := range []string{"-by ana", "—by ana", "— by ana", "-- by ana", "––by ana"} {
		if got, err := Parse("/decide restore tonight " + by); err == nil {
			t.Errorf("/decide … %s: %#v", by, got)
		}
	}
	for _, mark := range []string{"--", "–", "—"} {
		if got, err := Parse("/fact " + mark + " 14:05 is when it began"); err != nil || got != (addFact{Text: "14:05 is when it began"}) {
			t.Errorf("/fact %s 14:05: %#v, %v", mark, got, err)
		}
	}
}

// TestWhatAPromptOffersOfDeciding offers what is open: not what is settled.
func TestWhatAPromptOffersOfDeciding(t *testing.T) {
	r := after(t, `as ana manager
declare db down
join
propose one
propose two
propose three
object P2 no
decide P2 no
withdraw P3
as kim responder
decide wait
as ana
decide wait no more
change one
change two
undo C2`)
	for line, want := range map[string]string{
		"/support ": "P2 P1", "/object p1": "P1", "/decide ": "P2 P1", "/decide P1 ": "go no", "/decide P1 go @a": "@ana",
		"/confirm ": "D2", "/withdraw ": "P2 P1 D2", "/undo ": "C1", "/answer P2 ": "@ana @kim", "/tradeoff ": "RTO RPO", "/tradeoff RTO ": "",
	} {
		if got := strings.Join(r.state.For(Person{Name: "ana", Rank: RankManager}).Complete(Person{Name: "ana", Rank: RankManager}, nil, nil, line).Words, " "); got != want {
			t.Errorf("%q: offers %q, want %q", line, got, want)
		}
	}
}

// TestWhoDecidesHere: the decider before the manager, who acts before who is
// away, and who asks before another who may as well.
func TestWhoDecidesHere(t *testing.T) {
	roles := map[Role]string{RoleManager: "ana", RoleDeputy: "raj", RoleDecider: "noor"}
	manager := map[Role]string{RoleManager: "ana"}
	for _, c := range []struct {
		roles, acting map[Role]string
		asks, want    string
	}{
		{roles, nil, "kim", "noor"}, {roles, nil, "ana", "noor"}, {roles, nil, "noor", "noor"},
		{manager, nil, "kim", "ana"}, {nil, nil, "kim", ""}, {nil, nil, "", ""},
		{roles, map[Role]string{RoleDecider: "lee"}, "kim", "lee"}, {roles, map[Role]string{RoleDecider: "lee"}, "noor", "noor"},
		{manager, map[Role]string{RoleManager: "raj"}, "kim", "raj"}, {nil, map[Role]string{RoleManager: "raj"}, "raj", "raj"},
	} {
		s := State{Team: Team{Roles: c.roles, Acting: c.acting}}
		if got, err := decider(&s, c.asks); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%v, acting %v: %q who asks has %q (%v), want %q", c.roles, c.acting, c.asks, got, err, c.want)
		}
	}
}

// TestAPendingCloseIsKnownAsOne: a closing gate must not count it as open work.
func TestAPendingCloseIsKnownAsOne(t *testing.T) {
	r := after(t, "as ana manager\ndeclare db down\ntwokeys eject close\nclose benign restored\neject @kim on leave\ndecide close the office --by ana")
	var closes []bool
	for _, d := range r.state.Decisions.All.All() {
		closes = append(closes, d.Closes())
	}
	if !slices.Equal(closes, []bool{true, false, false}) || len(r.state.pendingDecisions()) != 2 {
		t.Errorf("which decisions close: %v, of which %d wait", closes, len(r.state.pendingDecisions()))
	}
}

func TestADecisionSaysWhoseKeyItWaitsFor(t *testing.T) {
	r := after(t, "as ana manager\ndeclare db down\nas noor manager\njoin\nas ana\ntwokeys eject\neject @kim on leave\ndecide close the office --by noor")
	var says []string
	for _, d := range r.state.Decisions.All.All() {
		says = append(says, d.WaitsFor())
	}
	if !slices.Equal(says, []string{"waits for a second key", "waits for noor's key"}) {
		t.Errorf("they say %q", says)
	}
}

// TestWhatWaitsReadsBackAsTheSameAct: the line that a second person confirms
// must not mean anything else than what the first asked for.
func TestWhatWaitsReadsBackAsTheSameAct(t *testing.T) {
	for _, c := range []needsKeys{
		ejectPerson{named("kim"), "key in the wild"}, ejectPerson{Who: named("kim")}, ejectPerson{named("kim"), "@lee --by ana"}, closeIncident{}, closeIncident{Verdict: VerdictBenign, Result: "restored"}, closeIncident{Verdict: VerdictFalseAlarm, Result: "enough", Override: true},
		setSystemState{To: SystemShutdown, Why: "the build farm"},
	} {
		back, err := ParseVerb(c.guardedAct().line)
		if err != nil || !reflect.DeepEqual(back, Command(c)) {
			t.Errorf("%+v comes back as %+v (%v)", c, back, err)
		}
	}
	if line := (ejectPerson{named("kim"), " two\nlines "}).guardedAct().line; line != "eject @kim two lines" {
		t.Errorf("the line is %q", line)
	}
	if _, err := ParseTwoKeys([]string{"close", "say"}); err == nil {
		t.Error("a house can ask for two keys to chat")
	}
}

// TestAForeignActIsNotCarriedOut: another program may have written any line
// into a decision, and confirming it must not run that.
func TestAForeignActIsNotCarriedOut(t *testing.T) {
	for _, line := range []string{"say hello", "confirm D1", "state degraded", "", "no such verb", "sev 1"} {
		s := roomFor(actor{}, false)
		for i, f := range []Fact{
			decisionMade{N: 2, Kind: decisionAct, Act: line, Accountable: "kim", Keys: 2, Signed: true},
			decisionMade{N: 9, Text: "a number that is not next"}, decisionConfirmed{N: 77}, pendingDecisionWithdrawn{N: 77},
		} {
			s = Fold(s, &Event{Seq: s.Last + 1, By: "kim", Key: "SHA256:kim", OccurredAt: noon.Add(time.Duration(i)), Fact: f})
		}
		if n := s.Decisions.All.Len(); n != 2 {
			t.Errorf("%d decisions were taken over", n)
		}
		ana := crowd[0]
		if _, err := Decide(s, Ask{By: ana, At: noon}, confirmDecision{N: 2}); err == nil || len(s.For(ana).AwaitsKey(ana)) != 1 {
			t.Errorf("%q: %v, ana is awaited by %d", line, err, len(s.For(ana).AwaitsKey(ana)))
		}
	}
}

// TestTheSameKeyCannotConfirm: two names on one key are one key.
func TestTheSameKeyCannotConfirm(t *testing.T) {
	r := after(t, "as ana manager\ndeclare db down\nas noor manager\njoin\nas kim responder\njoin\nas ana\ntwokeys eject\neject @kim")
	for key, may := range map[string]bool{"SHA256:ana": false, "SHA256:noor": true} {
		noor := Person{Name: "noor", Rank: RankManager, Key: key}
		if _, err := Decide(r.state, Ask{By: noor, At: r.ask.At}, confirmDecision{N: 1}); (err == nil) != may {
			t.Errorf("noor with %s: %v", key, err)
		}
		if waits := len(r.state.For(noor).AwaitsKey(noor)) == 1; waits != may {
			t.Errorf("noor with %s is asked for it: %v", key, waits)
		}
	}
}

// TestAShutdownOpensItsChecklists checks that they open once, as far as the severity
// asks for them.
func TestAShutdownOpensItsChecklists(t *testing.T) {
	s := roomFor(actor{}, false) // SEV3
	s.Plan.Playbook = &Playbook{Checklists: []Checklist{
		{Key: "dr", On: "shutdown", Severity: SEV3}, {Key: "dr-all", On: "shutdown"}, {Key: "dr-major", On: "shutdown", Severity: SEV2},
		{Key: "first", On: "declare"}, {Key: "open", On: "shutdown"},
	}}
	s.Plan.Opened = []string{"open"}
	zoe := Person{Name: "zoe", Rank: RankManager, Key: "SHA256:zoe"}
	events, err := Decide(s, Ask{By: zoe, At: noon}, setSystemState{To: SystemShutdown, Why: "payments"})
	if err != nil {
		t.Fatal(err)
	}
	before := fmt.Sprint(s.Plan.Opened)
	for _, e := range events {
		s = Fold(Fold(s, e), e) // twice opens nothing twice
	}
	if got := fmt.Sprint(s.Plan.Opened); got != "[open dr dr-all]" || before != "[open]" {
		t.Errorf("open are %s, before %s", got, before)
	}
}

// TestTargetsSinceTheShutdown reads the clocks of recovery from the sheets and
// from the trade-offs that hold.
func TestTargetsSinceTheShutdown(t *testing.T) {
	script := `as ana manager
declare payments down
at 14:00
state shutdown payments-api
%s`
	for _, c := range []struct{ why, lines, at, want string }{
		{"of the sheets", "", "14:30", "api RTO 1h0m0s by 15:00, RPO 15m0s from 13:45 []; batch RTO 0s by none, RPO 24h0m0s from 14:00 []"},
		{"readjusted", "as kim responder\ntradeoff RTO payments-api: 1h -> 6h by agreement", "14:30", "api RTO 1h0m0s"},
		{"readjusted", "tradeoff rto, Payments-API: 1h -> 6h", "14:30", "api RTO 6h0m0s by 20:00, RPO 15m0s from 13:45 [2]"},
		{"for a time", "tradeoff RTO payments-api: 1h -> 6h until 16:00", "15:59", "api RTO 6h0m0s by 20:00"},
		{"for a time that is over", "tradeoff RTO payments-api: 1h -> 6h until 16:00", "16:00", "api RTO 1h0m0s by 15:00"},
		{"to a moment", "tradeoff RTO payments-api: 1h -> whatever until 16:00", "15:00", "api RTO 2h0m0s by 16:00"},
		{"in days", "tradeoff RPO payments-api: 15m -> 2d", "15:00", "api RTO 1h0m0s by 15:00, RPO 48h0m0s from 14:00 [2]"},
		{"not confirmed", "as kim responder\ntradeoff RTO payments-api: 1h -> 6h", "15:00", "api RTO 1h0m0s"},
		{"of another system", "tradeoff RTO payments: 1h -> 6h", "15:00", "api RTO 1h0m0s"},
		{"once more", "tradeoff RTO payments-api: 1h -> 6h\ntradeoff RTO payments-api: 6h -> 8h", "15:00", "api RTO 8h0m0s by 22:00, RPO 15m0s from 13:45 [3]"},
		{"quarantined", "state system quarantined the rack", "14:30", "api RTO 1h0m0s"},
		{"back", "state restored it answers", "14:30", ""},
	} {
		r := after(t, fmt.Sprintf(script, c.lines))
		r.step(0, "at "+c.at)
		s := *r.state
		s.Affected.Systems = []*System{
			{Sheet: &Sheet{Name: "payments-api", RTO: Duration(time.Hour), RPO: Duration(15 * time.Minute)}, Seq: 1},
			{Sheet: &Sheet{Name: "batch", RPO: Duration(24 * time.Hour)}, Seq: 1}, {Sheet: &Sheet{Name: "wiki"}, Seq: 1}, {Seq: 1},
		}
		if got := targetLine(seenByAll(&s).Targets(r.ask.At)); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

// seenByAll is s as somebody sees it from whom no label hides anything.
func seenByAll(s *State) View { return View{s, clearance{work: true, red: true}} }

// TestATargetTellsNothingOfATradeOffThatIsHidden: whoever may not know of a trade-off
// is shown the target of the system's sheet.
func TestATargetTellsNothingOfATradeOffThatIsHidden(t *testing.T) {
	r := after(t, "as ana manager\ndeclare payments down\nat 14:00\nstate shutdown payments-api\ntradeoff RTO payments-api: 1h -> 6h")
	r.step(0, fmt.Sprintf("tlp #%d RED", r.state.Decisions.All.At(1).Seq))
	s := *r.state
	s.Affected.Systems = []*System{{Sheet: &Sheet{Name: "payments-api", RTO: Duration(time.Hour)}, Seq: 1}}
	cy := Person{Name: "cy", Rank: RankObserver}
	if d := s.Decisions.All.At(1); s.For(cy).Shows(s.Entry(d.Seq).Event) || d.Kind != decisionTradeOff {
		t.Fatalf("the trade-off is in sight: %+v", d)
	}
	for name, c := range map[string]struct {
		view View
		want string
	}{
		"cy":          {s.For(cy), "api RTO 1h0m0s by 15:00"},
		"whoever may": {seenByAll(&s), "api RTO 6h0m0s by 20:00"},
	} {
		if got := targetLine(c.view.Targets(r.ask.At)); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	s.Affected.Systems[0].Seq = s.Decisions.All.At(1).Seq
	if got := s.For(cy).Targets(r.ask.At); len(got) != 0 {
		t.Errorf("the target of a system that is hidden: %v", got)
	}
}

func targetLine(clocks []TargetClock) string {
	var lines []string
	for _, c := range clocks {
		clock := func(t time.Time) string {
			if t.IsZero() {
				return "none"
			}
			return t.Format("15:04")
		}
		lines = append(lines, fmt.Sprintf("%s RTO %s by %s, RPO %s from %s %v",
			strings.TrimPrefix(c.System, "payments-"), c.RTO, clock(c.Deadline), c.RPO, clock(c.Restore), c.By))
	}
	return strings.Join(lines, "; ")
}

// TestAHalfSignedCloseFallsWithTheClosing: it was asked for then, and must not
// close what is opened again.
func TestAHalfSignedCloseFallsWithTheClosing(t *testing.T) {
	s := goneOn(roomFor(actor{}, false),
		decisionMade{N: 2, Kind: decisionAct, Go: true, Act: "close", Accountable: "raj", Keys: 2, Signed: true},
		incidentClosed{From: PhaseTriage}, incidentReopened{To: PhaseTriage, Why: "it is back"})
	if d := s.Decisions.All.At(1); d.State != decisionWithdrawn {
		t.Errorf("it is %s", d.State)
	}
	if d := s.Decisions.All.At(0); d.State != decisionPending {
		t.Errorf("another, which closes nothing, is %s", d.State)
	}
}
