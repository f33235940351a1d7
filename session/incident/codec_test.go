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
	Declared{Title: "db down", Severity: SEV2, Drill: true, Scope: ScopeRestricted},
	Said{Text: "he said \"a & b\"\nand <left>"},
	FactAdded{Text: "first vault read", TLP: LabelOf(TLPRed)},
	FindingAdded{Text: "the token was minted by CI"},
	NoteAdded{Text: "ask lee"},
	Starred{Seq: 2, On: true},
	Promoted{Seq: 2},
	Corrected{Seq: 2, Text: "hello"},
	TitleSet{From: "db down", To: "payments db down"},
	SeveritySet{From: SEV3, To: SEV1, Why: "secrets read"},
	PhaseSet{From: PhaseContainment, To: PhaseTriage, Why: "it is back", Overrode: []string{"access-cut"}},
	SystemStateSet{From: SystemDegraded, To: SystemQuarantined, Why: "forensics"},
	ImpactSet{To: Ratings{Impact{Rating{LevelHigh, false}, Rating{LevelLow, true}, Rating{LevelNone, false}}, Rating{LevelMedium, true}}, Why: "secrets read"},
	HypothesisHeld{N: 1, Vector: Vector{"stolen CI token", 70, []string{"T1552.001", "TA0006"}}},
	HypothesisChanged{N: 1, From: Vector{"stolen CI token", 70, nil}, To: Vector{"insider", 30, []string{"T1078"}}},
	HypothesisJudged{N: 1, To: HypothesisRuledOut, Because: []Ref{{RefEntry, 12}, {RefEvidence, 7}}, Why: "he was on leave"},
	FixSet{N: 1, From: "revoke it", To: "revoke all"},
	FallbackSet{N: 1, From: "rebuild", To: "rebuild off line"},
	MilestoneSet{Milestone: MilestoneContained, From: noon, Why: "the rule went live then"},
	Paused{Why: "the vendor sleeps"},
	Resumed{Why: "the patch is here"},
	Proposed{N: 2, Text: "quarantine the build subnet"},
	Objected{N: 2, Why: "loses the RAM image"},
	Supported{N: 2, Why: "after the capture"},
	ObjectionAnswered{N: 2, Who: "kim", Text: "noor captures it first"},
	ProposalWithdrawn{N: 2, Why: "the subnet is empty"},
	DecisionMade{
		N: 3, Kind: DecisionTradeOff, Go: true, Text: "the restore is slow", Proposal: 2, Accountable: "ana", Keys: 2, Signed: true,
		Act: "eject @kim", Terms: Terms{Target: "RTO payments-api", Old: "1h", New: "6h", Until: noon},
	},
	DecisionConfirmed{N: 3, Word: "agreed"},
	DecisionWithdrawnFact{N: 3, Why: "typed too early"},
	ChangeMade{N: 1, Text: "blocked the CI role", Undo: "detach deny-all"},
	ChangeUndone{N: 1, Result: "builds run"},
	RoleGiven{Role: RoleSecurity, From: "kim", To: "noor"},
	HandoverOffered{Role: RoleManager, From: "ana", To: "raj"},
	RoleTaken{Role: RoleManager, From: "ana", To: "raj"},
	RoleActed{Role: RoleManager, For: "ana"},
	RoleDeclined{Role: RoleManager, To: "ana"},
	ReportsSet{Who: "kim", To: "lee"},
	StreamOpened{Stream: "forensics", Lead: "kim", Members: []string{"kim", "lee"}, Closed: true},
	StreamJoined{Stream: "forensics", Members: []string{"raj"}},
	StreamSet{Stream: "forensics", Closed: true},
	StreamLeft{Stream: "forensics"},
	StreamSaid{Stream: "forensics", Text: "imaging bld-07", TLP: LabelOf(TLPRed)},
	StreamEntered{Stream: "forensics", As: entryFinding, Text: "memory holds the key", TLP: LabelOf(TLPRed)},
	ReportedBack{Stream: "forensics", Text: "one host, one key", TLP: LabelOf(TLPAmberStrict)},
	Labelled{Seq: 2, To: LabelOf(TLPRed)},
	ScopeSet{From: ScopeOpen, To: ScopeConfidential, Why: "an insider", Members: []string{"kim", "lee"}},
	GuestExpired{Who: "zed"},
	GlassBroken{Why: "the regulator calls"},
	ModeSet{Kind: ModeBridge, Link: "https://meet.example.com/inc-7"},
	ChannelJudged{Name: "slack", To: ChannelCompromised, Why: "the token was read"},
	SystemAffected{Sheet: paymentsSheet, Stale: true},
	SystemCleared{Seq: 4, Name: "payments-api", Why: "another cluster"},
	ContactsShown{Seq: 4, System: "payments-api", Owners: paymentsSheet.Owners, Contacts: paymentsSheet.Contacts},
	AssetNamed{Type: AssetURL, Value: "http://evil.example.com/x", IOC: true, State: AssetCompromised, Why: "seen in the log"},
	AssetsImported{From: "csv from stdin", Known: 2, Items: []AssetNamed{{Type: AssetDomain, Value: "evil.example.com", IOC: true}}},
	AssetJudged{Seq: 9, Type: AssetHost, Value: "bld-07", From: AssetCompromised, To: AssetCleared, Why: "rebuilt"},
	Linked{To: "INC-3", Kind: LinkDuplicate, Why: "same alert"},
	LinkedBack{From: "INC-1", Kind: "child", Why: "one root cause"},
	Unlinked{To: "INC-3", Why: "another cause"},
	UnlinkedBack{From: "INC-1", Why: "another cause"},
	TLPSet{From: TLPGreen, To: TLPAmberStrict},
	Admitted{Who: "kim", Until: noon.Add(2 * time.Hour)},
	Removed{Who: "kim", Why: "off shift"},
	Ejected{Who: "kim", Why: "key in the wild"},
	ClosedIncident{From: PhaseReview, Why: "restored", Left: []string{"A4", "gate privacy-kept"}},
	Reopened{To: PhaseReview, Why: "it is back"},
	Joined{Rank: RankResponder},
	Left{},
	PlaybookAdopted{Playbook: housePlaybook},
	ChecklistOpened{Key: "first-hour", Title: "The first hour"},
	TaskGiven{N: 4, To: "kim", Within: Duration(15 * time.Minute), Due: noon.Add(15 * time.Minute), Stream: "forensics",
		After: []Ref{{RefProposal, 2}}, Rule: "rotate", Text: "rotate the CI token"},
	TaskGiven{N: 4, Role: &someRole, Text: "image the disk"},
	TaskGiven{N: 5, Role: &someRole, Text: "image the disk", Rule: "preserve"},
	TaskAcked{N: 4},
	TaskFinished{N: 4, Result: "rotated"},
	TaskDroppedFact{N: 4, Why: "not ours"},
	TaskExtended{N: 4, By: Duration(day), Due: noon.Add(day), Why: "the vendor sleeps"},
	TaskReassigned{N: 4, From: "kim", To: "lee", Why: "off shift"},
	TaskReassigned{N: 4, From: "kim", Role: &someRole, Why: "off shift"},
	Checked{Key: "access-cut", Refs: []Ref{{RefEntry, 12}}, Note: "all of them"},
	Unchecked{Key: "access-cut", Why: "one was missed"},
	GateAnswered{Question: GateRestorePoint, Restore: noon, Refs: []Ref{{RefDecision, 3}}, Note: "the nightly one"},
	GateOpened{Question: GatePrivacyKept, Why: "a table was missed"},
}

func eventOf(f Fact) *Event {
	return &Event{
		Incident: "INC-7", Seq: 12, OccurredAt: noon.Add(-time.Hour), RecordedAt: noon.Add(123456789),
		By: "ana", Key: "SHA256:uNiVztksCsDhcc0u9e8BrqrXVXSwOtPcJZh0t5Wz9eA", Fact: f,
	}
}

// TestEveryKindIsInTheCodecs finds the package's facts in its source.
func TestEveryKindIsInTheCodecs(t *testing.T) {
	sampled := map[string]bool{"Unknown": true}
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
		facts = append(facts, PhaseSet{From: v, To: v})
	}
	for v := SystemRunning; v <= SystemRestored; v++ {
		facts = append(facts, SystemStateSet{From: v, To: v})
	}
	for v := TLPAmber; v <= TLPClear; v++ {
		facts = append(facts, TLPSet{From: v, To: v}, Said{Text: "x", TLP: LabelOf(v)})
	}
	for v := ScopeOpen; v <= ScopeConfidential; v++ {
		facts = append(facts, Declared{Scope: v})
	}
	for v := entryFact; v <= entryNote; v++ {
		facts = append(facts, StreamEntered{As: v})
	}
	for v := DecisionPlain; v <= DecisionAct; v++ {
		facts = append(facts, DecisionMade{Kind: v})
	}
	for _, v := range Roles() {
		facts = append(facts, RoleTaken{Role: v})
	}
	for _, v := range GateQuestions() {
		facts = append(facts, GateOpened{Question: v})
	}
	for v := RankNone; v <= RankManager; v++ {
		facts = append(facts, Joined{Rank: v})
	}
	for v := MilestoneOccurred; v <= MilestoneRecovered; v++ {
		facts = append(facts, MilestoneSet{Milestone: v})
	}
	for v := LevelUnknown; v <= LevelHigh; v++ {
		facts = append(facts, ImpactSet{To: Ratings{Urgency: Rating{v, false}}}, ImpactSet{To: Ratings{Urgency: Rating{v, v != LevelUnknown}}})
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
		unknown, ok := e.Fact.(Unknown)
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
