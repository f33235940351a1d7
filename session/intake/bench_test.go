package intake

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// BenchmarkList reads a list of 100,000 indicators.
func BenchmarkList(b *testing.B) {
	value := func(i int) string { return fmt.Sprintf("host-%d.evil[.]example[.]com", i) }
	var plain, table, bundle strings.Builder
	table.WriteString("value,type,why\n")
	bundle.WriteString(`{"type":"bundle","objects":[{"type":"identity"}`)
	for i := range MaxItems {
		fmt.Fprintln(&plain, value(i))
		fmt.Fprintf(&table, "%s,domain,the loader called it\n", value(i))
		fmt.Fprintf(&bundle, `,{"type":"indicator","spec_version":"2.1","id":"indicator--%d","created":"2026-03-01T12:00:00.000Z","modified":"2026-03-01T12:00:00.000Z",`+
			`"pattern":"[domain-name:value = '%s']","pattern_type":"stix","valid_from":"2026-03-01T12:00:00.000Z"}`, i, value(i))
	}
	bundle.WriteString("]}")
	for name, c := range map[string]struct {
		parse func(io.Reader, time.Time) (List, error)
		text  string
	}{"plain": {ParseCSV, plain.String()}, "table": {ParseCSV, table.String()}, "stix": {ParseSTIX, bundle.String()}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if l, err := c.parse(strings.NewReader(c.text), noon); err != nil || l.Taken != MaxItems {
					b.Fatal(l.Taken, l.Left, err)
				}
			}
		})
	}
}
