package incident

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// oneOfEach has a fact of every kind, with every field set.
var oneOfEach = []Fact{
	incidentDeclared{Title: "db down", Severity: SEV2, Drill: true, Scope: ScopeRestricted},
	lineSaid{Text: "he said \"a & b\"\nand <left>"},
	factAdded{Text: "first vault read", TLP: labelOf(TLPRed)},
	findingAdded{Text: "the token was minted by CI"},
	noteAdded{Text: "ask lee"},
	entryStarred{Seq: 2, On: true},
	entryPromoted{Seq: 2},
	entryCorrected{Seq: 2, Text: "hello"},
	entryCorrected{Seq: 2, Text: "hello", From: noon, At: noon.Add(-time.Hour)},
	entryStruck{Seq: 2, Why: "another host"},
	titleSet{From: "db down", To: "payments db down"},
	severitySet{From: SEV3, To: SEV1, Why: "secrets read"},
	kindsNamed{From: KindOutage, To: KindData | KindRansom, Why: "a note was left", restatement: restatement{Asks: 2, CriteriaFall: true}},
	spreadSet{From: SpreadSystem, To: SpreadHouse, Why: "identity too", restatement: restatement{Asks: 1}},
	personalDataSet{From: TouchedUnknown, To: TouchedYes, Why: "the mailbox has applications"},
	phaseSet{From: PhaseContainment, To: PhaseTriage, Why: "it is back", Overrode: []string{"access-cut"}},
	systemStateSet{From: SystemDegraded, To: SystemQuarantined, Why: "forensics"},
	systemStateSet{System: "payments-api", Seq: 3, To: SystemQuarantined, For: "forensics", Enter: []string{"@kim", "legal"}, Why: "the attacker came through it"},
	systemStateSet{System: "subnet-7", Named: systemAffected{Sheet: Sheet{Name: "subnet-7"}, Unlisted: true}, To: SystemDegraded, Refs: []Ref{{RefDecision, 3}}},
	impactSet{To: ratingChange{Impact{Rating{LevelHigh, false}, Rating{LevelLow, true}, Rating{LevelNone, false}}, Rating{LevelMedium, true}}, Why: "secrets read"},
	hypothesisHeld{N: 1, attackVector: attackVector{"stolen CI token", 70, []string{"T1552.001", "TA0006"}}},
	hypothesisChanged{N: 1, From: attackVector{"stolen CI token", 70, nil}, To: attackVector{"insider", 30, []string{"T1078"}}},
	hypothesisJudged{N: 1, To: HypothesisRuledOut, Because: []Ref{{RefEntry, 12}, {RefEvidence, 7}}, Why: "he was on leave"},
	fixSet{N: 1, From: "revoke it", To: "revoke all"},
	fixSet{N: 1, From: "revoke it", To: "revoke all", Owner: "kim", Due: noon},
	effectSet{N: 1, To: Impact{Rating{LevelHigh, false}, Rating{LevelLow, true}, Rating{}}, Why: "secrets read"},
	fixMoved{N: 1, From: FixDeployed, To: FixFailed, Because: []Ref{{RefEntry, 24}}, Why: "reads go on", Fallback: "rebuild"},
	fallbackSet{N: 1, From: "rebuild", To: "rebuild off line"},
	huntOpened{N: 1, Question: "did the token read other vaults?", Hunter: "kim"},
	huntGiven{N: 1, From: "kim", To: "lee"},
	huntWidened{N: 1, Over: []huntedAsset{{Entry: 9}, {Entry: 10, Nth: 2}}},
	huntAnswered{N: 1, To: HuntFound, Refs: []Ref{{RefEntry, 24}}, Where: "the vault's log"},
	courseSet{Text: "isolate the fleet", Until: noon, Of: 9},
	estimateSet{From: noon, To: noon.Add(time.Hour), Why: "the restore is slow"},
	milestoneSet{Milestone: MilestoneContained, From: noon, Why: "the rule went live then"},
	observationMade{Seq: 4, System: "payments-api", Target: ServiceTarget{"availability", directionLeast, 99.5, "%"}, By: 3, Waived: true, Value: 99.2},
	workPaused{Why: "the vendor sleeps"},
	workResumed{Why: "the patch is here"},
	actionProposed{N: 2, Text: "quarantine the build subnet"},
	proposalObjectedTo{N: 2, Why: "loses the RAM image"},
	proposalSupported{N: 2, Why: "after the capture"},
	objectionAnswered{N: 2, Who: "kim", Text: "noor captures it first"},
	proposalWithdrawn{N: 2, Why: "the subnet is empty"},
	decisionMade{
		N: 3, Kind: decisionTradeOff, Go: true, Text: "the restore is slow", Proposal: 2, Accountable: "ana", Keys: 2, Signed: true,
		Act: "eject @kim", Terms: Terms{Target: "RTO payments-api", Old: "1h", New: "6h", Until: noon},
	},
	decisionConfirmed{N: 3, Word: "agreed"},
	decisionConfirmed{N: 3, Word: "it spreads", Left: []string{"memory"}},
	decisionMade{N: 4, Kind: decisionAct, Go: true, Text: "shut down web: it spreads", Accountable: "ana", Keys: 1, Act: "state web shutdown it spreads", Before: []string{"memory: capture memory"}},
	checklistClosed{Key: "dr", Title: "Disaster recovery", Why: "D3 was withdrawn"},
	pendingDecisionWithdrawn{N: 3, Why: "typed too early"},
	changeMade{N: 1, Text: "blocked the CI role", Undo: "detach deny-all"},
	changeKept{N: 1, Owner: "kim", Until: noon, Refs: []Ref{{RefDecision, 3}}, Why: "until the patch is here"},
	changeUndone{N: 1, Result: "builds run"},
	roleGiven{Role: RoleSecurity, From: "kim", To: "noor"},
	handoverOffered{Role: RoleManager, From: "ana", To: "raj"},
	roleTaken{Role: RoleManager, From: "ana", To: "raj"},
	roleActed{Role: RoleManager, For: "ana"},
	rolesResumed{Roles: []Role{RoleManager}, From: []string{"raj"}},
	roleDeclined{Role: RoleManager, To: "ana"},
	reportsSet{Who: "kim", To: "lee"},
	streamOpened{Stream: "forensics", Lead: "kim", Members: []string{"kim", "lee"}, Closed: true},
	streamJoined{Stream: "forensics", Members: []string{"raj"}},
	streamSet{Stream: "forensics", Closed: true},
	streamLeft{Stream: "forensics"},
	streamSaid{Stream: "forensics", Text: "imaging bld-07", TLP: labelOf(TLPRed)},
	streamEntered{Stream: "forensics", As: entryFinding, Text: "memory holds the key", TLP: labelOf(TLPRed)},
	reportedBack{Stream: "forensics", Text: "one host, one key", TLP: labelOf(TLPAmberStrict)},
	entryLabelled{Seq: 2, To: labelOf(TLPRed)},
	scopeSet{From: ScopeOpen, To: ScopeConfidential, Why: "an insider", Members: []string{"kim", "lee"}},
	guestExpired{Who: "zed"},
	glassBroken{Why: "the regulator calls"},
	modeSet{Kind: modeBridge, Link: "https://meet.example.com/inc-7"},
	channelJudged{Name: "slack", To: channelCompromised, Why: "the token was read"},
	systemAffected{Sheet: paymentsSheet, Stale: true},
	systemAffected{Sheet: fullSheet, Late: []string{"restore STALE, never tested"}, Radius: Radius{
		DependsOn: []Neighbour{{Name: "vault", Steps: 1, Stale: true}}, NeededBy: []Neighbour{{Name: "shop", Steps: 2, NoSheet: true}}, More: 3,
	}},
	systemCleared{Seq: 4, Name: "payments-api", Why: "another cluster"},
	contactsShown{Seq: 4, System: "payments-api", Owners: paymentsSheet.Owners, Contacts: paymentsSheet.Contacts},
	assetNamed{Type: AssetURL, Value: "http://evil.example.com/x", IOC: true, State: AssetCompromised, Why: "seen in the log"},
	assetsImported{From: "csv from stdin", Known: 2, Taken: 7, Left: 31, Items: []assetNamed{{Type: AssetDomain, Value: "evil.example.com", IOC: true}}},
	assetJudged{Seq: 9, Type: AssetHost, Value: "bld-07", From: AssetCompromised, To: AssetCleared, Why: "rebuilt"},
	assetRetyped{Seq: 9, Type: AssetDomain, Value: "loader.dat", State: AssetCompromised, Now: assetNamed{Type: AssetFile, Value: "loader.dat", IOC: true, State: AssetCompromised, Why: "it was dropped", Typed: "loader[.]dat"}},
	incidentLinked{To: "INC-3", Kind: linkDuplicate, Why: "same alert"},
	incidentLinkedBack{From: "INC-1", Kind: "child", Why: "one root cause"},
	incidentUnlinked{To: "INC-3", Why: "another cause"},
	incidentUnlinkedBack{From: "INC-1", Why: "another cause"},
	tLPSet{From: TLPGreen, To: TLPAmberStrict},
	personAdmitted{Who: "kim", Until: noon.Add(2 * time.Hour)},
	personRemoved{Who: "kim", Why: "off shift"},
	accountableSet{N: 1, From: "ana", To: "noor", Why: "on leave"},
	personRemoved{Who: "kmi", Why: "a slip", Admission: true},
	personEjected{Who: "kim", Why: "key in the wild"},
	incidentClosed{From: PhaseTriage, Why: "same alert", Verdict: VerdictDuplicate, Duplicate: "INC-3", Tasks: []carriedTask{{N: 2, To: "kim", Due: noon, Text: "image the disk"}}, Dropped: true},
	duplicateAbsorbed{From: "INC-1", Seq: 9, Why: "same alert", Tasks: 2},
	incidentDeclared{Title: "raj's laptop", Severity: SEV3, Scope: ScopeRestricted, TLP: TLPRed},
	splitFrom{From: "INC-1", Entries: []uint64{12, 14, 15}, As: 20},
	entryCited{From: "INC-1", Seq: 12, By: "kim", Text: "image hashed", At: noon},
	entryCited{From: "INC-1", Seq: 14},
	entriesSplit{To: "INC-3", Entries: []uint64{12, 14}, Anew: true},
	copyFollowed{From: "INC-1", Change: 31, Copy: 9, Seq: 12, By: "kim", Text: "image hashed", At: noon, Struck: true},
	copyFollowed{From: "INC-1", Change: 33},
	incidentClosed{From: PhaseReview, Why: "restored", Verdict: VerdictTruePositive, Left: []string{"A4", "gate privacy-kept"}},
	incidentReopened{To: PhaseReview, Why: "it is back"},
	personJoined{Rank: RankResponder},
	personLeft{},
	playbookAdopted{Playbook: housePlaybook},
	playbookAdopted{Playbook: kindsPlaybook, Stale: true},
	checklistOpened{Key: "first-hour", Title: "The first hour"},
	taskGiven{N: 4, To: "kim", Within: Duration(15 * time.Minute), Due: noon.Add(15 * time.Minute), Stream: "forensics",
		After: []Ref{{RefProposal, 2}}, Rule: "rotate", Text: "rotate the CI token"},
	taskGiven{N: 4, Role: &someRole, Text: "image the disk"},
	taskGiven{N: 5, Role: &someRole, Text: "image the disk", Rule: "preserve"},
	taskAcked{N: 4},
	taskFinished{N: 4, Result: "rotated"},
	openTaskDropped{N: 4, Why: "not ours"},
	taskExtended{N: 4, By: Duration(day), Due: noon.Add(day), Why: "the vendor sleeps"},
	taskReassigned{N: 4, From: "kim", To: "lee", Why: "off shift"},
	taskReassigned{N: 4, From: "kim", Role: &someRole, Why: "off shift"},
	itemTicked{Key: "access-cut", Refs: []Ref{{RefEntry, 12}}, Note: "all of them"},
	itemUnticked{Key: "access-cut", Why: "one was missed"},
	gateAnswered{Question: gateRestorePoint, Restore: noon, Refs: []Ref{{RefDecision, 3}}, Note: "the nightly one"},
	escalationCalled{N: 1, Call: "the CISO", Nobody: true, Text: "voicemail"},
	escalationCalled{N: 2, Call: "the insurer", Refs: []Ref{{RefDecision, 3}}, Text: "zoe"},
	gateOpened{Question: gatePrivacyKept, Why: "a table was missed"},
}

func eventOf(f Fact) *Event {
	return &Event{
		Incident: "INC-7", Seq: 12, OccurredAt: noon.Add(-time.Hour), RecordedAt: noon.Add(123456789),
		By: "ana", Key: "SHA256:uNiVztksCsDhcc0u9e8BrqrXVXSwOtPcJZh0t5Wz9eA", Fact: f,
	}
}

// TestEveryKindIsInTheCodecs finds the package's facts in its source.
func TestEveryKindIsInTheCodecs(t *testing.T) {
	sampled := map[string]bool{"unknown": true}
	kinds := map[string]bool{}
	for _, f := range oneOfEach {
		sampled[reflect.TypeOf(f).Name()] = true
		kinds[f.kind()] = true
	}
	for _, name := range typesWithKind(t) {
		if !sampled[name] {
			t.Errorf("oneOfEach lacks %s", name)
		}
	}
	if got, want := slices.Sorted(maps.Keys(codecs)), slices.Sorted(maps.Keys(kinds)); !slices.Equal(got, want) {
		t.Errorf("codecs has %v, the facts have %v", got, want)
	}
}

// typesWithKind are the types of this package that have the method kind.
func typesWithKind(t *testing.T) []string {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "kind" && f.Recv != nil {
				names = append(names, f.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	return names
}

// TestWireForms keeps the public form of every kind: what is on disk must be
// readable for ever.
func TestWireForms(t *testing.T) {
	var out strings.Builder
	for _, f := range oneOfEach {
		line, err := eventOf(f).MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	compareGolden(t, "testdata/kinds.golden", out.String())
	if !strings.Contains(out.String(), `"kind":"severity-set","body":{"from":3,"to":1,"why":"secrets read"}}`) {
		t.Error("a change of severity is not written as the contract says")
	}
}

func TestEveryKindComesBack(t *testing.T) {
	for _, f := range oneOfEach {
		e := eventOf(f)
		payload, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Decode(e.Incident, e.Seq, e.RecordedAt, payload)
		if err != nil || !reflect.DeepEqual(back, e) {
			t.Errorf("%s came back as %+v (%v)", payload, back, err)
		}
		if tag := e.Tag(); tag == "" || len(tag) > 4 {
			t.Errorf("%s has the tag %q", e.Kind(), tag)
		}
		if e.Line() == "" {
			t.Errorf("%s has no line", e.Kind())
		}
	}
}

// TestEveryWordComesBack goes through all words that facts are written with.
func TestEveryWordComesBack(t *testing.T) {
	var facts []Fact
	for v := PhaseTriage; v <= PhaseClosed; v++ {
		facts = append(facts, phaseSet{From: v, To: v})
	}
	for v := SystemRunning; v <= SystemRetired; v++ {
		facts = append(facts, systemStateSet{From: v, To: v})
	}
	for v := TLPAmber; v <= TLPClear; v++ {
		facts = append(facts, tLPSet{From: v, To: v}, lineSaid{Text: "x", TLP: labelOf(v)})
	}
	for v := ScopeOpen; v <= ScopeConfidential; v++ {
		facts = append(facts, incidentDeclared{Scope: v})
	}
	for v := entryFact; v <= entryNote; v++ {
		facts = append(facts, streamEntered{As: v})
	}
	for v := decisionPlain; v <= decisionAct; v++ {
		facts = append(facts, decisionMade{Kind: v})
	}
	for _, v := range Roles() {
		facts = append(facts, roleTaken{Role: v})
	}
	for _, v := range gateQuestions() {
		facts = append(facts, gateOpened{Question: v})
	}
	for v := RankNone; v <= RankManager; v++ {
		facts = append(facts, personJoined{Rank: v})
	}
	for v := MilestoneOccurred; v <= MilestoneRecovered; v++ {
		facts = append(facts, milestoneSet{Milestone: v})
	}
	for v := LevelUnknown; v <= LevelHigh; v++ {
		facts = append(facts, impactSet{To: ratingChange{Urgency: Rating{v, false}}}, impactSet{To: ratingChange{Urgency: Rating{v, v != LevelUnknown}}})
	}
	for _, f := range facts {
		payload, err := Encode(eventOf(f))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Decode("INC-7", 12, noon, payload); err != nil || !reflect.DeepEqual(back.Fact, f) {
			t.Errorf("%s came back as %v (%v)", payload, back.Fact, err)
		}
	}
}

// TestWhatANewerProgramWroteIsKept shows it, hides it from observers, and
// writes it on as it was.
func TestWhatANewerProgramWroteIsKept(t *testing.T) {
	for _, c := range []struct{ kind, body string }{
		{"clock-started", `{"law":"GDPR","hours":72}`},
		{"phase-set", `{"from":"triage","to":"contain","why":""}`}, // no such phase, yet
		{"severity-set", `{"from":3,"to":"worse"}`},
		{"said", `[1]`},
		{"", `null`},
	} {
		payload := fmt.Sprintf(`{"occurred_at":"2026-03-01T12:00:00Z","by":"ana","key":"k","kind":%q,"body":%s}`, c.kind, c.body)
		e, err := Decode("INC-7", 1, noon, []byte(payload))
		if err != nil {
			t.Fatal(err)
		}
		unknown, ok := e.Fact.(unknown)
		if !ok || unknown.Kind != c.kind || string(unknown.Body) != c.body {
			t.Errorf("%s came back as %#v", payload, e.Fact)
		}
		if again, err := Encode(e); err != nil || string(again) != payload {
			t.Errorf("%s is written on as %s (%v)", payload, again, err)
		}
		s := Fold(New("INC-7"), e)
		var seen int
		for range s.TimelineFrom(Mark{}) {
			seen++
		}
		if seen != 1 || s.Written != 1 || e.Tag() != "?" || e.InChat() {
			t.Errorf("%s is not shown", payload)
		}
		if s.For(Person{Name: "cy", Rank: RankObserver}).Shows(e) || !s.For(kim).Shows(e) {
			t.Errorf("%s is shown to an observer, or to nobody", payload)
		}
	}
}

func TestWhatIsNoJSONIsAFault(t *testing.T) {
	for _, payload := range []string{"", "{", `{"occurred_at":"2026-03-01T12:00:00Z","by":"ana","key":"k","kind":"said","body":{"text":"x"}`,
		`{"occurred_at":"2026-03-01T12:00:00Z","by":"ana","key":"k","kind":"starred","body":{"seq":1}}}`,
		`{"occurred_at":"yesterday","by":"ana","key":"k","kind":"said","body":{"text":"x"}}`} {
		if e, err := Decode("INC-7", 3, noon, []byte(payload)); err == nil {
			t.Errorf("%q was read as %+v", payload, e)
		}
	}
}

// FuzzDecode: the quick way reads what encoding/json reads, whatever it is
// given; what was read can be folded, told, and written again.
func FuzzDecode(f *testing.F) {
	for _, fact := range oneOfEach {
		payload, err := Encode(eventOf(fact))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(payload)
	}
	if seeds, err := os.ReadFile("testdata/kinds.golden"); err == nil {
		for line := range strings.Lines(string(seeds)) {
			f.Add([]byte(line))
		}
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		own, ok := decodeOwn(payload)
		any, err := decodeAny(payload)
		if ok && (err != nil || !reflect.DeepEqual(own, any)) {
			t.Fatalf("%q: read as %+v, encoding/json reads %+v (%v)", payload, own, any, err)
		}
		e, err := Decode("INC-7", 1, noon, payload)
		if err != nil {
			return
		}
		s := Fold(folded(mixed(20)), &Event{Incident: "INC-7", Seq: 21, OccurredAt: e.OccurredAt, By: e.By, Fact: e.Fact})
		_ = observe(s)
		again, err := Encode(e)
		if err != nil {
			t.Fatalf("%q can't be written again: %v", payload, err)
		}
		if back, err := Decode("INC-7", 1, noon, again); err != nil || back.Line() != e.Line() {
			t.Fatalf("%q, written as %q, came back as %+v (%v)", payload, again, back, err)
		}
	})
}
