package incident

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// verbLine is a verb as it is typed, and what must have happened before, by kim, who runs the
// bridge, unless a step says otherwise.
type verbLine struct{ line, before string }

// verbLines has each verb at least once. What is asked again and again, all over an incident,
// is in benchVerbs.
var verbLines = []verbLine{
	{line: "say looking at the access logs"},
	{line: "fact 13:40 first vault read"},
	{line: "finding 13:40 the token was stolen"},
	{line: "note ask the vendor"},
	{line: "star #64"},
	{line: "promote #64"},
	{line: "correct #64 image handed to noor"},
	{line: "correct #51 at yesterday 12:00"},
	{line: "strike #64 it was another host"},
	{line: "title secrets are read"},
	{line: "phase containment override the criteria can wait"},
	{line: "state degraded reads are slow"},
	{line: "state web quarantined --for forensics --enter @noor it talks out", before: "affects web unlisted"},
	{line: "close false-alarm override it was a test", before: "phase review override nothing is left to do"},
	{line: "close duplicate INC-3 same alert", before: "knows INC-3 sev1\nlink INC-3 duplicate"},
	{line: "reopen it was no test", before: "phase review override nothing is left to do\nclose false-alarm override it was a test"},
	{line: "sev 3 one host alone"},
	{line: "cia C=high I=none A=low U=low tables were read"},
	{line: "kind data,ransom notes on each desk"},
	{line: "spread house all of it"},
	{line: "personal-data yes mails of customers"},
	{line: "vector a stolen token 70% T1552.001"},
	{line: "vector H1 confirmed #91 it is in the log", before: "vector a stolen token"},
	{line: "fix H1 @kim until 2h revoke the token", before: "vector a stolen token"},
	{line: "fallback H1 cut the network", before: "vector a stolen token"},
	{line: "plan isolate the fleet until 2h"},
	{line: "eta 2h the restore is slow"},
	{line: "hunt did it read other vaults?"},
	{line: "hunt Q1 found #91 in the log", before: "hunt did it read other vaults?"},
	{line: "milestone contained"},
	{line: "pause wait for the vendor"},
	{line: "resume", before: "pause wait for the vendor"},
	{line: "observe payments-api availability 99.2", before: "affects payments-api"},
	{line: "task @kim 30m isolate bld-07"},
	{line: "ack A1", before: giveLegal},
	{line: "done A1 isolated", before: giveLegal},
	{line: "drop A1 not needed", before: giveLegal},
	{line: "extend A1 15m the disk is slow", before: giveLegal},
	{line: "reassign A1 security-officer they are nearer", before: giveLegal},
	{line: "check scope-known #91 as the log says"},
	{line: "uncheck scope-known one is missing", before: "check scope-known"},
	{line: "gate vulnerability-closed #BACK it is patched", before: "phase containment override go\nfact the runner was patched"},
	{line: "called E1 noor answered"},
	{line: "propose fail over"},
	{line: "object P1 the data is behind", before: "propose fail over"},
	{line: "support P1", before: "propose fail over"},
	{line: "answer P1 it is not", before: "propose fail over\nobject P1 the data is behind"},
	{line: "decide wait for the image"},
	{line: "tradeoff RTO 4h: 4h -> 8h until 2h because the image takes long"},
	{line: "confirm D1", before: "as mei responder\njoin\nas kim\ndecide cut it off --by mei\nas mei"},
	{line: "accountable D1 @raj she sleeps", before: "as mei responder\njoin\nas raj responder\njoin\nas kim\ndecide cut it off --by mei"},
	{line: "withdraw P1 it is late", before: "propose fail over"},
	{line: "change opened port 8443 -- close it"},
	{line: "undo C1 closed", before: "change opened port 8443 -- close it"},
	{line: "keep C1 @kim until 2h", before: "change opened port 8443 -- close it"},
	{line: "mode bridge https://call.example/1"},
	{line: "channel mail compromised they read it"},
	{line: "affects payments-api"},
	{line: "unaffected payments-api it was another", before: "affects payments-api"},
	{line: "can owner payments-api", before: "affects payments-api"},
	{line: "asset bld-07 host compromised it talks out"},
	{line: "ioc evil.example domain compromised it was called"},
	{line: "link INC-3 related the same day", before: "knows INC-3"},
	{line: "unlink INC-3 it was another", before: "knows INC-3\nlink INC-3 related"},
	{line: "split #91 the token of the runner"},
	{line: "role scribe @mei", before: "as mei responder\njoin\nas kim"},
	{line: "handover @raj deputy", before: "as raj responder\njoin\nas kim\ntake deputy"},
	{line: "take forensics"},
	{line: "decline deputy", before: "as raj responder\njoin\nas kim\ntake deputy\nhandover @raj deputy\nas raj"},
	{line: "act deputy", before: "as raj responder\njoin\nas kim\nrole deputy @raj\nas raj\nleave\n+1h\nas kim"},
	{line: "reports @mei @raj", before: "as mei responder\njoin\nas raj responder\njoin\nas kim"},
	{line: "stream forensics"},
	{line: "in forensics imaging bld-07", before: "stream forensics"},
	{line: "report-back forensics imaged", before: "stream forensics"},
	{line: "tlp #64 red"},
	{line: "scope restricted they may read along"},
	{line: "admit @lee 2h"},
	{line: "remove @mei not needed", before: "as mei responder\njoin\nas kim"},
	{line: "eject @mei their key is stolen", before: "as mei responder\njoin\nas kim"},
	{line: "break-glass nobody is here", before: "scope confidential\nas zoe manager"},
}

const giveLegal = "task @kim 30m isolate bld-07"

// staged is the incident base, ready for the line.
func (v verbLine) staged(tb testing.TB, base *State) (*run, Command) {
	tb.Helper()
	r := newRun(tb)
	r.state = base
	r.ask.At = noon.Add(long * time.Second)
	for _, e := range []Fact{playbookAdopted{Playbook: housePlaybook}, roleTaken{Role: RoleManager, To: "kim"}} {
		r.state = Fold(r.state, &Event{Incident: "INC-1", Seq: r.state.Last + 1, By: "kim", RecordedAt: r.ask.At, OccurredAt: r.ask.At, Fact: e})
	}
	r.play("playbook house\nsheet payments-api targets availability>=99.9%\nas kim manager\njoin\n" + v.before)
	c, err := ParseVerb(strings.ReplaceAll(v.line, "#BACK", Ref{RefEntry, r.state.Last}.String()))
	if err != nil {
		tb.Fatalf("%s: %v", v.line, err)
	}
	return r, c
}

// asksFor is the verb from the ask to the new state and the payload, of the same incident each
// time.
func (r *run) asksFor(c Command) {
	events, err := Decide(r.state, r.ask, c)
	if err != nil {
		r.t.Fatalf("%T: %v", c, err)
	}
	s := r.state
	for _, e := range events {
		if _, err := Encode(e); err != nil {
			r.t.Fatal(err)
		}
		s = Fold(s, e)
	}
	if s.Last == r.state.Last {
		r.t.Fatalf("%T leaves no entry", c)
	}
}

// TestAnyVerbCopiesWhatItChangesAlone compares what each verb writes to memory on a short and
// on a long incident.
func TestAnyVerbCopiesWhatItChangesAlone(t *testing.T) {
	missing := map[string]bool{}
	for _, v := range Verbs() {
		missing[v.Name] = true
	}
	onShort, onLong := folded(mixed(short)), folded(mixed(long))
	for _, v := range verbLines {
		name, _ := cutWord(v.line)
		delete(missing, name)
		t.Run(v.line, func(t *testing.T) {
			if s, l := v.bytes(t, onShort), v.bytes(t, onLong); l > s+s/2 {
				t.Errorf("takes %d bytes on a short incident and %d on a long one", s, l)
			}
		})
	}
	for name := range missing {
		t.Errorf("/%s is not in verbLines", name)
	}
}

// bytes is what the verb allocates on average on the incident base.
func (v verbLine) bytes(t *testing.T, base *State) uint64 {
	const times = 200
	r, c := v.staged(t, base)
	r.asksFor(c)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		r.asksFor(c)
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / times
}

// BenchmarkAnyVerb measures each verb on a short and on a long incident by turns, and reports
// the medians and their ratio.
func BenchmarkAnyVerb(b *testing.B) {
	baseShort, baseLong := folded(mixed(short)), folded(mixed(long))
	for _, v := range verbLines {
		b.Run(v.line, func(b *testing.B) {
			const times = 2000
			onShort, short := v.staged(b, baseShort)
			onLong, long := v.staged(b, baseLong)
			cost := func(r *run, c Command) float64 {
				start := time.Now()
				for range times {
					r.asksFor(c)
				}
				return float64(time.Since(start).Nanoseconds()) / times
			}
			var shorts, longs, ratios []float64
			for b.Loop() {
				s, l := cost(onShort, short), cost(onLong, long)
				shorts, longs, ratios = append(shorts, s), append(longs, l), append(ratios, l/s)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(shorts), "ns/short")
			b.ReportMetric(median(longs), "ns/long")
			b.ReportMetric(median(ratios), "ratio")
		})
	}
}
