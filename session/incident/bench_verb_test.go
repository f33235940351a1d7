package incident

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"
)

// The lengths of incident that a verb must not tell apart.
const (
	short = 100
	long  = 100_000
)

// benchVerb is a verb to be measured: a line of benchVerbs each. Where it needs
// what mixed doesn't enter, before enters it; ask is handed the incident as it
// then stands, and which time of asking it is.
type benchVerb struct {
	name   string
	before []Command
	ask    func(s *State, i int) Command
}

var benchVerbs = []benchVerb{
	{name: "say", ask: func(*State, int) Command { return Say{Text: "image hashed, handing to noor"} }},
	{name: "fact", ask: func(*State, int) Command { return addFact{Text: "first vault read"} }},
	{name: "back-dated", ask: func(s *State, i int) Command {
		return addFact{When: whenAt(noon.Add(time.Duration(anywhere(s, i)) * time.Second)), Text: "first vault read"}
	}},
	{name: "finding", ask: func(*State, int) Command { return addFinding{Text: "the token was stolen before noon"} }},
	{name: "star", ask: func(*State, int) Command { return Star{Seq: 50} }},
	{name: "star-anywhere", ask: func(s *State, i int) Command { return Star{Seq: anywhere(s, i)} }},
	{name: "correct", ask: func(_ *State, i int) Command {
		return correctEntry{Seq: 4, Text: oneOfTwo(i, "handed to noor", "handed to mei")}
	}},
	{name: "correct-anywhere", ask: func(s *State, i int) Command {
		return correctEntry{Seq: anywhere(s, i), Text: "handed to noor " + oneOfTwo(i/10, "at the door", "in the lab")}
	}},
	{name: "correct-time-anywhere", ask: func(s *State, i int) Command {
		return correctEntry{Seq: spread(s, i)/20*20 + 11, Moved: whenAt(noon.Add(time.Duration(anywhere(s, i))*time.Second + time.Duration(i)))}
	}},
	{name: "strike-anywhere", before: judgedOnce, ask: func(s *State, i int) Command { return strikeEntry{Seq: spread(s, i), Why: "another host"} }},
	{name: "cia", ask: func(_ *State, i int) Command {
		return setImpact{To: map[aspect]Rating{aspectConfidentiality: {Level: LevelLow + Level(i%2)}}, Why: "tables read"}
	}},
	{name: "task", ask: func(*State, int) Command { return giveTask{To: personTo("kim"), Text: "isolate bld-07"} }},
	{name: "extend", before: []Command{giveTask{To: personTo("kim"), Text: "isolate bld-07"}},
		ask: func(*State, int) Command { return extendTask{N: 1, By: Duration(time.Minute)} }},
	{name: "observe", before: []Command{affectSystem{Name: "payments-api"}},
		ask: func(_ *State, i int) Command {
			return makeObservation{System: "payments-api", Target: "availability", Value: 99 + float64(i%2)}
		}},
	{name: "propose", ask: func(*State, int) Command { return proposeAction{Text: "cut the subnet off"} }},
	{name: "decide", ask: func(*State, int) Command { return makeDecision{Text: "wait for the image"} }},
	{name: "ioc", ask: func(_ *State, i int) Command { return NameAsset{Value: fmt.Sprintf("h%d.example.com", i), IOC: true} }},
	{name: "in-stream", before: []Command{setStream{Name: "forensics"}},
		ask: func(*State, int) Command { return SayIn{Stream: "forensics", Text: "imaging bld-07"} }},
	{name: "plan", ask: func(_ *State, i int) Command {
		return setCourse{Text: "isolate the fleet", Until: endIn(time.Duration(1+i%2) * time.Hour)}
	}},
	{name: "eta", ask: func(_ *State, i int) Command {
		return setEstimate{To: endIn(time.Duration(1+i%2) * time.Hour), Why: "the restore is slow"}
	}},
	{name: "sev", ask: func(_ *State, i int) Command { return setSeverity{To: SEV4 + Severity(i%2), Why: "test secrets"} }},
}

// anywhere is a line of kim's chat, all over the incident.
func anywhere(s *State, i int) uint64 { return uint64(i*7919%(int(s.Last)/10))*10 + 4 }

// spread is an entry that nobody named before, of 50 all over the incident.
func spread(s *State, i int) uint64 {
	step := (int(s.Last) - 50) / 50
	return uint64(max(1, step-step%100)*(i%50) + 49)
}

// judgedOnce is a hypothesis with a verdict.
var judgedOnce = []Command{
	holdHypothesis{attackVector{Text: "a stolen token"}}, addFact{Text: "it was in the log"},
	judgeHypothesis{N: 1, To: HypothesisConfirmed, Because: []Ref{{RefEntry, 11}}},
}

func oneOfTwo(i int, a, b string) string {
	if i%2 == 0 {
		return a
	}
	return b
}

// opened is an incident of n entries as a server holds it that has read it
// from its log.
func opened(tb testing.TB, n int, before []Command) *State {
	s := New("INC-1")
	for _, e := range mixed(n) {
		payload, err := Encode(e)
		if err != nil {
			tb.Fatal(err)
		}
		back, err := Decode(e.Incident, e.Seq, e.RecordedAt, payload)
		if err != nil {
			tb.Fatal(err)
		}
		s = Fold(s, back)
	}
	for _, c := range before {
		s = asked(tb, s, c)
	}
	return s
}

// asked is a whole verb of the core, from the ask to the new state and the
// payload.
func asked(tb testing.TB, s *State, c Command) *State {
	by := kim
	by.Rank = RankManager // who may ask for all of them
	rules := &Rules{Sheets: map[string]*Sheet{"payments-api": &fullSheet}}
	events, err := Decide(s, Ask{By: by, At: noon.Add(long * time.Second), Rules: rules}, c)
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range events {
		if _, err := Encode(e); err != nil {
			tb.Fatal(err)
		}
		s = Fold(s, e)
	}
	return s
}

// asks asks for the verb n times. It starts anew from base every so often, or
// a short incident would become a long one.
func (v benchVerb) asks(tb testing.TB, base *State, n int) {
	s := base
	for i := range n {
		if i%50 == 0 {
			s = base
		}
		s = asked(tb, s, v.ask(base, i))
	}
}

// TestAVerbCopiesWhatItChangesAlone compares what each verb writes to memory on
// a short and on a long incident.
func TestAVerbCopiesWhatItChangesAlone(t *testing.T) {
	onShort, onLong := folded(mixed(short)), folded(mixed(long))
	for _, v := range benchVerbs {
		s, l := v.bytes(t, onShort), v.bytes(t, onLong)
		if l > s+s/2 {
			t.Errorf("%s takes %d bytes on a short incident and %d on a long one", v.name, s, l)
		}
	}
}

// bytes is what the verb allocates on average.
func (v benchVerb) bytes(tb testing.TB, base *State) uint64 {
	const times = 2000
	for _, c := range v.before {
		base = asked(tb, base, c)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	v.asks(tb, base, times)
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / times
}

// cost is what the verb takes on an incident of n entries that has the memory
// to itself, the collector's work on it among the rest.
func (v benchVerb) cost(b *testing.B, n int) time.Duration {
	const times = 50_000
	base := opened(b, n, v.before)
	runtime.GC()
	start := time.Now()
	v.asks(b, base, times)
	took := time.Since(start) / times
	runtime.KeepAlive(base)
	return took
}

// BenchmarkVerb measures each verb on a short and on a long incident by turns,
// and reports the medians and their ratio.
func BenchmarkVerb(b *testing.B) {
	for _, v := range benchVerbs {
		b.Run(v.name, func(b *testing.B) {
			var onShort, onLong, ratios []float64
			for b.Loop() {
				s, l := float64(v.cost(b, short)), float64(v.cost(b, long))
				onShort, onLong, ratios = append(onShort, s), append(onLong, l), append(ratios, l/s)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(onShort), "ns/short")
			b.ReportMetric(median(onLong), "ns/long")
			b.ReportMetric(median(ratios), "ratio")
		})
	}
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
