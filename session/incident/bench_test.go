package incident

import (
	"testing"
	"time"
)

// mixed is a log of n entries as bridges have them: nine in ten are chat, and
// the rest is what moves an incident along.
func mixed(n int) []*Event {
	people := []string{"ana", "raj", "mei", "kim", "lee"}
	fact := func(i int) Fact {
		switch {
		case i == 0:
			return incidentDeclared{Title: "secrets read from the CI runner", Severity: SEV2}
		case i%100 == 5:
			return personJoined{Rank: RankResponder}
		case i%2000 == 15:
			return entryStarred{Seq: uint64(i), On: true}
		case i%100 == 25:
			return entryCorrected{Seq: uint64(i), Text: "image hashed, handed to noor, receipt filed"}
		case i%10000 == 35:
			return severitySet{From: SEV2, To: SEV1, Why: "more secrets"}
		case i%1000 == 46:
			return roleTaken{Role: RoleScribe, To: people[i/1000%5]}
		case i%20 == 10:
			return factAdded{Text: "the runner's token was used from a second address"}
		}
		return lineSaid{Text: "looking at the access logs of bld-07 now — nothing after 13:40"}
	}
	events := make([]*Event, n)
	for i := range events {
		at := noon.Add(time.Duration(i)*time.Second + 123456789)
		happened := at
		if i%200 == 30 {
			happened = at.Add(-time.Hour)
		}
		events[i] = &Event{
			Incident: "INC-1", Seq: uint64(i + 1), OccurredAt: happened, RecordedAt: at, By: people[i%5],
			Key: "SHA256:uNiVztksCsDhcc0u9e8BrqrXVXSwOtPcJZh0t5Wz9eA", Fact: fact(i),
		}
	}
	return events
}

func folded(events []*Event) *State {
	s := New("INC-1")
	for _, e := range events {
		s = Fold(s, e)
	}
	return s
}

func payloads(b *testing.B, events []*Event) [][]byte {
	all := make([][]byte, len(events))
	for i, e := range events {
		var err error
		if all[i], err = Encode(e); err != nil {
			b.Fatal(err)
		}
	}
	return all
}

var kim = Person{Name: "kim", Rank: RankResponder, Key: "SHA256:uNiVztksCsDhcc0u9e8BrqrXVXSwOtPcJZh0t5Wz9eA"}

func BenchmarkDecide(b *testing.B) {
	s, ask := folded(mixed(1000)), Ask{By: kim, At: noon.Add(time.Hour)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decide(s, ask, Say{Text: "image hashed, handing to noor"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	events := mixed(10_000)
	b.ReportAllocs()
	for b.Loop() {
		folded(events)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(events)), "ns/event")
}

func BenchmarkParse(b *testing.B) {
	for _, line := range []string{"image hashed, handing to noor", "/sev 1 secrets read", "/fact 13:40 first vault read"} {
		b.Run(line, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(line); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	events := mixed(1000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := Encode(events[i%len(events)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	all := payloads(b, mixed(1000))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := Decode("INC-1", 1, noon, all[i%len(all)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpening is what opening a bridge of 100,000 entries costs beyond
// reading its records.
func BenchmarkOpening(b *testing.B) {
	events := mixed(100_000)
	all := payloads(b, events)
	b.ReportAllocs()
	for b.Loop() {
		s := New("INC-1")
		for i, payload := range all {
			e, err := Decode("INC-1", uint64(i+1), events[i].RecordedAt, payload)
			if err != nil {
				b.Fatal(err)
			}
			s = Fold(s, e)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/opening")
}
