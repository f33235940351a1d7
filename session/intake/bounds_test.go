package intake

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestAnItemThatIsTooLargeIsRefused: the bytes of a list bound what an item may
// make of them only where an item is bounded too.
func TestAnItemThatIsTooLargeIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		parse func(io.Reader, time.Time) (List, error)
		text  string
		words string
	}{
		"labels":  {ParseSTIX, `{"type":"bundle","objects":[{"type":"indicator","labels":[""` + strings.Repeat(`,""`, maxObject/2) + `]}]}`, "1024 KiB"},
		"key":     {ParseSTIX, `{"` + strings.Repeat("x", 2*maxObject) + `":1}`, "1024 KiB"},
		"keys":    {ParseSTIX, `{"type":"bundle"` + strings.Repeat(`,"x":1`, maxObject) + `}`, "1024 KiB"},
		"many":    {ParseSTIX, `{"type":"bundle","objects":[1` + strings.Repeat(",1", maxRead) + `]}`, "200000 rows or objects"},
		"empty":   {ParseCSV, "value\n" + strings.Repeat(",\n", maxRead+1), "200000 rows or objects"},
		"unknown": {ParseSTIX, `{"x":[` + strings.Repeat("[],", maxObject) + `[]]}`, "1024 KiB"},
		"deep":    {ParseMISP, strings.Repeat(`{"Event":`, 1000), "deep"},
		"lists":   {ParseMISP, strings.Repeat(`[`, 1000), "deep"},
	} {
		if l, err := c.parse(strings.NewReader(c.text), noon); err == nil || !strings.Contains(err.Error(), c.words) || l.Taken > 0 {
			t.Errorf("%s: %d items, %v", name, l.Taken, err)
		}
	}
}

// TestARowThatIsTooLargeKeepsTheOthersFromNobody: it is left with its place.
func TestARowThatIsTooLargeKeepsTheOthersFromNobody(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"cells":   {"value,why\nevil.example.com,x\n" + strings.Repeat(",", 2*maxRow) + "\n192.0.2.7,y\n", "line 3: the row has more than 64 KiB"},
		"columns": {"value" + strings.Repeat(",x", 2*maxRow) + "\nevil.example.com\n192.0.2.7\n", "line 1: the row has more than 64 KiB"},
		"quotes":  {"value,why\nevil.example.com,x\n\"evil.example.net,y\n192.0.2.7,y\n", "line 3: a quote in it isn't closed"},
	} {
		l, err := ParseCSV(strings.NewReader(c.text), noon)
		if err != nil || l.Taken != 2 || len(l.Left) != 1 || l.Left[0] != c.want {
			t.Errorf("%s: %d items, %q, %v", name, l.Taken, l.Left, err)
		}
	}
	open := "value,why\n" + strings.Repeat("\"evil.example.net,y\n", 1000)
	if l, err := ParseCSV(strings.NewReader(open), noon); err != nil || len(l.Left) != 1000 {
		t.Errorf("a thousand open quotes: %d left, %v", len(l.Left), err)
	}
}

// TestALongLineBehindAnOpenQuoteIsTold: it is no part of the row before it.
func TestALongLineBehindAnOpenQuoteIsTold(t *testing.T) {
	for _, first := range []string{"value,why\n\"evil.example.net,y\n", "a name,another\nb,c\n"} {
		l, err := ParseCSV(strings.NewReader(first+strings.Repeat("x", 2*maxRow)+"\n192.0.2.7,y\n"), noon)
		if err != nil || !slices.Contains(l.Left, "line 3: the row has more than 64 KiB") {
			t.Errorf("%q: %q, %v", first, l.Left, err)
		}
	}
}

// TestAnObjectWithManyAttributesIsReadUpToItsBound: those beyond it are left.
func TestAnObjectWithManyAttributesIsReadUpToItsBound(t *testing.T) {
	for deleted, taken := range map[string]bool{"false": true, "true": false} {
		var b strings.Builder
		b.WriteString(`{"Event":{"Object":[{"Attribute":[`)
		const n = 20_000
		for i := range n {
			fmt.Fprintf(&b, `{"type":"domain","value":"h%d.example.org","to_ids":true},`, i)
		}
		l, err := ParseMISP(strings.NewReader(strings.TrimSuffix(b.String(), ",")+`],"deleted":`+deleted+`}]}}`), noon)
		if err != nil || l.Taken+len(l.Left)+l.More != n || (l.Taken > 1000) != taken || !taken && l.Taken > 0 {
			t.Errorf("deleted %s: %d taken, %d left, %v", deleted, l.Taken, len(l.Left)+l.More, err)
		}
	}
}

// repeated is a list that is never in memory whole: a head, and rows to a size.
type repeated struct {
	head, row string
	left      int
	looked    int
	look      func()
}

// Read has the heap looked at each MiB.
func (r *repeated) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	if r.looked <= 0 {
		r.looked = 1 << 20
		r.look()
	}
	n := copy(p, r.head)
	for r.head = r.head[n:]; r.head == "" && n < len(p) && n < r.left; {
		m := copy(p[n:], r.row)
		n, r.head = n+m, r.row[m:]
	}
	r.left, r.looked = r.left-n, r.looked-n
	return n, nil
}

// TestAListIsReadInLittleMemory: a list of objects that say nothing, or of rows
// that aren't taken, leaves nothing behind while it is read.
func TestAListIsReadInLittleMemory(t *testing.T) {
	const most = 8 << 20
	var stats runtime.MemStats
	heap := func() uint64 {
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	for name, c := range map[string]struct {
		parse     func(io.Reader, time.Time) (List, error)
		head, row string
	}{
		"objects": {ParseSTIX, `{"type":"bundle","objects":[`, `{"x":"` + strings.Repeat("y", 50) + `"},`},
		"labels":  {ParseSTIX, `{"type":"bundle","objects":[`, `{"labels":[""` + strings.Repeat(`,""`, 1000) + `]},`},
		"rows":    {ParseCSV, "value\n", "nothing" + strings.Repeat(",", 50) + "\n"},
		"cells":   {ParseCSV, "value\n", strings.Repeat(",", 1000) + "\n"},
		"parts":   {ParseMISP, `{"Event":{"Object":[{"Attribute":[`, `{"x":"` + strings.Repeat("y", 50) + `"},`},
		"deleted": {ParseMISP, `{"Event":{"Object":[{"deleted":true,"Attribute":[`, `{"type":"domain","value":"` + strings.Repeat("y", 500) + `","to_ids":true},`},
		"names":   {ParseCSV, "no name,that is known\n", strings.Repeat("x", 1000) + "," + strings.Repeat("y", 1000) + "\n"},
	} {
		before, top := heap(), uint64(0)
		list := &repeated{head: c.head, row: c.row, left: 4<<20 - 4096}
		list.look = func() { top = max(top, heap()) }
		_, err := c.parse(list, noon)
		if err != nil && !strings.Contains(err.Error(), "breaks off") { // the bundle has no end
			t.Errorf("%s: %v", name, err)
		}
		if top > before+most {
			t.Errorf("%s: %d KiB were in use, at most %d may be", name, (top-before)>>10, most>>10)
		}
	}
}

// TestALongListIsReadInBoundedMemory: of 100,000 indicators, their values and little
// more stay.
func TestALongListIsReadInBoundedMemory(t *testing.T) {
	const most = 32 << 20
	var stats runtime.MemStats
	heap := func() uint64 {
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before, top := heap(), uint64(0)
	look := 0
	rows := &numbered{rows: MaxItems, look: func() {
		if look++; look%200 == 0 {
			top = max(top, heap())
		}
	}}
	l, err := ParseCSV(rows, noon)
	top = max(top, heap())
	if err != nil || l.Taken != MaxItems {
		t.Fatalf("%d items, %v", l.Taken, err)
	}
	t.Logf("%d KiB more were in use at most", (top-before)>>10)
	if top > before+most {
		t.Errorf("%d KiB were in use, at most %d may be", (top-before)>>10, most>>10)
	}
}

// numbered is a list of so many different names, which is never in memory whole.
type numbered struct {
	rows, made int
	rest       string
	look       func()
}

func (n *numbered) Read(p []byte) (int, error) {
	if n.rest == "" {
		if n.made == n.rows {
			return 0, io.EOF
		}
		n.made++
		n.rest = fmt.Sprintf("host-%d.evil[.]example[.]com\n", n.made)
		n.look()
	}
	m := copy(p, n.rest)
	n.rest = n.rest[m:]
	return m, nil
}
