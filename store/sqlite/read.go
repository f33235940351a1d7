package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"warroom/store"
)

// The last column distinguishes an empty payload from a missing one.
const readSQL = `
SELECT h.seq, h.at, h.prev, h.sum, p.bytes, p.id IS NULL
FROM header h LEFT JOIN payload p ON p.id = h.payload
WHERE h.stream = ? AND h.seq > ? ORDER BY h.seq LIMIT ?`

const endSQL = "SELECT coalesce(max(seq), 0) FROM header WHERE stream = ?"

// headsSQL hops from name to name in the key's order, so its cost grows with
// the streams and not with their records.
const headsSQL = `
WITH RECURSIVE names(name) AS (
	SELECT min(stream) FROM header WHERE stream >= ?1
	UNION ALL
	SELECT (SELECT min(stream) FROM header WHERE stream > name)
	FROM names WHERE substr(name, 1, length(?1)) = ?1
)
SELECT h.stream, h.seq, h.at, h.prev, h.sum
FROM names JOIN header h ON h.stream = name
	AND h.seq = (SELECT max(seq) FROM header WHERE stream = name)
WHERE substr(name, 1, length(?1)) = ?1`

// Read implements [store.Log].
func (l *Log) Read(ctx context.Context, stream string, after uint64, limit int) ([]store.Record, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.closed {
		return nil, fmt.Errorf("read %s: %w", stream, store.ErrClosed)
	}
	if l.readers == nil {
		return nil, fmt.Errorf("read %s: %w", stream, errNotOpen)
	}
	if limit <= 0 {
		limit = -1 // means all to SQLite
	}
	records, err := readWhole(ctx, l.readers.DB, stream, min(after, math.MaxInt64), limit)
	if errors.Is(err, store.ErrLost) { // no other connection can be opened any more
		records, err = readWhole(ctx, l.readers.anchor, stream, min(after, math.MaxInt64), limit)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", stream, l.meaning(err))
	}
	return records, nil
}

// pool is all connections for reading, or one of them.
type pool interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// readWhole reads, and compares the result with the stream's end in the same
// snapshot. In a damaged tree of pages, the path along the records may break
// off where the path to the last one doesn't: SQLite reports that as the end.
func readWhole(ctx context.Context, db pool, stream string, after uint64, limit int) ([]store.Record, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // it has only read
	records, err := read(ctx, tx, stream, after, limit)
	if err != nil || len(records) == limit {
		return records, err
	}
	last, end := after, uint64(0)
	if len(records) > 0 {
		last = records[len(records)-1].Seq
	}
	if err := tx.QueryRowContext(ctx, endSQL, stream).Scan(&end); err != nil {
		return nil, err
	}
	if end > last || end < last && len(records) > 0 {
		return nil, &store.Broken{Stream: stream, Seq: last + 1,
			Why: fmt.Sprintf("the records that can be reached end before it, and the stream at %d", end)}
	}
	return records, nil
}

func read(ctx context.Context, tx *sql.Tx, stream string, after uint64, limit int) ([]store.Record, error) {
	rows, err := tx.QueryContext(ctx, readSQL, stream, after, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var records []store.Record
	for rows.Next() {
		r, err := scanRecord(rows, stream)
		if err != nil {
			return nil, err
		}
		records = append(records, r)
	}
	return records, rows.Err()
}

func scanRecord(rows *sql.Rows, stream string) (store.Record, error) {
	var at int64
	var prev, sum, payload sql.RawBytes
	var gone bool
	r := store.Record{Header: store.Header{Stream: stream}}
	if err := rows.Scan(&r.Seq, &at, &prev, &sum, &payload, &gone); err != nil {
		return r, err
	}
	if !gone {
		r.Payload = append([]byte{}, payload...)
	}
	return r, fill(&r.Header, at, prev, sum)
}

// fill decodes the columns of a row into h. A row that violates the schema was
// written by another program: that is a *store.Broken.
func fill(h *store.Header, at int64, prev, sum []byte) error {
	h.At = time.Unix(0, at).UTC()
	if copy(h.Prev[:], prev) != len(h.Prev) || len(prev) != len(h.Prev) ||
		copy(h.Sum[:], sum) != len(h.Sum) || len(sum) != len(h.Sum) {
		return &store.Broken{Stream: h.Stream, Seq: h.Seq, Why: "its header has a hash that isn't 32 bytes long"}
	}
	return nil
}

// Heads implements [store.Log].
func (l *Log) Heads(ctx context.Context, prefix string) ([]store.Header, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.closed {
		return nil, fmt.Errorf("read heads of %s*: %w", prefix, store.ErrClosed)
	}
	if l.readers == nil {
		return nil, fmt.Errorf("read heads of %s*: %w", prefix, errNotOpen)
	}
	found, err := heads(ctx, l.readers.DB, prefix)
	if errors.Is(err, store.ErrLost) {
		found, err = heads(ctx, l.readers.anchor, prefix)
	}
	if err != nil {
		return nil, fmt.Errorf("read heads of %s*: %w", prefix, l.meaning(err))
	}
	return found, nil
}

func heads(ctx context.Context, db pool, prefix string) ([]store.Header, error) {
	rows, err := db.QueryContext(ctx, headsSQL, prefix)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var heads []store.Header
	for rows.Next() {
		var h store.Header
		var at int64
		var prev, sum sql.RawBytes
		if err := rows.Scan(&h.Stream, &h.Seq, &at, &prev, &sum); err != nil {
			return nil, err
		}
		if err := fill(&h, at, prev, sum); err != nil {
			return nil, err
		}
		heads = append(heads, h)
	}
	return heads, rows.Err()
}
