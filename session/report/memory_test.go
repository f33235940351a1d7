package report

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"warroom/session/incident"
)

// meter throws away what is written to it, and looks at the heap each MiB.
type meter struct {
	written, looked int
	top             uint64
}

func (m *meter) Write(p []byte) (int, error) {
	m.written += len(p)
	if m.written-m.looked >= 1<<20 {
		m.looked = m.written
		m.top = max(m.top, heap())
	}
	return len(p), nil
}

func heap() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// TestAnExportIsNeverInMemoryWhole: 200,000 indicators go out one by one.
func TestAnExportIsNeverInMemoryWhole(t *testing.T) {
	const many, most = 200_000, 8 << 20
	all := func(yield func(*incident.Asset) bool) {
		for i := range many {
			a := &incident.Asset{Type: incident.AssetIPv4, Value: fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), IOC: true, At: noon}
			if !yield(a) {
				return
			}
		}
	}
	s := shelf(t)
	for name, export := range map[string]func(io.Writer) error{
		"csv": func(w io.Writer) error { return CSV(w, all) },
		"stix": func(w io.Writer) error {
			return STIX(w, s.For(incident.Person{Name: "ana", Rank: incident.RankManager}), all)
		},
	} {
		var m meter
		before := heap()
		if err := export(&m); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d MiB written, %d KiB more in use at most", name, m.written>>20, (max(m.top, before)-before)>>10)
		if m.top > before+most {
			t.Errorf("%s: %d KiB were in use, at most %d may be", name, (m.top-before)>>10, most>>10)
		}
	}
}
