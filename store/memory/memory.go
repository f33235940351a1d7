// Package memory is a [store.Log] that forgets everything when it ends.
//
// Its one idea: the contract with nothing behind it, for tests, drills and
// demonstrations. It refuses to know about disks; its "durable" lasts as long
// as the process.
package memory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"warroom/store"
)

// Log keeps streams in a map. Make one with [Open].
type Log struct {
	mu      sync.RWMutex // guards all below
	streams map[string][]store.Record
	closed  bool
}

var _ store.Log = (*Log)(nil)

// Open returns an empty log.
func Open() *Log { return &Log{streams: map[string][]store.Record{}} }

// Append implements [store.Log].
func (l *Log) Append(ctx context.Context, stream string, after uint64, drafts ...store.Draft) ([]store.Record, error) {
	records, err := store.Prepare(stream, drafts)
	if err != nil {
		return nil, fmt.Errorf("append to %s: %w", stream, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.usable(ctx); err != nil {
		return nil, fmt.Errorf("append to %s: %w", stream, err)
	}
	if err := store.Link(head(l.streams[stream]), after, records); err != nil {
		return nil, fmt.Errorf("append to %s: %w", stream, err)
	}
	if len(records) > 0 {
		l.streams[stream] = append(l.streams[stream], clones(records)...)
	}
	return records, nil
}

// Read implements [store.Log].
func (l *Log) Read(ctx context.Context, stream string, after uint64, limit int) ([]store.Record, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if err := l.usable(ctx); err != nil {
		return nil, fmt.Errorf("read %s: %w", stream, err)
	}
	records := l.streams[stream]
	records = records[min(after, uint64(len(records))):]
	if limit > 0 {
		records = records[:min(limit, len(records))]
	}
	return clones(records), nil
}

// Heads implements [store.Log].
func (l *Log) Heads(ctx context.Context, prefix string) ([]store.Header, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if err := l.usable(ctx); err != nil {
		return nil, fmt.Errorf("read heads of %s*: %w", prefix, err)
	}
	var heads []store.Header
	for name, records := range l.streams {
		if strings.HasPrefix(name, prefix) {
			heads = append(heads, head(records))
		}
	}
	slices.SortFunc(heads, func(a, b store.Header) int { return strings.Compare(a.Stream, b.Stream) })
	return heads, nil
}

// Close implements [store.Log].
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed, l.streams = true, nil
	return nil
}

// usable is called with mu held.
func (l *Log) usable(ctx context.Context) error {
	if l.closed {
		return store.ErrClosed
	}
	return ctx.Err()
}

func head(records []store.Record) store.Header {
	if len(records) == 0 {
		return store.Header{}
	}
	return records[len(records)-1].Header
}

func clones(records []store.Record) []store.Record {
	copies := make([]store.Record, len(records))
	for i, r := range records {
		copies[i] = r.Clone()
	}
	return copies
}
