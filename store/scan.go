package store

import (
	"context"
	"iter"
)

// scanPage is the number of records that Scan holds at a time.
const scanPage = 512

// Scan reads a stream of any length from after to the end that it finds when it
// gets there, page by page, in the caller's goroutine. It holds no lock between
// two records: a slow reader blocks nobody, and the loop's body may append. An
// error comes last, with a zero Record. The caller may keep each record.
func Scan(ctx context.Context, l Log, stream string, after uint64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for at := after; ; {
			page, err := l.Read(ctx, stream, at, scanPage)
			if err != nil {
				yield(Record{}, err)
				return
			}
			for _, r := range page {
				if !yield(r, nil) {
					return
				}
			}
			if len(page) < scanPage {
				return
			}
			at = page[len(page)-1].Seq
		}
	}
}
