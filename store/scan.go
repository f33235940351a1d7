package store

import (
	"context"
	"iter"
)

// scanPage is how many records Scan holds at a time.
const scanPage = 512

// Scan reads a stream of any length from behind after to the end that it finds
// when it gets there, page by page, in the caller's goroutine. Nothing in the
// log is held between two records: a slow reader hinders nobody, and the loop's
// body may append. An error comes last, with a zero Record. Each record may be
// kept.
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
