package session

import (
	"fmt"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
	"warroom/store/sqlite"
)

// long is how many entries a long incident has.
const long = 100_000

// engines are the logs that are measured.
var engines = map[string]func(testing.TB) store.Log{
	"memory": func(testing.TB) store.Log { return memory.Open() },
	"sqlite": func(b testing.TB) store.Log {
		log, err := sqlite.Open(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { log.Close() })
		return log
	},
}

// fill writes an incident of n entries.
func fill(b testing.TB, log store.Log, id incident.ID, n int) {
	b.Helper()
	state := incident.New(id)
	at := time.Now().Add(-time.Duration(n) * time.Second)
	var drafts []store.Draft
	for i := range n {
		var c incident.Command = incident.Say{Text: fmt.Sprintf("line %d, with as many words as people type at such a time", i)}
		switch {
		case i == 0:
			c = incident.Declare{Title: "db down"}
		case i%5 == 0:
			c = typed("fact", fmt.Sprintf("service %d answers again, seen from two places", i))
		}
		events, err := incident.Decide(state, incident.Ask{By: ana, At: at.Add(time.Duration(i) * time.Second)}, c)
		if err != nil {
			b.Fatal(err)
		}
		state = incident.Fold(state, events[0])
		payload, err := incident.Encode(events[0])
		if err != nil {
			b.Fatal(err)
		}
		drafts = append(drafts, store.Draft{At: events[0].RecordedAt, Payload: payload})
		if len(drafts) == 1000 || i == n-1 {
			if _, err := log.Append(b.Context(), string(id), uint64(i+1-len(drafts)), drafts...); err != nil {
				b.Fatal(err)
			}
			drafts = nil
		}
	}
}

// BenchmarkOpen sits down at a bridge of so many entries.
func BenchmarkOpen(b *testing.B) {
	for name, engine := range engines {
		for _, n := range []int{1, long} {
			b.Run(fmt.Sprintf("%s/%d/cold", name, n), func(b *testing.B) {
				log := engine(b)
				fill(b, log, "INC-1", n)
				h := openHub(b, log, Options{IdleAfter: 1, Sweep: time.Hour})
				for b.Loop() {
					sitDown(b, h)
					b.StopTimer()
					h.sweep(b.Context())
					if len(h.loaded()) != 0 {
						b.Fatal("the bridge is still in memory")
					}
					b.StartTimer()
				}
			})
			b.Run(fmt.Sprintf("%s/%d/in-memory", name, n), func(b *testing.B) {
				log := engine(b)
				fill(b, log, "INC-1", n)
				h := openHub(b, log, Options{AskEvery: 1})
				sit(b, h, ana, "INC-1")
				for b.Loop() {
					sitDown(b, h)
				}
			})
		}
	}
}

func sitDown(b *testing.B, h *Hub) {
	s, err := h.Sit(b.Context(), raj, "INC-1", SeatSilent)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Next(b.Context()); err != nil {
		b.Fatal(err)
	}
	s.Leave()
}

// BenchmarkDo writes one line while so many sit at the bridge.
func BenchmarkDo(b *testing.B) {
	for name, engine := range engines {
		for _, n := range []int{1, 50, 500} {
			b.Run(fmt.Sprintf("%s/%d-seats", name, n), func(b *testing.B) {
				h := openHub(b, engine(b), Options{AskEvery: 1})
				id := declare(b, h)
				a := sit(b, h, ana, id)
				for i := range n - 1 {
					sit(b, h, incident.Person{Name: fmt.Sprint("p", i), Rank: incident.RankResponder}, id)
				}
				for b.Loop() {
					say(b, a, "what is seen")
				}
			})
		}
	}
}

// BenchmarkOpenHub starts a server on a log of many incidents.
func BenchmarkOpenHub(b *testing.B) {
	log := engines["sqlite"](b)
	for i := range 200 {
		fill(b, log, incident.NewID(uint64(i+1)), 500)
	}
	for b.Loop() {
		h, err := Open(b.Context(), log, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := h.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
