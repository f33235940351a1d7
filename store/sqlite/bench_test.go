package sqlite

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"warroom/store"
)

var line = strings.Repeat("a line of 120 bytes.", 6)

func BenchmarkAppend(b *testing.B) {
	l := opened(b, b.TempDir())
	seq := uint64(0)
	for b.Loop() {
		appendTo(b, l, "INC-1", seq, line)
		seq++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
}

func BenchmarkAppend32(b *testing.B) {
	const appenders = 32
	l := opened(b, b.TempDir())
	var wg sync.WaitGroup
	b.ResetTimer()
	for n := range appenders {
		wg.Go(func() {
			stream := fmt.Sprintf("INC-%d", n)
			for seq := range uint64(b.N/appenders + 1) {
				if _, err := l.Append(b.Context(), stream, seq, draft(line)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
}

// long is a stream of 100,000 records.
func long(b *testing.B) *Log {
	l := opened(b, b.TempDir())
	const page = 10_000
	drafts := make([]store.Draft, page)
	for i := range drafts {
		drafts[i] = draft(line)
	}
	for after := uint64(0); after < 100_000; after += page {
		if _, err := l.Append(b.Context(), "INC-1", after, drafts...); err != nil {
			b.Fatal(err)
		}
	}
	return l
}

func BenchmarkRead100000(b *testing.B) {
	l := long(b)
	for b.Loop() {
		if records, err := l.Read(b.Context(), "INC-1", 0, 0); err != nil || len(records) != 100_000 {
			b.Fatal(len(records), err)
		}
	}
}

func BenchmarkScan100000(b *testing.B) {
	l := long(b)
	for b.Loop() {
		for _, err := range store.Scan(b.Context(), l, "INC-1", 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkVerify100000(b *testing.B) {
	l := long(b)
	for b.Loop() {
		if _, err := store.Verify(b.Context(), l, "INC-1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHeadsOf1000Streams(b *testing.B) {
	l := opened(b, b.TempDir())
	for i := range 1000 {
		appendTo(b, l, fmt.Sprintf("INC-%d", i), 0, line, line, line)
	}
	for b.Loop() {
		if heads, err := l.Heads(b.Context(), "INC-"); err != nil || len(heads) != 1000 {
			b.Fatal(len(heads), err)
		}
	}
}
