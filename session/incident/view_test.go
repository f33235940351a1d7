package incident

import (
	"encoding/json"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// secrets are words that stand in what only some may see, with those who may.
var secrets = map[string][]string{
	"red-secret":    {"ana", "zoe"}, // labelled TLP:RED and written by zoe
	"mine-secret":   {"ana", "mei", "zoe"},
	"strict-secret": {"ana", "mei", "lee", "kim", "tom", "zoe"},
	"note-secret":   {"ana", "mei", "lee", "kim", "tom", "zoe"},
	"kind-secret":   {"ana", "mei", "lee", "kim", "tom", "zoe"},
	"stream-secret": {"lee", "zoe"},
	"eject-secret":  {"ana", "mei", "lee", "tom", "zoe", "cy"},
}

// readers are people of each clearance.
func readers() []Person {
	return []Person{
		{Name: "ana", Rank: RankManager}, {Name: "mei", Rank: RankResponder}, {Name: "lee", Rank: RankResponder}, {Name: "kim", Rank: RankResponder},
		{Name: "tom", Rank: RankResponder}, {Name: "cy", Rank: RankObserver}, {Name: "zoe", Rank: RankResponder}, // who opened the incident
	}
}

// secretFacts is one fact of each kind that can be labelled, and others about it, with a
// word in each of their texts. The numbers of items go on from n, that of entries from
// seq.
func secretFacts(s *State, word string) (labelled, about []Fact) {
	n, seq := func(length int) uint64 { return uint64(length) + 1 }, s.Last+1
	p, d, c, h, a := n(s.Decisions.Proposals.Len()), n(s.Decisions.All.Len()), n(s.Decisions.Changes.Len()), n(s.SizeUp.Hypotheses.Len()), n(s.Plan.Tasks.Len())
	sheet := Sheet{Name: "payments-" + word, Title: word, Owners: []string{word}, Contacts: []Contact{{Name: word}}, RTO: Duration(time.Hour)}
	sheet.Targets = []ServiceTarget{{"availability", directionLeast, 99.5, "%"}}
	labelled = []Fact{
		lineSaid{Text: word}, factAdded{Text: word}, findingAdded{Text: word}, noteAdded{Text: word},
		taskGiven{N: a, To: "tom", Text: word}, actionProposed{N: p, Text: word}, hypothesisHeld{N: h, attackVector: attackVector{Text: word}},
		decisionMade{N: d, Proposal: p, Go: true, Text: word, Accountable: "ana", Keys: 1}, changeMade{N: c, Text: word, Undo: word},
		assetNamed{Type: AssetHost, Value: word, Why: word}, assetsImported{From: word, Items: []assetNamed{{Type: AssetDomain, Value: word + ".example", IOC: true}}},
		systemAffected{Sheet: sheet}, streamSaid{Stream: "open", Text: word}, streamEntered{Stream: "open", Text: word}, reportedBack{Stream: "open", Text: word},
		decisionMade{N: d + 1, Kind: decisionTradeOff, Go: true, Text: word, Accountable: "ana", Keys: 2, Terms: Terms{Target: "RTO " + word, Old: "1h", New: word}},
		huntOpened{N: n(s.Hunts.All.Len()), Question: word, Hunter: "tom"},
		courseSet{Text: word, Until: noon},
	}
	about = []Fact{
		proposalObjectedTo{N: p, Why: word}, proposalSupported{N: p, Why: word}, objectionAnswered{N: p, Who: "zoe", Text: word}, proposalObjectedTo{N: p, Why: word},
		fixSet{N: h, To: word, Owner: word}, fixMoved{N: h, To: FixFailed, Why: word, Fallback: word}, effectSet{N: h, Why: word}, fallbackSet{N: h, To: word}, hypothesisJudged{N: h, To: HypothesisConfirmed},
		taskAcked{N: a}, changeUndone{N: c, Result: word}, courseSet{Text: word, Until: noon, Of: seq + 2*uint64(len(labelled)-1)}, // each is labelled by the entry behind it
		systemStateSet{System: sheet.Name, Seq: seq + 2*11, To: SystemQuarantined, For: word, Why: word},
		observationMade{Seq: seq + 2*uint64(slices.IndexFunc(labelled, func(f Fact) bool { return f.kind() == "system-affected" })), System: sheet.Name, Target: sheet.Targets[0]},
		entryStarred{Seq: seq, On: true}, entryStarred{Seq: seq + 2, On: true}, entryPromoted{Seq: seq}, entryCorrected{Seq: seq, Text: word},
	}
	return labelled, about
}

// keepingSecrets returns an incident that holds every secret.
func keepingSecrets(t *testing.T) *State {
	t.Helper()
	s := goneOn(roomFor(actor{}, false), personJoined{Rank: RankResponder}, systemStateSet{To: SystemShutdown})
	s = goneOn(s, streamOpened{Stream: "open", Lead: "zoe", Members: []string{"zoe"}}, streamOpened{Stream: "closed", Lead: "lee", Members: []string{"lee"}, Closed: true})
	hide := func(label TLP, word string) {
		facts, about := secretFacts(s, word)
		for _, f := range facts {
			s = goneOn(s, f)
			s = goneOn(s, entryLabelled{Seq: s.Last, To: labelOf(label)})
		}
		s = goneOn(s, about...)
	}
	hide(TLPRed, "red-secret")
	hide(TLPAmberStrict, "strict-secret")
	s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: "mei", Fact: factAdded{Text: "mine-secret", TLP: labelOf(TLPRed)}, OccurredAt: noon, RecordedAt: noon})
	return goneOn(s,
		noteAdded{Text: "note-secret"}, streamEntered{Stream: "open", As: entryNote, Text: "note-secret"},
		unknown{Kind: "new", Body: json.RawMessage(`{"text":"kind-secret"}`)},
		streamSaid{Stream: "closed", Text: "stream-secret"}, streamEntered{Stream: "closed", Text: "stream-secret"},
		taskGiven{N: uint64(s.Plan.Tasks.Len()) + 1, To: "lee", Stream: "closed", Text: "stream-secret"},
		decisionMade{N: uint64(s.Decisions.All.Len()) + 1, Kind: decisionAct, Go: true, Text: "eject-secret", Act: "eject @kim", Accountable: "ana", Keys: 2, Signed: true},
	)
}

// TestSecretsAreOfEachKind holds the secrets against all kinds of facts that can be
// labelled, so that a new kind is tested.
func TestSecretsAreOfEachKind(t *testing.T) {
	made := map[string]bool{}
	facts, _ := secretFacts(New("INC-1"), "red-secret")
	for _, f := range facts {
		made[f.kind()] = true
	}
	made["task-asked"] = made["task-given"]
	for kind, c := range codecs {
		f, err := c.decode([]byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if _, hides := f.(labelable); hides && !made[kind] {
			t.Errorf("a fact of kind %s can be labelled: put one among the secrets", kind)
		}
	}
}

// TestAViewShowsNothingThatIsHidden calls every reading of a View for every reader, with
// all that can be asked of it, and looks for what they may not see.
func TestAViewShowsNothingThatIsHidden(t *testing.T) {
	s := keepingSecrets(t)
	for _, reader := range readers() {
		found := map[string]string{}
		for reading, text := range textsOf(t, s, s.For(reader)) {
			for word := range secrets {
				if strings.Contains(text, word) {
					found[word] = reading
				}
			}
		}
		for word, sees := range secrets {
			switch reading, shown := found[word]; {
			case shown && !slices.Contains(sees, reader.Name):
				t.Errorf("%s is shown %s by %s", reader.Name, word, reading)
			case !shown && slices.Contains(sees, reader.Name):
				t.Errorf("no reading shows %s %s, which they may see", reader.Name, word)
			}
		}
	}
}

// TestAViewOfAStrangerIsEmpty: whoever may not enter is shown nothing but the ID.
func TestAViewOfAStrangerIsEmpty(t *testing.T) {
	s := goneOn(keepingSecrets(t), scopeSet{To: ScopeConfidential})
	v := s.For(Person{Name: "stranger", Rank: RankResponder})
	if v.ID() != s.ID || v.Last() != 0 || v.Title() != "" {
		t.Errorf("a stranger is shown %s, %d entries, %q", v.ID(), v.Last(), v.Title())
	}
	for reading, text := range textsOf(t, s, v) {
		if strings.Contains(text, "secret") || strings.Contains(text, "db down") {
			t.Errorf("%s shows a stranger %q", reading, text)
		}
	}
}

// textsOf yields the texts that the readings of v return, with the reading's name.
func textsOf(t *testing.T, s *State, v View) iter.Seq2[string, string] {
	t.Helper()
	return func(yield func(reading, text string) bool) {
		on := reflect.ValueOf(v)
		pools := poolsOf(s, v)
		for i := range on.NumMethod() {
			method := on.Type().Method(i)
			for args := range argumentsOf(t, pools, method) {
				for _, result := range on.Method(i).Call(args) {
					for text := range textsIn(result, map[any]bool{}) {
						if !yield(method.Name, text) {
							return
						}
					}
				}
			}
		}
	}
}

// poolsOf returns what can be asked of a view, by type. Items are those that the view
// itself shows: nobody can ask about others.
func poolsOf(s *State, v View) map[reflect.Type][]reflect.Value {
	pools := map[reflect.Type][]reflect.Value{}
	add := func(values ...any) {
		for _, value := range values {
			of := reflect.ValueOf(value)
			pools[of.Type()] = append(pools[of.Type()], of)
		}
	}
	for _, p := range readers() {
		add(p, p.Name)
	}
	for _, name := range []string{"", "open", "closed", "triage", "no such"} {
		add(name)
	}
	for _, verb := range Verbs() {
		add(verb, "/"+verb.Name+" ", "/"+verb.Name+" x ")
	}
	for seq := range s.Last + 2 {
		add(seq)
	}
	for e := range s.Entries(0) {
		add(e.Mark(), e.Event)
	}
	addItems(pools, v.Hypotheses())
	addItems(pools, v.Hunts())
	add(stampUTC)
	for _, r := range Roles() {
		add(r)
	}
	for m := MilestoneOccurred; m <= MilestoneRecovered; m++ {
		add(m)
	}
	for _, q := range gateQuestions() {
		add(q)
	}
	for _, p := range readers() {
		add(Reader{Name: p.Name, Now: noon}, Reader{Name: p.Name, Now: noon, Read: 2})
	}
	add(v.TimelineEnd(), noon, noon.Add(time.Hour), v.OpenTasks(), &Rules{}, func() error { return nil }, func() Directory { return Directory{} })
	addItems(pools, v.Tasks())
	addItems(pools, v.Decisions())
	addItems(pools, v.Proposals())
	addItems(pools, v.Assets())
	addItems(pools, v.Changes())
	return pools
}

// addItems adds items to a pool, which there is though there is no item.
func addItems[T any](pools map[reflect.Type][]reflect.Value, items iter.Seq[T]) {
	of := reflect.TypeFor[T]()
	pools[of] = nil
	for item := range items {
		pools[of] = append(pools[of], reflect.ValueOf(item))
	}
}

// argumentsOf yields all combinations of the arguments that a method takes behind its
// receiver.
func argumentsOf(t *testing.T, pools map[reflect.Type][]reflect.Value, method reflect.Method) iter.Seq[[]reflect.Value] {
	t.Helper()
	var combine func(args []reflect.Value, yield func([]reflect.Value) bool) bool
	combine = func(args []reflect.Value, yield func([]reflect.Value) bool) bool {
		if len(args) == method.Type.NumIn()-1 {
			return yield(args)
		}
		pool, known := pools[method.Type.In(len(args)+1)]
		if !known {
			t.Errorf("%s takes a %s: add some to the pools", method.Name, method.Type.In(len(args)+1))
		}
		for _, arg := range pool {
			if !combine(append(slices.Clip(args), arg), yield) {
				return false
			}
		}
		return true
	}
	return func(yield func([]reflect.Value) bool) { combine(nil, yield) }
}

// textsIn yields every string in a value: through pointers, lists, maps and iterators.
func textsIn(v reflect.Value, met map[any]bool) iter.Seq[string] {
	return func(yield func(string) bool) { texts(v, met, yield) }
}

// texts yields as textsIn, and reports whether it is to go on.
func texts(v reflect.Value, met map[any]bool, yield func(string) bool) bool {
	if v.IsValid() && v.Type() == reflect.TypeFor[Part]() {
		return textsOfPart(v.Interface().(Part), met, yield)
	}
	switch v.Kind() {
	case reflect.String:
		return yield(v.String())
	case reflect.Pointer:
		if v.IsNil() || met[v.Pointer()] {
			return true
		}
		met[v.Pointer()] = true
		return texts(v.Elem(), met, yield)
	case reflect.Interface:
		return texts(v.Elem(), met, yield)
	case reflect.Struct:
		for i := range v.NumField() {
			if !texts(v.Field(i), met, yield) {
				return false
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return yield(string(v.Bytes()))
		}
		for i := range v.Len() {
			if !texts(v.Index(i), met, yield) {
				return false
			}
		}
	case reflect.Map:
		for key, value := range v.Seq2() {
			if !texts(key, met, yield) || !texts(value, met, yield) {
				return false
			}
		}
	case reflect.Func:
		return v.IsNil() || textsOfSeq(v, met, yield)
	}
	return true
}

// textsOfPart yields the texts of a part of a brief, as words and as JSON have them.
func textsOfPart(p Part, met map[any]bool, yield func(string) bool) bool {
	for _, f := range p.Fields {
		if !texts(reflect.ValueOf(f.Value), met, yield) {
			return false
		}
	}
	for _, rows := range []iter.Seq[Row]{p.Now(), p.All()} {
		for row := range rows {
			if !yield(row.Said()) || !texts(reflect.ValueOf(row.Value()), met, yield) {
				return false
			}
		}
	}
	return true
}

// textsOfSeq yields the texts of all that an iterator yields.
func textsOfSeq(v reflect.Value, met map[any]bool, yield func(string) bool) (on bool) {
	on = true
	take := reflect.MakeFunc(v.Type().In(0), func(items []reflect.Value) []reflect.Value {
		for _, item := range items {
			on = on && texts(item, met, yield)
		}
		return []reflect.Value{reflect.ValueOf(on)}
	})
	v.Call([]reflect.Value{take})
	return on
}
